import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Analytics } from '../../../kernel/analytics.ts'

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
].map(fact)

/** The newest `loaded_at` of an id wins; a deleted row stays as its own tombstone. */
export const createTable = ({ columns }: Fact, table: string): string => `
  create table if not exists insights.${table} (${columns}, updated_at DateTime64(6, 'UTC'), loaded_at DateTime64(6, 'UTC'), deleted UInt8 default 0)
  engine = ReplacingMergeTree(loaded_at, deleted) order by id comment '${shapeOf(columns)}'`

const refreshColumns = `fact String, at DateTime64(3, 'UTC'), through DateTime64(6, 'UTC'), removals_through DateTime64(6, 'UTC'), seen_xid String,
  changed UInt64, removed UInt64, took_ms UInt32`

const shapeOf = (columns: string) => createHash('sha256').update(columns).digest('hex').slice(0, 16)

/** Makes what is not there. A table of an older shape is dropped: an empty one fills itself at the next refresh. */
export async function ensureTables(analytics: Analytics): Promise<void> {
  await analytics.command('create database if not exists insights')
  const there = await analytics.rows<{ name: string; comment: string }>(
    `select name, comment from system.tables where database = 'insights'`,
  )
  const make = async (name: string, columns: string, create: string) => {
    const table = there.find((one) => one.name === name)
    if (table?.comment === shapeOf(columns)) return
    if (table) await analytics.command(`drop table insights.${name}`)
    await analytics.command(create)
  }
  const kept = `engine = ReplacingMergeTree(at) order by fact comment '${shapeOf(refreshColumns)}'`
  await make(
    'refresh',
    refreshColumns,
    `create table if not exists insights.refresh (${refreshColumns}) ${kept}`,
  )
  for (const one of facts) await make(one.name, one.columns, createTable(one, one.name))
}
