import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { type ClickHouseClient, createClient } from '@clickhouse/client'
import { createChdbConnection } from 'chdb/connection'
import { commonProblems } from '../../contract/problem.ts'
import { Refused } from './errors.ts'

/** ClickHouse, in-process or a server: the same client and the same SQL. Facts only; it can be rebuilt from PostgreSQL. */
export type Analytics = {
  /** Rows of one query; parameters are bound as `{name:Type}`. @throws Refused 503 when the engine is away */
  rows<T>(query: string, params?: Record<string, unknown>): Promise<T[]>
  command(query: string, params?: Record<string, unknown>): Promise<void>
  insert(table: string, rows: Record<string, unknown>[]): Promise<void>
  /** Rows as text in one of ClickHouse's formats; a few megabytes at a time. */
  load(table: string, format: 'TabSeparated', text: string): Promise<void>
  version(): Promise<string>
  close(): Promise<void>
}

export function openAnalytics(dataDir: string, url?: string): Analytics {
  const client = url ? createClient({ url }) : embedded(dataDir)
  const guarded = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work
    } catch (error) {
      if (isAway(error)) throw new Refused(commonProblems.unavailable, { engine: 'ClickHouse' })
      throw error
    }
  }
  return {
    rows: async <T>(query: string, params?: Record<string, unknown>) =>
      guarded(
        client
          .query({ query, query_params: params, format: 'JSONEachRow', clickhouse_settings: numbers })
          .then((r) => r.json<T>()),
      ),
    command: async (query, params) => void (await guarded(client.command({ query, query_params: params }))),
    insert: async (table, rows) =>
      void (await guarded(client.insert({ table, values: rows, format: 'JSONEachRow' }))),
    load: async (table, format, text) =>
      void (await guarded(
        client.insert({ table, values: Readable.from([text], { objectMode: false }), format }),
      )),
    version: async () =>
      (
        await (
          await client.query({ query: 'select version() as v', format: 'JSONEachRow' })
        ).json<{ v: string }>()
      )[0]!.v,
    close: () => client.close(),
  }
}

// 64-bit counts and fen fit a double here; as JSON strings every screen would have to convert them.
const numbers = { output_format_json_quote_64bit_integers: 0 as const }

function embedded(dataDir: string): ClickHouseClient {
  const path = join(dataDir, 'clickhouse')
  mkdirSync(path, { recursive: true })
  return createClient({ connection: createChdbConnection({ path }) } as Parameters<typeof createClient>[0])
}

const isAway = (error: unknown) =>
  ['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'ENOTFOUND'].includes((error as { code?: string }).code ?? '')
