import { type RefObject, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { exportAnalysis } from '../../../../../contract/analyses.ts'
import { download } from '../../../app/client.ts'
import { useLanguage } from '../../../app/i18n.ts'
import { IconButton } from '../../../ui/Button.tsx'
import { classes } from '../../../ui/classes.ts'
import { Choice } from '../../../ui/inputs.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { Problem } from '../../../ui/Problem.tsx'
import { Bones } from '../Bones.tsx'
import { Away, isAway } from '../EmptyBoard.tsx'
import { useFreshness } from '../useFreshness.ts'
import { Account, usePeriodWords } from './Account.tsx'
import { Findings } from './Findings.tsx'
import { type Format, TakeAlong } from './TakeAlong.tsx'
import type { AskedBoard } from './useAsked.ts'
import { useSeen } from './useSeen.ts'
import { type Placed, useTile } from './useTile.ts'

type Props = { tile: Placed; board: AskedBoard }
type Tiled = ReturnType<typeof useTile>

/** More would push the title out of the head; they get a line of their own. */
const inHead = ({ entry, wide }: Placed) => entry.choices.length <= (wide ? 3 : 1)

const Choices = ({ tile, state }: { tile: Placed; state: Tiled }) => {
  const { say } = useLanguage()
  return state.chosen.map((choice) => (
    <span key={choice.key} className="tile-choice" title={say(choice.title)}>
      <Choice
        label={`${say(tile.entry.title)}: ${say(choice.title)}`}
        options={choice.options.map(({ value, title }) => ({
          value,
          label: `${say(choice.title)}: ${say(title)}`,
        }))}
        value={choice.value}
        onChange={(value) => value && state.choose(choice.key, value)}
      />
    </span>
  ))
}

/** At the end of the head: its choices, chart or table, and a way to take it along. */
const Tools = ({
  tile,
  state,
  place,
}: {
  tile: Placed
  state: Tiled
  place: RefObject<HTMLElement | null>
}) => {
  const { t } = useTranslation('boards')
  const { say } = useLanguage()
  const periodWords = usePeriodWords()
  const { data, asTable, query } = state
  const fresh = useFreshness(data?.freshness)
  const name = say(tile.entry.title)
  const turns = data && !data.empty && data.chart.kind !== 'table' && data.rows.length > 0
  const save = (format: Format, reason: string, file: string) => {
    const asked = { ...query, format, reason_for_export: reason }
    return download(exportAnalysis, { params: { name: tile.analysis }, query: asked }, file)
  }
  return (
    <>
      {inHead(tile) && <Choices tile={tile} state={state} />}
      {turns && (
        <IconButton
          icon={asTable ? 'count' : 'rows'}
          label={t(asTable ? 'asChart' : 'asTable', { name })}
          onClick={() => state.turn(!asTable)}
        />
      )}
      {data && !data.empty && (
        <TakeAlong
          name={name}
          period={periodWords(data)}
          source={t('source', { fresh })}
          drawing={place}
          onFile={save}
        />
      )}
    </>
  )
}

/** One analysis of a board: it asks for itself, so that none waits for another. */
export const Tile = ({ tile, board }: Props) => {
  const { t } = useTranslation('boards')
  const { say } = useLanguage()
  const place = useRef<HTMLDivElement>(null)
  const state = useTile(tile, board, useSeen(place))
  const { data, problem, reload, asTable } = state
  const { entry } = tile
  const periodWords = usePeriodWords()
  const deaf = board.deafTo(entry.filters)
  const behind = data?.behind ? () => state.showRows() : undefined
  return (
    <div ref={place} className={classes('tile', tile.wide && 'wide')}>
      <Panel
        flush
        title={
          data ? (
            <Account answer={data} entry={entry} listens={entry.filters} board={board} onRows={behind} />
          ) : (
            say(entry.title)
          )
        }
        note={data && periodWords(data)}
        end={<Tools tile={tile} state={state} place={place} />}
      >
        {!inHead(tile) && (
          <div className="row tile-choices">
            <Choices tile={tile} state={state} />
          </div>
        )}
        {deaf.length > 0 && (
          <p className="cap tile-deaf">{t('deaf', { filters: deaf.join(t('account.and')) })}</p>
        )}
        {problem &&
          !data &&
          (isAway(problem) ? <Away onRetry={reload} /> : <Problem problem={problem} onRetry={reload} />)}
        {!data && !problem && <Bones rows={5} />}
        {data && (
          <Findings
            answer={data}
            asTable={asTable}
            onRow={data.behind ? (row) => state.showRows(row, data) : undefined}
          />
        )}
      </Panel>
    </div>
  )
}
