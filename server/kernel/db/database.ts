import {
  CamelCasePlugin,
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely'
import pg from 'pg'
import type { NamedQuery } from './prepared.ts'
import type { DB } from './tables.ts'

export type Db = Kysely<DB>

// bigint (fen, counters) fits a double up to ¥ 90 trillion; dates stay calendar days, never instants.
pg.types.setTypeParser(pg.types.builtins.INT8, Number)
pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number)
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text)

export const openPool = (connectionString: string, max: number): pg.Pool => {
  const pool = new pg.Pool({
    connectionString,
    pipeline: true,
    max,
    idleTimeoutMillis: 60_000,
    connectionTimeoutMillis: 10_000,
  })
  // A connection that dies (the server was killed) must not take the process along: an idle one is replaced, one in
  // the middle of a transaction fails the next query of that transaction. The pool listens only to idle ones.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}

const adapter = new PostgresAdapter()
const camelCase = new CamelCasePlugin({ maintainNestedObjectKeys: true })

const clients = new WeakMap<Db, pg.ClientBase>()

/** Runs before every statement that is asked for later, and need not be waited for: its failure fails them all. */
export function sendAhead(db: Db, text: string): void {
  clients
    .get(db)!
    .query(text)
    .catch(() => {})
}

/** A Kysely over one checked-out connection; the caller owns begin and commit. */
export function overConnection(client: pg.ClientBase): Db {
  const connection: DatabaseConnection = {
    async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
      const { name } = query as Partial<NamedQuery>
      const result = await client.query({ name, text: query.sql, values: [...query.parameters] })
      const changes = ['INSERT', 'UPDATE', 'DELETE', 'MERGE'].includes(result.command)
      return { rows: result.rows as R[], ...(changes && { numAffectedRows: BigInt(result.rowCount ?? 0) }) }
    },
    streamQuery() {
      throw new Error('use kernel/db/copy.ts to stream')
    },
  }
  const driver: Driver = {
    init: async () => {},
    acquireConnection: async () => connection,
    beginTransaction: async () => {},
    commitTransaction: async () => {},
    rollbackTransaction: async () => {},
    releaseConnection: async () => {},
    destroy: async () => {},
  }
  const db = new Kysely<DB>({
    plugins: [camelCase],
    dialect: {
      createAdapter: () => adapter,
      createDriver: () => driver,
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  })
  clients.set(db, client)
  return db
}
