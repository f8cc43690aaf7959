import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { createClient } from '@clickhouse/client'
import { createChdbConnection } from 'chdb/connection'
import { commonProblems } from '../../contract/problem.ts'
import { type Membership, otherNodes } from './cluster.ts'
import { Refused } from './errors.ts'

/** ClickHouse, in-process or a server: the same client and the same SQL. Facts only; it can be rebuilt from PostgreSQL. */
export type Analytics = {
  /** Rows of one query; parameters are bound as `{name:Type}`. @throws Refused 503 when the engine is away */
  rows<T>(query: string, params?: Record<string, unknown>): Promise<T[]>
  command(query: string, params?: Record<string, unknown>): Promise<void>
  insert(table: string, rows: Record<string, unknown>[]): Promise<void>
  /** Rows as text in one of ClickHouse's formats; some megabytes at a time. CSV rows may have fewer columns. */
  load(table: string, format: 'TabSeparated' | 'CSV', text: string | Buffer): Promise<void>
  version(): Promise<string>
  close(): Promise<void>
  /** The cluster this node was said to be one of. @throws ConfigError when it knows no such cluster */
  cluster?(): Promise<Cluster>
}

/** Nodes that DDL is sent to one by one; the first is the one that is asked. */
export type Cluster = { name: string; nodes: Analytics[] }

/** Queries over Distributed tables: subqueries are answered once and sent along, inserts end when every node has them. */
const spread = {
  distributed_product_mode: 'global',
  distributed_foreground_insert: 1,
  parallel_distributed_insert_select: '0',
} as const

export function openAnalytics(dataDir: string, url?: string, member?: Membership): Analytics {
  const inProcess = url ? undefined : embedded(dataDir)
  const client =
    inProcess?.client ?? createClient({ url: url!, ...(member && { clickhouse_settings: spread }) })
  const guarded = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work
    } catch (error) {
      if (isAway(error)) throw new Refused(commonProblems.unavailable, { engine: 'ClickHouse' })
      throw error
    }
  }
  const analytics: Analytics = {
    rows: async <T>(query: string, params?: Record<string, unknown>) =>
      guarded(
        client
          .query({ query, query_params: params, format: 'JSONEachRow', clickhouse_settings: numbers })
          .then((r) => r.json<T>()),
      ),
    command: async (query, params) => void (await guarded(client.command({ query, query_params: params }))),
    insert: async (table, rows) =>
      void (await guarded(client.insert({ table, values: rows, format: 'JSONEachRow' }))),
    // In process the bytes are handed over as they are; through the client they would be strings three times.
    load: async (table, format, text) =>
      void (await guarded<unknown>(
        inProcess
          ? inProcess.chdb.rawInsert({ table, values: text, format, settings: loading })
          : client.insert({
              table,
              values: Readable.from([text], { objectMode: false }),
              format,
              clickhouse_settings: loading,
            }),
      )),
    version: async () =>
      (
        await (
          await client.query({ query: 'select version() as v', format: 'JSONEachRow' })
        ).json<{ v: string }>()
      )[0]!.v,
    close: () => client.close(),
  }
  return url && member ? inCluster(analytics, url, member) : analytics
}

/** The other nodes are looked up and opened when somebody first asks for them; a failure is tried again. */
function inCluster(asked: Analytics, url: string, member: Membership): Analytics {
  let found: Promise<Cluster> | undefined
  const find = async (): Promise<Cluster> => {
    const others = await otherNodes(asked, url, member)
    return { name: member.name, nodes: [asked, ...others.map((node) => openAnalytics('', node))] }
  }
  return {
    ...asked,
    cluster: () => {
      found ??= find().catch((error) => {
        found = undefined
        throw error
      })
      return found
    },
    close: async () => {
      const nodes = (await found?.catch(() => undefined))?.nodes ?? [asked]
      await Promise.all(nodes.map((node) => node.close()))
    },
  }
}

// 64-bit counts and fen fit a double here; as JSON strings every screen would have to convert them.
const numbers = { output_format_json_quote_64bit_integers: 0 as const }

const loading = { input_format_csv_allow_variable_number_of_columns: 1 as const }

function embedded(dataDir: string) {
  const path = join(dataDir, 'clickhouse')
  mkdirSync(path, { recursive: true })
  const connection = createChdbConnection({ path })
  const client = createClient({ connection } as Parameters<typeof createClient>[0])
  return { client, chdb: connection.chdb }
}

const isAway = (error: unknown) =>
  ['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'ENOTFOUND'].includes((error as { code?: string }).code ?? '')
