import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  goldenNames,
  listSurvivorship,
  listSurvivorshipVersions,
  type SurvivorshipRules as Rules,
  saveSurvivorship,
} from '../../../../../contract/survivorship.ts'
import { type Listed, useRead, useWrite } from '../../../app/query.ts'
import { useSession } from '../../../app/session.tsx'
import { Button } from '../../../ui/Button.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { Problem } from '../../../ui/Problem.tsx'
import { Segment } from '../../../ui/Segment.tsx'
import { useFormat } from '../../../ui/useFormat.ts'
import { useSearch } from '../../../ui/useSearch.ts'
import { VersionList } from '../steps/VersionList.tsx'
import { CriterionList } from './CriterionList.tsx'
import { Effect } from './Effect.tsx'
import { SourceTrust } from './SourceTrust.tsx'
import './survivorship.css'

type Ruled = Listed<typeof listSurvivorship>
const keyOf = ({ brandId }: Ruled) => brandId ?? 'network'

const Versions = ({ brand }: { brand: string }) => {
  const { t } = useTranslation('customers')
  const { data } = useRead(listSurvivorshipVersions, { params: { brand } })
  const order = (rules: Rules | undefined, name: (typeof goldenNames)[number]) =>
    rules?.fields[name].map((one) => t(`criterion.${one}`)).join(' › ') ?? ''
  return (
    <VersionList
      items={data?.items ?? []}
      changes={(before, { rules }) => [
        ...goldenNames.flatMap((name) => {
          const now = order(rules, name)
          return now === order(before?.rules, name) ? [] : [`${t(`field.${name}`)}: ${now}`]
        }),
        ...[...new Set([...Object.keys(rules.trust), ...Object.keys(before?.rules.trust ?? {})])].flatMap(
          (source) => {
            const [was, is] = [before?.rules.trust[source], rules.trust[source]]
            return was === is ? [] : [`${source} ${was ?? 50} → ${is ?? 50}`]
          },
        ),
      ]}
    />
  )
}

const RulesForm = ({ of, onSaved }: { of: Ruled; onSaved: () => void }) => {
  const { t } = useTranslation('customers')
  const format = useFormat()
  const [began] = useState(of)
  const [rules, setRules] = useState<Rules>(of.rules)
  const brand = keyOf(began)
  const touched = JSON.stringify(rules) !== JSON.stringify(began.rules)
  const save = useWrite(saveSurvivorship, {
    quiet: true,
    refresh: ['/api/customers/survivorship', '/api/jobs'],
    done: () => t('survivorship.saved'),
    onDone: onSaved,
  })
  const since =
    of.number > 0
      ? t('survivorship.version', { n: of.number, at: format.instant(of.updatedAt, true) })
      : t(of.brandId ? 'survivorship.follows' : 'survivorship.fresh')
  return (
    <>
      <div className="sv-grid">
        <Panel title={t('survivorship.fields')} note={t('survivorship.fieldsNote')}>
          {goldenNames.map((name) => (
            <CriterionList
              key={name}
              name={name}
              criteria={rules.fields[name]}
              onChange={(list) => setRules({ ...rules, fields: { ...rules.fields, [name]: list } })}
            />
          ))}
        </Panel>
        <div className="sv-side">
          <SourceTrust trust={rules.trust} onChange={(trust) => setRules({ ...rules, trust })} />
          <Effect brand={brand} rules={rules} touched={touched} />
          <Versions brand={brand} />
        </div>
      </div>
      {save.problem && <Problem problem={save.problem} onRetry={onSaved} />}
      <div className="ad-foot">
        <Button
          look="primary"
          big
          busy={save.sending}
          disabled={!touched}
          onClick={() =>
            void save.send({ params: { brand }, body: { rules, version: began.version } }).catch(() => {})
          }
        >
          {t('survivorship.save')}
        </Button>
        <span className="cap">{of.brandId ? `${since} · ${t('survivorship.brandNote')}` : since}</span>
      </div>
    </>
  )
}

/** How fields of the golden record are won, for the network and for brands with rules of their own. */
export const SurvivorshipRules = () => {
  const { t } = useTranslation('customers')
  const { one, set } = useSearch()
  const isCarmaker = useSession().scope === 'carmaker'
  const { data, problem, reload } = useRead(listSurvivorship, {})
  const [round, setRound] = useState(0)
  const items = (data?.items ?? []).filter((item) => isCarmaker || item.brandId !== null)
  const shown = items.find((item) => keyOf(item) === one('brand')) ?? items[0]
  const again = async () => {
    await reload()
    setRound(round + 1)
  }
  return (
    <div className="ad-scroll">
      {problem && <Problem problem={problem} onRetry={reload} />}
      {items.length > 1 && (
        <div className="ad-choice">
          <Segment
            options={items.map((item) => ({
              value: keyOf(item),
              label: item.brandName ?? t('survivorship.network'),
            }))}
            value={shown && keyOf(shown)}
            onChange={(brand) => set({ brand }, true)}
          />
        </div>
      )}
      {shown && <RulesForm key={`${keyOf(shown)} ${round}`} of={shown} onSaved={() => void again()} />}
    </div>
  )
}
