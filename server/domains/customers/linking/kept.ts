import { day } from '../../../kernel/clock.ts'
import { create, empty, prepare } from '../../../kernel/place.ts'
import { due } from '../matching/renewing.ts'
import type { Run } from '../matching/run.ts'
import type { Mark } from './changes.ts'
import { rawColumns } from './records.ts'
import type { Policy } from './rules.ts'

/**
 * What stands in ClickHouse between two runs, said beside it (`run`, its last row counts): who changed since is all the
 * next one reads. Gone with the tables it speaks of.
 */
export type Kept = {
  /** The job that scored last. */
  id: string
  model: number
  shape: string
  mark: Mark
  /** When everybody was compared with everybody, and the shares of values counted. */
  wholeAt: string
  policies: string
  /**
   * `renewing`: a run was killed while it replaced rows. `scored`: what follows from the pairs is not all done. `done`: all
   * that followed from them is.
   */
  state: 'renewing' | 'scored' | 'done'
  /** All pairs are still to be acted on, and not only those of who is due. */
  all: boolean
}
export type Because = 'learn' | 'model' | 'lost' | 'week' | 'many' | 'broken' | 'changes'

export const shape = rawColumns
export const wordsOf = (policies: readonly Policy[]): string =>
  JSON.stringify([...policies].sort((a, b) => ((a.brandId ?? '') < (b.brandId ?? '') ? -1 : 1)))

const tables = ['raw', 'often', 'records', 'keys', 'scored', 'weights', 'due', 'run']

export async function readKept({ analytics, database }: Run): Promise<Kept | null> {
  const [there] = await analytics.rows<{ n: number }>(
    'select count() as n from system.tables where database = {database:String} and name in {tables:Array(String)}',
    { database, tables },
  )
  if (there!.n < tables.length) return null
  const [row] = await analytics.rows<{ said: string }>(
    `select said from ${database}.run order by n desc limit 1`,
  )
  return row ? (JSON.parse(row.said) as Kept) : null
}

/** The next row, so that there is always one that was written whole. */
export const keep = ({ analytics, database }: Run, kept: Kept): Promise<void> =>
  analytics.command(`insert into ${database}.run select max(n) + 1, {said:String} from ${database}.run`, {
    said: JSON.stringify(kept),
  })

/** Before everybody is read: whatever stood there counts no longer. */
export async function forget(run: Run): Promise<void> {
  await prepare(run)
  await create(run, { table: 'run', columns: 'n UInt32, said String', order: 'n' })
  await create(run, due)
}
/** A run killed between dropping and making `due` anew found nothing to go on with, and scored whom it had merged already. */
export const nobodyIsDue = (run: Run): Promise<void> => empty(run, due.table)

const week = 7 * day
/** Beyond this share of everybody a whole run costs less, and counts shares anew. */
const mostChanged = 0.2

/** How many may have changed for a run to look at those alone. */
export const renewable = (records: number): number => Math.max(2_000, Math.floor(records * mostChanged))

/** Why everybody is compared with everybody; `changes` when only those who changed need be. Pure. */
export function becauseOf(
  kept: Kept | null,
  now: { model: number | null; database: string; at: Date },
): Because {
  if (now.model === null) return 'learn'
  if (!kept || kept.shape !== shape || kept.mark.database !== now.database) return 'lost'
  if (kept.model !== now.model) return 'model'
  if (now.at.getTime() - Date.parse(kept.wholeAt) >= week) return 'week'
  return kept.state === 'renewing' ? 'broken' : 'changes'
}
