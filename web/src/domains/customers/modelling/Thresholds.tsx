import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  listMatchPolicies,
  type MatchPolicy,
  readMatchThreshold,
  type ThresholdEffect,
} from '../../../../../contract/match-model.ts'
import { useRead } from '../../../app/query.ts'
import { useCan } from '../../../app/session.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { Empty, Problem } from '../../../ui/Problem.tsx'
import { Segment } from '../../../ui/Segment.tsx'
import { useFormat } from '../../../ui/useFormat.ts'
import { useSearch } from '../../../ui/useSearch.ts'
import { useSettled } from '../../../ui/useSettled.ts'
import { Effect } from './Effect.tsx'
import { Histogram } from './Histogram.tsx'
import { Judged } from './Judged.tsx'
import { type Draft, PolicyForm } from './PolicyForm.tsx'
import { PolicyVersions } from './PolicyVersions.tsx'

const draftOf = ({ linkAt, reviewAt, mostLinked, automatic }: MatchPolicy): Draft => ({
  linkAt,
  reviewAt,
  mostLinked,
  automatic,
})

const keyOf = ({ brandId }: MatchPolicy) => brandId ?? 'network'

/** The effect of a draft; the one before stays in sight until the next is counted. */
const useEffectOf = (brand: string, { linkAt, reviewAt, mostLinked }: Draft) => {
  const query = { brand, linkAt, reviewAt, mostLinked }
  const settled = useSettled(query, JSON.stringify(query))
  const read = useRead(readMatchThreshold, { query: settled }, { staleSeconds: 60 })
  const [kept, setKept] = useState<ThresholdEffect>()
  if (read.data && read.data !== kept) setKept(read.data)
  return { ...read, effect: read.data ?? kept }
}

const Shown = ({ of, onSaved }: { of: MatchPolicy; onSaved: () => void }) => {
  const { t } = useTranslation('modelling')
  const format = useFormat()
  const may = useCan('customers.matching')
  const [began] = useState(of)
  const [draft, setDraft] = useState(() => draftOf(of))
  const change = (patch: Partial<Draft>) => setDraft((now) => ({ ...now, ...patch }))
  const touched = JSON.stringify(draft) !== JSON.stringify(draftOf(began))
  const { effect, problem, reload } = useEffectOf(keyOf(of), draft)
  const saved = useEffectOf(keyOf(of), draftOf(began)).effect
  const state = effect?.state
  const at = effect?.run && format.instant(effect.run.startedAt, true)
  const pairs = effect?.bins.reduce((sum, one) => sum + one.pairs, 0) ?? 0
  return (
    <div className="mo-grid">
      <div className="mo-col">
        <Panel
          title={t('histogram.title')}
          note={state === 'ready' && t('histogram.note', { n: format.number(pairs), at: at ?? '' })}
        >
          {problem && <Problem problem={problem} onRetry={reload} />}
          {!effect && !problem && <i className="bone" />}
          {effect && state === 'ready' && (
            <Histogram bins={effect.bins} linkAt={draft.linkAt} reviewAt={draft.reviewAt} onChange={change} />
          )}
          {state && state !== 'ready' && (
            <Empty icon="count" title={t(`state.${state}`)}>
              {t(`state.${state}Text`)} {!may && t('state.mayNot')}
            </Empty>
          )}
          <PolicyForm began={began} draft={draft} touched={touched} onChange={change} onSaved={onSaved} />
        </Panel>
      </div>
      <div className="mo-col">
        {effect && state === 'ready' && (
          <Effect saved={saved} moved={effect} touched={touched} brand={of.brandName} />
        )}
        {effect && <Judged effect={effect} />}
        <PolicyVersions brand={keyOf(of)} />
      </div>
    </div>
  )
}

/** Where to link and where to ask, of the network and of each brand, and what another place would do. */
export const Thresholds = () => {
  const { t } = useTranslation('modelling')
  const { one, set } = useSearch()
  const { data, problem, reload } = useRead(listMatchPolicies, {})
  const [round, setRound] = useState(0)
  const items = data?.items ?? []
  const shown = items.find((item) => keyOf(item) === one('brand')) ?? items[0]
  const again = async () => {
    await reload()
    setRound(round + 1)
  }
  return (
    <>
      {problem && <Problem problem={problem} onRetry={reload} />}
      {items.length > 1 && (
        <Segment
          label={t('title')}
          options={items.map((item) => ({ value: keyOf(item), label: item.brandName ?? t('network') }))}
          value={shown && keyOf(shown)}
          onChange={(brand) => set({ brand: brand === 'network' ? undefined : brand }, true)}
        />
      )}
      {shown && <Shown key={`${keyOf(shown)} ${round}`} of={shown} onSaved={() => void again()} />}
    </>
  )
}
