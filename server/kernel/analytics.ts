import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { ClickHouseLogLevel, type ClickHouseSettings, createClient } from '@clickhouse/client'
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
    inProcess?.client ?? createClient({ url: url!, ...quiet, ...(member && { clickhouse_settings: spread }) })
  const guarded = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work
    } catch (error) {
      if (isAway(error) || hasLostFiles(error))
        throw new Refused(commonProblems.unavailable, { engine: 'ClickHouse' })
      if (isTooHeavy(error)) throw new Refused(commonProblems.tooHeavy)
      throw error
    }
  }
  const analytics: Analytics = {
    rows: async <T>(query: string, params?: Record<string, unknown>) =>
      guarded(
        client
          .query({ query, query_params: params, format: 'JSONEachRow', clickhouse_settings: reading })
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

const reading: ClickHouseSettings = {
  // 64-bit counts and fen fit a double here; as JSON strings every screen would have to convert them.
  output_format_json_quote_64bit_integers: 0,
  // Joins run in the order they are written. The optimiser saw that leads and touches share a brand and joined 14,000 by 14,000
  // on it before the customer: 0.5 s became minutes and 7 GB.
  query_plan_optimize_join_order_limit: '0',
  // A question was compiled to machine code when it was asked for the third time: all built-in boards one after the other took 8.8 s
  // with that, 7.2 without.
  compile_expressions: 0,
  compile_aggregate_expressions: 0,
  compile_sort_description: 0,
  // One question never takes the machine from the others.
  max_execution_time: 120,
  max_memory_usage: String(6 * 2 ** 30),
}

/** What fails is thrown and told by who asked; the client's own lines would print the question. */
const quiet = { log: { level: ClickHouseLogLevel.OFF } }

const loading = { input_format_csv_allow_variable_number_of_columns: 1 as const }

function embedded(dataDir: string) {
  const path = join(dataDir, 'clickhouse')
  mkdirSync(path, { recursive: true })
  const connection = createChdbConnection({ path })
  const client = createClient({ connection, ...quiet } as Parameters<typeof createClient>[0])
  return { client, chdb: connection.chdb }
}

const gone =
  /^(ECONNREFUSED|ECONNRESET|ECONNABORTED|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)$/
// The client's own time limit has no code.
/** TIMEOUT_EXCEEDED, MEMORY_LIMIT_EXCEEDED. */
const isTooHeavy = (error: unknown) => ['159', '241'].includes(String((error as { code?: unknown }).code))

const isAway = (error: unknown): boolean =>
  gone.test((error as { code?: string }).code ?? '') || (error as Error).message === 'Timeout error.'

const typeOf = (error: unknown): string => (error as { type?: string }).type ?? ''
/** Its folder went away or broke under it: until it is started again it is as good as away. */
const hasLostFiles = (error: unknown): boolean =>
  /^(STD_EXCEPTION|FILE_DOESNT_EXIST|DIRECTORY_DOESNT_EXIST|CANNOT_(OPEN_FILE|CREATE_DIRECTORY|FSTAT|STAT|READ_ALL_DATA)|NO_FILE_IN_DATA_PART|CORRUPTED_DATA|CHECKSUM_DOESNT_MATCH|NOT_ENOUGH_SPACE)$/.test(
    typeOf(error),
  )
/** The engine is there; what was asked for is not, or has another shape: lost, or of another version. */
export const isMissing = (error: unknown): boolean =>
  /^(UNKNOWN_(TABLE|DATABASE|IDENTIFIER)|TABLE_IS_DROPPED|NO_SUCH_COLUMN_IN_TABLE|NOT_FOUND_COLUMN_IN_BLOCK|THERE_IS_NO_COLUMN)$/.test(
    typeOf(error),
  )
