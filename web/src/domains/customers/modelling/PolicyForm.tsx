import { InputNumber, Switch } from 'antd'
import { useTranslation } from 'react-i18next'
import { type MatchPolicy, saveMatchPolicy } from '../../../../../contract/match-model.ts'
import { useWrite } from '../../../app/query.ts'
import { useCan, useSession } from '../../../app/session.tsx'
import { Button } from '../../../ui/Button.tsx'
import { Problem } from '../../../ui/Problem.tsx'
import { useFormat } from '../../../ui/useFormat.ts'
import { oddsIn } from './figures.ts'

export type Draft = Pick<MatchPolicy, 'linkAt' | 'reviewAt' | 'mostLinked' | 'automatic'>
type Props = {
  began: MatchPolicy
  draft: Draft
  touched: boolean
  onChange: (patch: Partial<Draft>) => void
  onSaved: () => void
}

/** The same thresholds to be typed, and what goes with them. */
export const PolicyForm = ({ began, draft, touched, onChange, onSaved }: Props) => {
  const { t } = useTranslation('modelling')
  const format = useFormat()
  const ofNetwork = began.brandId === null
  const isCarmaker = useSession().scope === 'carmaker'
  const may = useCan('customers.matching') && (isCarmaker || !ofNetwork)
  const crossed = draft.reviewAt >= draft.linkAt
  const save = useWrite(saveMatchPolicy, {
    quiet: true,
    refresh: ['/api/match-policies', '/api/match-threshold'],
    done: () => t('saved'),
    onDone: onSaved,
  })
  const send = () =>
    void save
      .send({ params: { brand: began.brandId ?? 'network' }, body: { ...draft, version: began.version } })
      .catch(() => {})
  const number = (key: 'linkAt' | 'reviewAt') => (
    <div className="mo-field">
      <label htmlFor={`mo-${key}`}>{t(key)}</label>
      <InputNumber
        id={`mo-${key}`}
        value={draft[key]}
        min={-30}
        max={60}
        step={0.5}
        precision={1}
        status={crossed && key === 'reviewAt' ? 'error' : ''}
        onChange={(value) => value !== null && onChange({ [key]: value })}
      />
      <span className="cap">{oddsIn(draft[key])}</span>
    </div>
  )
  const since =
    began.number > 0
      ? t('version', { n: began.number, at: format.instant(began.updatedAt, true) })
      : t(ofNetwork ? 'fresh' : 'follows')
  const why = ofNetwork && !isCarmaker ? t('networkOnly') : t('readOnly')
  return (
    <div className="mo-form">
      <div className="mo-fields">
        {number('reviewAt')}
        {number('linkAt')}
        <div className="mo-field">
          <label htmlFor="mo-most">{t('mostLinked')}</label>
          <InputNumber
            id="mo-most"
            value={draft.mostLinked}
            min={2}
            max={100}
            precision={0}
            onChange={(value) => value !== null && onChange({ mostLinked: value })}
          />
        </div>
        <div className="mo-field">
          <span id="mo-automatic">{t('automatic')}</span>
          <Switch
            aria-labelledby="mo-automatic"
            checked={draft.automatic}
            onChange={(automatic) => onChange({ automatic })}
          />
          <span className="cap">{draft.automatic ? t('on') : t('automaticHint')}</span>
        </div>
      </div>
      {crossed && (
        <p className="mo-crossed" role="alert">
          {t('crossed')}
        </p>
      )}
      {save.problem && <Problem problem={save.problem} onRetry={onSaved} />}
      <div className="mo-save">
        {may && (
          <Button look="primary" big busy={save.sending} disabled={!touched || crossed} onClick={send}>
            {t('save')}
          </Button>
        )}
        <span className="cap">
          {[since, ofNetwork ? '' : t('brandNote'), may ? '' : why].filter(Boolean).join(' · ')}
        </span>
      </div>
    </div>
  )
}
