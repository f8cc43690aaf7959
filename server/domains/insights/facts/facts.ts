import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Analytics } from '../../../kernel/analytics.ts'
import { create, type Place, prepare, type Table } from '../../../kernel/place.ts'

/** One table of facts: how it is read from PostgreSQL (changed since, keyset) and how it stands in ClickHouse. */
export type Fact = { name: string; source: string; columns: string }

const text = (file: string) => readFileSync(new URL(file, import.meta.url), 'utf8')
const fact = (name: string): Fact => ({
  name,
  source: text(`${name}.source.sql`),
  columns: text(`${name}.table.sql`),
})

export const facts: Fact[] = [
  'name',
  'campaign',
  'spend',
  'daily_count',
  'lead',
  'delivery',
  'repair_order',
  'verdict',
  'touch',
  'experiment_member',
  'repair_line',
  'customer',
  'reach',
  'market_size',
  'arrival',
].map(fact)

export const database = 'insights'
export const placeOf = async (analytics: Analytics): Promise<Place> => ({
  analytics,
  database,
  cluster: await analytics.cluster?.(),
})

/** The newest `loaded_at` of an id wins; a deleted row stays as its own tombstone. On a cluster an id has one home. */
export const tableOf = ({ columns }: Fact, table: string): Table => ({
  table,
  columns: `${columns}, updated_at DateTime64(6, 'UTC'), loaded_at DateTime64(6, 'UTC'), deleted UInt8 default 0`,
  order: 'id',
  engine: 'ReplacingMergeTree(loaded_at, deleted)',
})

const refreshTable: Table = {
  table: 'refresh',
  columns: `fact String, at DateTime64(3, 'UTC'), through DateTime64(6, 'UTC'), removals_through DateTime64(6, 'UTC'), seen_xid String,
  changed UInt64, removed UInt64, took_ms UInt32`,
  order: 'fact',
  engine: 'ReplacingMergeTree(at)',
}

/** Another shape, or another cluster, is another table. */
const commented = (place: Place, table: Table): Table => {
  const text = `${table.columns}${place.cluster?.name ?? ''}`
  return { ...table, comment: createHash('sha256').update(text).digest('hex').slice(0, 16) }
}
export const make = (place: Place, table: Table): Promise<void> => create(place, commented(place, table))

/** Makes what is not there. A table of an older shape is dropped: an empty one fills itself at the next refresh. */
export async function ensureTables(analytics: Analytics): Promise<void> {
  const place = await placeOf(analytics)
  await prepare(place)
  const there = await analytics.rows<{ name: string; comment: string }>(
    `select name, comment from system.tables where database = '${database}'`,
  )
  const shapes = new Map(there.map(({ name, comment }) => [name, comment]))
  for (const table of [refreshTable, ...facts.map((fact) => tableOf(fact, fact.name))])
    if (shapes.get(table.table) !== commented(place, table).comment) await make(place, table)
}
