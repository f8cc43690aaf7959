import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Words } from '../../../../contract/endpoint.ts'
import { type Analytics, isMissing } from '../../../kernel/analytics.ts'
import { create, erase, type Place, prepare, type Table } from '../../../kernel/place.ts'

/** One table of facts: how it is read from PostgreSQL (changed since, keyset) and how it stands in ClickHouse. */
export type Fact = { name: string; title: Words; source: string; columns: string }

const text = (file: string) => readFileSync(new URL(file, import.meta.url), 'utf8')
const fact = (name: string, zh: string, en: string): Fact => ({
  name,
  title: { zh, en },
  source: text(`${name}.source.sql`),
  columns: text(`${name}.table.sql`),
})

export const facts: Fact[] = [
  fact('name', '名称', 'names'),
  fact('campaign', '活动', 'campaigns'),
  fact('spend', '投放花费', 'spend'),
  fact('daily_count', '展厅日报', 'daily reports of showrooms'),
  fact('lead', '线索', 'leads'),
  fact('delivery', '交车', 'deliveries'),
  fact('repair_order', '维修工单', 'repair orders'),
  fact('verdict', '客户判定', 'verdicts on customers'),
  fact('touch', '触点', 'touches'),
  fact('experiment_member', '实验成员', 'members of experiments'),
  fact('repair_line', '工单明细', 'lines of repair orders'),
  fact('customer', '客户', 'customers'),
  fact('reach', '客户归属', 'who deals with whom'),
  fact('market_size', '市场总量', 'market totals'),
  fact('arrival', '线索到达', 'arrivals of leads'),
  fact('audience_member', '客群成员', 'members of audiences'),
  fact('plan', '销售计划', 'sales plans'),
  fact('cart_line', '购物车', 'carts of the web shop'),
]

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

const making = new WeakMap<Analytics, Promise<void>>()
/**
 * Makes what is not there. A table of an older or newer shape is dropped: an empty one fills itself at the next refresh.
 * One after the other: what one has just filled must not be dropped by another that looked before.
 */
export function ensureTables(analytics: Analytics): Promise<void> {
  const before = making.get(analytics) ?? Promise.resolve()
  const next = before.catch(() => {}).then(() => makeMissing(analytics))
  making.set(analytics, next)
  return next
}

async function makeMissing(analytics: Analytics): Promise<void> {
  const place = await placeOf(analytics)
  await prepare(place)
  const tables = await analytics.rows<{ name: string; comment: string }>(
    `select name, comment from system.tables where database = '${database}'`,
  )
  const columns = await analytics.rows<{ table: string; names: string[] }>(
    `select table, groupArray(name) as names from system.columns where database = '${database}' group by table`,
  )
  const comments = new Map(tables.map(({ name, comment }) => [name, comment]))
  const named = new Map(columns.map(({ table, names }) => [table, String(names.sort())]))
  const stands = (table: Table) =>
    comments.get(table.table) === commented(place, table).comment &&
    named.get(table.table) === String(namesIn(table.columns))
  if (!stands(refreshTable)) await make(place, refreshTable)
  for (const { name, ...fact } of facts) {
    const table = tableOf({ name, ...fact }, name)
    if (stands(table)) continue
    await make(place, table)
    // Empty now, and not brought up to date: until it is, answers say that it is missing.
    await erase(place, refreshTable.table, `fact = '${name}'`)
  }
}

/** Names of columns, in order: whoever took one away by hand left the comment as it was. */
function namesIn(columns: string): string[] {
  let flat = columns
  while (/\([^()]*\)/.test(flat)) flat = flat.replace(/\([^()]*\)/g, '')
  return flat
    .split(',')
    .map((column) => column.trim().split(/\s/)[0]!)
    .sort()
}

const ready = new WeakSet<Analytics>()
/** An engine that has never seen a fact, or lost them since, answers with empty tables and not with an error. */
export async function withTables<T>(analytics: Analytics, work: () => Promise<T>): Promise<T> {
  if (!ready.has(analytics)) {
    await ensureTables(analytics)
    ready.add(analytics)
  }
  try {
    return await work()
  } catch (error) {
    if (!isMissing(error)) throw error
    await ensureTables(analytics)
    return await work()
  }
}
