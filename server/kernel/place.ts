import type { Analytics, Cluster } from './analytics.ts'

/**
 * Where tables live: in one ClickHouse, or in pieces on every node of a cluster. There `records` is a
 * Distributed table on each node over a `records_local` on each, so that whoever asks for `records` gets all of it and
 * no step's SQL knows. DDL goes to each node by itself: ON CLUSTER would need a Keeper.
 */
export type Place = { analytics: Analytics; database: string; cluster?: Cluster | undefined }

export type Table = {
  table: string
  columns: string
  order: string
  /** MergeTree unless said. */
  engine?: string
  /** Kept with the table whose rows are asked for. */
  comment?: string
}

const nodesOf = ({ analytics, cluster }: Place): Analytics[] => cluster?.nodes ?? [analytics]

const everywhere = async (place: Place, ...commands: string[]): Promise<void> =>
  void (await Promise.all(
    nodesOf(place).map(async (node) => {
      for (const command of commands) await node.command(command)
    }),
  ))

export const prepare = (place: Place): Promise<void> =>
  everywhere(place, `create database if not exists ${place.database}`)

/** An empty table in place of the last one, pieces included: they hold people's data, cluster or no longer. */
export async function create(
  place: Place,
  { table, columns, order, engine = 'MergeTree', comment = '' }: Table,
): Promise<void> {
  const whole = `${place.database}.${table}`
  const piece = place.cluster ? `${whole}_local` : whole
  await drop(place, table)
  await everywhere(
    place,
    `create table ${piece} (${columns}) engine = ${engine} order by (${order}) comment '${comment}'`,
  )
  if (place.cluster)
    await everywhere(
      place,
      `create table ${whole} (${columns}) engine = Distributed('${place.cluster.name}', '${place.database}', '${table}_local', sipHash64(${spreadBy(columns, order)})) comment '${comment}'`,
    )
}

export const drop = (place: Place, table: string): Promise<void> =>
  everywhere(
    place,
    `drop table if exists ${place.database}.${table}`,
    `drop table if exists ${place.database}.${table}_local`,
  )

/** All rows taken out at once: whoever is killed meanwhile leaves the table, where `create` would leave none. */
export const empty = (place: Place, table: string): Promise<void> =>
  everywhere(place, `truncate table ${place.database}.${place.cluster ? `${table}_local` : table}`)

/**
 * Rows taken out where they are: on a cluster each node its own, and what is asked of other tables is asked of all of them
 * by each node, which `global` would turn into an operator that a deletion does not know.
 */
export const erase = (place: Place, table: string, where: string): Promise<void> => {
  const [piece, asking] = place.cluster
    ? [`${table}_local`, " settings distributed_product_mode = 'allow'"]
    : [table, '']
  return everywhere(place, `delete from ${place.database}.${piece} where ${where}${asking}`)
}

/** What tells the most rows apart: `key` of `rule, key`, the left record of an unsorted pair. */
const spreadBy = (columns: string, order: string): string =>
  order.split(', ').at(-1) || columns.slice(0, columns.indexOf(' '))

/** Pieces change places, not the tables over them: those go by name, and both have the same columns. */
export const exchange = (place: Place, one: string, other: string): Promise<void> => {
  const [a, b] = [one, other].map((table) => `${place.database}.${table}${place.cluster ? '_local' : ''}`)
  return everywhere(place, `exchange tables ${a} and ${b}`)
}

/** A table that is looked up row by row (joinGet): every node has the whole of it. */
export async function createLookup(
  place: Place,
  table: string,
  rows: { value: string; made: string }[],
): Promise<void> {
  const whole = `${place.database}.${table}`
  await everywhere(
    place,
    `drop table if exists ${whole}`,
    `create table ${whole} (value String, made String) engine = Join(any, left, value)`,
  )
  if (rows.length > 0) await Promise.all(nodesOf(place).map((node) => node.insert(whole, rows)))
}
