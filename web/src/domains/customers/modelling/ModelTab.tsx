import { useTranslation } from 'react-i18next'
import type { Reply } from '../../../../../contract/endpoint.ts'
import { featureWords, type MatchModel, readMatchModel } from '../../../../../contract/match-model.ts'
import { comparisonWords } from '../../../../../contract/match-words.ts'
import { useLanguage } from '../../../app/i18n.ts'
import { useRead } from '../../../app/query.ts'
import { Facts, Panel } from '../../../ui/Panel.tsx'
import { PlainTable } from '../../../ui/PlainTable.tsx'
import { Empty, Problem } from '../../../ui/Problem.tsx'
import { useFormat } from '../../../ui/useFormat.ts'
import { useSearch } from '../../../ui/useSearch.ts'
import { pictured } from './figures.ts'
import { Weights } from './Weights.tsx'

/** A feature in words; one of a file nobody described keeps its own name. */
const useFeatureName = () => {
  const { say } = useLanguage()
  return (name: string): string => {
    // A column of the records whose name a feature has taken is written `raw.name`.
    const plain = name.replace(/^raw\./, '')
    const words = featureWords[plain] ?? comparisonWords[plain]
    return words ? say(words) : plain
  }
}

const EstimatedFrom = ({ model }: { model: MatchModel }) => {
  const { t } = useTranslation('modelling')
  const format = useFormat()
  const { records, pairs, randomPairs } = model.estimatedFrom
  const count = (n: number | null) => (n === null ? t('from.unknown') : format.number(n))
  const prior = pictured(model.prior)
  return (
    <Panel title={t('from.title')} note={t(model.active ? 'from.inUse' : 'from.older')}>
      <Facts
        items={[
          { key: 'version', label: t('from.version'), value: `v${model.number}` },
          { key: 'at', label: t('from.trained'), value: format.instant(model.trainedAt) },
          { key: 'by', label: t('from.by'), value: model.trainedBy },
          { key: 'records', label: t('from.records'), value: count(records) },
          { key: 'pairs', label: t('from.pairs'), value: count(pairs) },
          { key: 'random', label: t('from.random'), value: count(randomPairs) },
          {
            key: 'prior',
            label: t('from.prior'),
            value: 'percent' in prior ? prior.percent : t('weights.oneIn', { n: prior.oneIn }),
          },
        ]}
      />
      <p className="cap">{t('from.text')}</p>
    </Panel>
  )
}

const Blocking = ({ model }: { model: MatchModel }) => {
  const { t } = useTranslation('modelling')
  const format = useFormat()
  const featureName = useFeatureName()
  const rules = model.blocking.map((rule) => ({
    ...rule,
    key: rule.on.join(' '),
    // Every rule keeps people and companies apart; that is said once.
    words: rule.on
      .filter((name) => name !== 'kind' || rule.on.length === 1)
      .map(featureName)
      .join(t('blocking.and')),
  }))
  return (
    <Panel title={t('blocking.title')} note={t('blocking.note')} flush>
      <PlainTable
        low
        label={t('blocking.title')}
        rows={rules}
        id={(rule) => rule.key}
        columns={[
          {
            key: 'rule',
            title: t('blocking.rule'),
            cell: (rule) => <span className="mo-wrap">{rule.words}</span>,
          },
          {
            key: 'most',
            title: t('blocking.most'),
            width: 104,
            number: true,
            cell: (rule) => format.number(rule.mostPerKey),
          },
          {
            key: 'pairs',
            title: t('blocking.pairs'),
            width: 84,
            number: true,
            cell: (rule) => (rule.pairs === null ? '–' : format.number(rule.pairs)),
          },
        ]}
      />
    </Panel>
  )
}

const Features = ({ model }: { model: MatchModel }) => {
  const { t } = useTranslation('modelling')
  const featureName = useFeatureName()
  const made = model.features.filter(({ name, from }) => from.length > 1 || from[0] !== name)
  return (
    <Panel title={t('features.title')} note={t('features.note', { n: model.features.length })}>
      <ul className="mo-features">
        {made.map(({ name, from }) => (
          <li key={name}>
            {t('features.made', {
              name: featureName(name),
              from: from.map(featureName).join(t('blocking.and')),
            })}
          </li>
        ))}
      </ul>
    </Panel>
  )
}

type Version = Reply<typeof readMatchModel>['versions'][number]

const Versions = ({ versions, shown }: { versions: Version[]; shown: number }) => {
  const { t } = useTranslation('modelling')
  const format = useFormat()
  const { set } = useSearch()
  return (
    <Panel title={t('versions.title')} flush>
      <PlainTable
        low
        label={t('versions.title')}
        rows={versions}
        id={(version) => String(version.number)}
        rowLook={(version) => (version.number === shown ? 'on' : undefined)}
        onOpen={(version) => set({ version: version.active ? undefined : String(version.number) }, true)}
        columns={[
          {
            key: 'number',
            title: t('from.version'),
            width: 92,
            cell: (version) => `v${version.number}${version.active ? ` · ${t('from.inUse')}` : ''}`,
          },
          { key: 'at', title: t('from.trained'), cell: (version) => format.instant(version.trainedAt, true) },
          {
            key: 'records',
            title: t('from.records'),
            width: 84,
            number: true,
            cell: (version) => (version.records === null ? '–' : format.number(version.records)),
          },
        ]}
      />
    </Panel>
  )
}

/** Everything the model has learned, and from what; an older version on request. */
export const ModelTab = () => {
  const { t } = useTranslation('modelling')
  const { one } = useSearch()
  const asked = Number(one('version')) || undefined
  const { data, problem, reload } = useRead(readMatchModel, { query: { number: asked } })
  if (problem) return <Problem problem={problem} onRetry={reload} />
  if (!data) return <i className="bone" />
  if (!data.model)
    return (
      <Empty icon="count" title={t('state.noModel')}>
        {t('state.noModelText')}
      </Empty>
    )
  return (
    <div className="mo-grid">
      <div className="mo-col">
        <Weights model={data.model} />
      </div>
      <div className="mo-col">
        <EstimatedFrom model={data.model} />
        <Blocking model={data.model} />
        <Features model={data.model} />
        <Versions versions={data.versions} shown={data.model.number} />
      </div>
    </div>
  )
}
