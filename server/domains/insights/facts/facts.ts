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

export const facts: Fact[] = ['name', 'campaign', 'spend', 'daily_count', 'lead'].map(fact)

/** The newest `loaded_at` of an id wins; a deleted row stays as its own tombstone. */
export const createTable = ({ columns }: Fact, table: string): string => `
  create table if not exists insights.${table} (${columns}, updated_at DateTime64(6, 'UTC'), loaded_at DateTime64(6, 'UTC'), deleted UInt8 default 0)
  engine = ReplacingMergeTree(loaded_at, deleted) order by id comment '${shapeOf(columns)}'`

const refreshColumns =
  "fact String, at DateTime64(3, 'UTC'), through DateTime64(6, 'UTC'), removals_through DateTime64(6, 'UTC'), changed UInt64, removed UInt64, took_ms UInt32"
const refreshTable = `create table if not exists insights.refresh (${refreshColumns}) engine = ReplacingMergeTree(at) order by fact`

const shapeOf = (columns: string) => createHash('sha256').update(columns).digest('hex').slice(0, 16)

/** Makes what is not there. A table of an older shape is dropped: an empty one fills itself at the next refresh. */
export async function ensureTables(analytics: Analytics): Promise<void> {
  await analytics.command('create database if not exists insights')
  await analytics.command(refreshTable)
  const there = await analytics.rows<{ name: string; comment: string }>(
    `select name, comment from system.tables where database = 'insights'`,
  )
  for (const one of facts) {
    const table = there.find(({ name }) => name === one.name)
    if (table?.comment === shapeOf(one.columns)) continue
    if (table) await analytics.command(`drop table insights.${one.name}`)
    await analytics.command(createTable(one, one.name))
  }
}
