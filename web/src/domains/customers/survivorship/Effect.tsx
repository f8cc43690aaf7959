import { useTranslation } from 'react-i18next'
import {
  countRecomposition,
  previewSurvivorship,
  type SurvivorshipRules,
} from '../../../../../contract/survivorship.ts'
import { paths } from '../../../app/paths.ts'
import { useRead, useWrite } from '../../../app/query.ts'
import { Anchor } from '../../../ui/Anchor.tsx'
import { Button } from '../../../ui/Button.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { Problem } from '../../../ui/Problem.tsx'
import { useFormat } from '../../../ui/useFormat.ts'
import { useSettled } from '../../../ui/useSettled.ts'
import { useValueWords } from '../page/useValueWords.ts'

type Props = { brand: string; rules: SurvivorshipRules; touched: boolean }

/** What the rules in the form would do, before anybody saves them. */
export const Effect = ({ brand, rules, touched }: Props) => {
  const { t } = useTranslation('customers')
  const format = useFormat()
  const words = useValueWords()
  const asked = useSettled(rules, JSON.stringify(rules))
  const { data, loading, problem } = useRead(
    previewSurvivorship,
    { params: { brand }, body: { rules: asked } },
    { enabled: touched, staleSeconds: 60 },
  )
  const count = useWrite(countRecomposition, {
    refresh: ['/api/jobs'],
    done: () => t('survivorship.counting'),
  })
  const looked = data && t(data.all ? 'survivorship.lookedAll' : 'survivorship.looked', { n: data.looked })
  return (
    <Panel title={t('survivorship.preview')} note={t('survivorship.previewNote')}>
      {!touched && <p className="cap">{t('survivorship.unchanged')}</p>}
      {touched && problem && <Problem problem={problem} />}
      {touched && loading && <i className="bone" />}
      {touched && data && (
        <div className="sv-effect" aria-live="polite">
          <p>
            <b>
              {data.fields === 0
                ? t('survivorship.nothing')
                : t('survivorship.effect', {
                    fields: format.number(data.fields),
                    customers: format.number(data.customers),
                  })}
            </b>{' '}
            <span className="cap">{looked}</span>
          </p>
          {data.byField.length > 0 && (
            <p className="cap">
              {data.byField.map(({ field, count }) => `${t(`field.${field}`)} ${count}`).join(' · ')}
            </p>
          )}
          <ul>
            {data.examples.map(({ customerId, name, field, before, after }) => (
              <li key={customerId}>
                <Anchor to={paths.customer(customerId)}>{name}</Anchor>
                <span className="cap">{t(`field.${field}`)}</span>
                <span className="sv-was">
                  {before === null ? t('survivorship.empty') : words(field, before)}
                </span>
                <span>{after === null ? t('survivorship.empty') : words(field, after)}</span>
              </li>
            ))}
          </ul>
          {!data.all && (
            <Button
              busy={count.sending}
              onClick={() => void count.send({ params: { brand }, body: { rules } })}
            >
              {t('survivorship.countAll')}
            </Button>
          )}
        </div>
      )}
    </Panel>
  )
}
