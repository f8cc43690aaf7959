import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import {
  type ExploredFact,
  exploreFact,
  exploreLimits,
  exportFact,
  listFacts,
} from '../../../../../contract/boards.ts'
import { usePhone } from '../../../app/appearance.ts'
import { download } from '../../../app/client.ts'
import { useLanguage } from '../../../app/i18n.ts'
import { usePlace } from '../../../app/place.ts'
import { useRead } from '../../../app/query.ts'
import { Button } from '../../../ui/Button.tsx'
import { FilterBar } from '../../../ui/FilterBar.tsx'
import { Choice, Choices } from '../../../ui/inputs.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { Empty, Problem } from '../../../ui/Problem.tsx'
import { toast } from '../../../ui/Toast.store.ts'
import { Bones } from '../Bones.tsx'
import { Away, isAway } from '../EmptyBoard.tsx'
import '../insights.css'
import { useFreshness } from '../useFreshness.ts'
import { Account, usePeriodWords } from './Account.tsx'
import './boards.css'
import { Findings } from './Findings.tsx'
import { RowsTable } from './RowsTable.tsx'
import { TakeAlong } from './TakeAlong.tsx'
import { type AskedBoard, useAsked } from './useAsked.ts'

/** What the address asks of a fact, and only what the fact has. */
const chosenOf = (fact: ExploredFact, { search }: AskedBoard) => {
  const known = (name: string, there: { key: string }[], most: number) =>
    search
      .many(name)
      .filter((key) => there.some((one) => one.key === key))
      .slice(0, most)
  const first = fact.dimensions.find(({ key }) => key === 'month') ?? fact.dimensions[0]
  const by = known('by', fact.dimensions, exploreLimits.by)
  const measure = known('measure', fact.measures, exploreLimits.measures)
  return {
    by: by.length > 0 || !first ? by : [first.key],
    measure: measure.length > 0 ? measure : fact.measures.slice(0, 1).map(({ key }) => key),
  }
}
type Chosen = ReturnType<typeof chosenOf>
type Props = { facts: ExploredFact[]; fact: ExploredFact; board: AskedBoard; chosen: Chosen }

const Picks = ({ facts, fact, board, chosen }: Props) => {
  const { t } = useTranslation('boards')
  const { say } = useLanguage()
  const options = (items: { key: string; title: { zh: string; en: string } }[]) =>
    items.map(({ key, title }) => ({ value: key, label: say(title) }))
  const set = (name: 'by' | 'measure', most: number) => (keys: string[] | undefined) =>
    board.search.set({ [name]: (keys ?? []).slice(-most) })
  return (
    <Panel title={t('explore.what')} note={say(fact.note)}>
      <div className="ex-picks">
        <div className="f">
          <label htmlFor="explore-fact">{t('explore.fact')}</label>
          <Choice
            id="explore-fact"
            options={options(facts)}
            value={fact.key}
            onChange={(key) => key && board.search.set({ fact: key, by: [], measure: [] })}
          />
        </div>
        <div className="f">
          <label htmlFor="explore-by">{t('explore.by', { most: exploreLimits.by })}</label>
          <Choices
            id="explore-by"
            options={options(fact.dimensions)}
            value={chosen.by}
            onChange={set('by', exploreLimits.by)}
          />
        </div>
        <div className="f">
          <label htmlFor="explore-measure">{t('explore.measure', { most: exploreLimits.measures })}</label>
          <Choices
            id="explore-measure"
            options={options(fact.measures)}
            value={chosen.measure}
            onChange={set('measure', exploreLimits.measures)}
          />
        </div>
      </div>
    </Panel>
  )
}

const Result = ({ fact, board, chosen }: Props) => {
  const { t } = useTranslation('boards')
  const { say } = useLanguage()
  const place = useRef<HTMLDivElement>(null)
  const periodWords = usePeriodWords()
  const query = { ...board.of(fact.filters), ...chosen }
  const { data, problem, reload } = useRead(
    exploreFact,
    { params: { fact: fact.key }, query },
    { staleSeconds: 60 },
  )
  const fresh = useFreshness(data?.freshness)
  const name = say(fact.title)
  const deaf = board.deafTo(fact.filters)
  return (
    <div ref={place} className="tile wide">
      <Panel
        flush
        title={data ? <Account answer={data} listens={fact.filters} board={board} /> : name}
        note={data && periodWords(data)}
        end={
          data &&
          !data.empty && (
            <TakeAlong
              name={name}
              period={periodWords(data)}
              source={t('source', { fresh })}
              drawing={place}
              onFile={(format, reason_for_export, file) =>
                download(
                  exportFact,
                  { params: { fact: fact.key }, query: { ...query, format, reason_for_export } },
                  file,
                )
              }
            />
          )
        }
      >
        {deaf.length > 0 && (
          <p className="cap tile-deaf">{t('deaf', { filters: deaf.join(t('account.and')) })}</p>
        )}
        {problem &&
          !data &&
          (isAway(problem) ? <Away onRetry={reload} /> : <Problem problem={problem} onRetry={reload} />)}
        {!data && !problem && <Bones rows={8} />}
        {data && <Findings answer={data} asTable={false} />}
        {data && !data.empty && data.chart.kind !== 'table' && (
          <div className="tile-table">
            <RowsTable answer={data} label={name} />
          </div>
        )}
      </Panel>
    </div>
  )
}

const Exploring = (props: Omit<Props, 'chosen'>) => {
  const chosen = chosenOf(props.fact, props.board)
  return (
    <>
      <Picks {...props} chosen={chosen} />
      <Result {...props} chosen={chosen} />
    </>
  )
}

/** Any fact by dimension and measure, without SQL; the address holds the question. */
export const Explore = () => {
  const { t } = useTranslation('boards')
  const { t: shared } = useTranslation('insights')
  const board = useAsked()
  const place = usePlace()
  const phone = usePhone()
  const { data, problem, reload } = useRead(listFacts, {}, { staleSeconds: 600 })
  const facts = data?.items ?? []
  const fact = facts.find(({ key }) => key === board.search.one('fact')) ?? facts[0]
  const share = async () => {
    await navigator.clipboard.writeText(board.link())
    toast({ text: shared('shared') })
  }
  const tools = (
    <span className="row lb-tools">
      <Button icon="link" onClick={() => void share()}>
        {shared('share')}
      </Button>
    </span>
  )
  return (
    <Page title={t('explore.title')} note={place?.name}>
      <div className="lb bd">
        {phone && tools}
        <FilterBar filters={board.filters} end={!phone && tools} />
        {problem && <Problem problem={problem} onRetry={reload} />}
        {!data && !problem && <Bones rows={8} />}
        {data && !fact && <Empty icon="search" title={t('explore.none')} />}
        {fact && <Exploring key={fact.key} facts={facts} fact={fact} board={board} />}
      </div>
    </Page>
  )
}
