import { create, createLookup, exchange, type Place } from '../../../kernel/place.ts'
import { edgesSql, firstLabelsSql, nextLabelsSql } from './clustering.ts'
import { type Counted, estimate } from './estimating.ts'
import { makings } from './features.ts'
import type { Model, Parameters } from './model.ts'
import { levelsOf, weightAgainstKin, weightOf } from './scoring.ts'
import * as steps from './steps.ts'

/** A run: every step's table in one database of ClickHouse, the last run's until the next. */
export type Run = Place & {
  /** Hears of each step when it is done. */
  done?: (step: string, milliseconds: number, rows: number) => void | Promise<void>
}

const settings = {
  max_bytes_before_external_group_by: '1500000000',
  max_bytes_before_external_sort: '1500000000',
  join_use_nulls: 0,
  max_query_size: 4_000_000,
  // Skipping what an earlier level has settled costs more than comparing it: 34 s against 21 s over 21 million pairs.
  short_circuit_function_evaluation: "'disable'",
}
const settingsSql = Object.entries(settings)
  .map(([name, value]) => `${name} = ${value}`)
  .join(', ')

/** How many pairs are drawn to see what chance agrees on: more tell rare agreements better. */
const drawn = (records: number) => Math.min(1_000_000, Math.max(600_000, records))
/** Weights below are as good as certain strangers; nobody looks at them again. */
export const leastKept = -12

export async function make(run: Run, step: steps.Step): Promise<number> {
  const started = performance.now()
  await create(run, step)
  await add(run, step)
  const rows = await sizeOf(run, step.table)
  await run.done?.(step.table, performance.now() - started, rows)
  return rows
}

/** More rows for a step's table. */
export const add = (run: Run, { table, sql }: Pick<steps.Step, 'table' | 'sql'>): Promise<void> =>
  run.analytics.command(`insert into ${run.database}.${table} ${inside(run, sql)} settings ${settingsSql}`)

export async function sizeOf(run: Run, table: string): Promise<number> {
  const [size] = await run.analytics.rows<{ n: number }>(`select count() as n from ${run.database}.${table}`)
  return size!.n
}

const tables =
  'person|identifier|raw|featured|often|records|keys|pairs|compared|randomly|weights|scored|edges|labels|next|truth|' +
  'changed|outdated|vacated|occupied|touched|sizes|crossed|crossing|fresh|due|reached|likely|run'
/** Steps name their tables without a database. */
export const inside = (run: Pick<Run, 'database'>, sql: string): string =>
  sql
    .replace(new RegExp(`\\b(from|join) (${tables})\\b`, 'g'), `$1 ${run.database}.$2`)
    .replaceAll("joinGet('readings'", `joinGet('${run.database}.readings'`)

const rows = <T>(run: Run, sql: string) => run.analytics.rows<T>(inside(run, sql))

export async function sidesOf(run: Run): Promise<[number, number]> {
  const [sides] = await rows<{ n: number; m: number }>(
    run,
    'select countIf(side = 0) as n, countIf(side = 1) as m from raw',
  )
  return [sides!.n, sides!.m]
}

/** Distinct Chinese names go to TypeScript once, which knows how they sound. */
export async function read(run: Run, model: Model, source = 'raw'): Promise<void> {
  const started = performance.now()
  const spoken = model.features.filter(({ how }) => how === 'pinyin').flatMap(({ from }) => from)
  const values = new Set<string>()
  for (const feature of model.features.filter(({ name }) => spoken.includes(name))) {
    const sql = `select distinct ${feature.name} as value from (select ${steps.featureSql(model, feature)} from ${source}) where match(value, '\\\\p{Han}')`
    for (const { value } of await rows<{ value: string }>(run, sql)) values.add(value)
  }
  const made = [...values].map((value) => ({ value, made: makings.pinyin.of([value], 0) }))
  await createLookup(run, 'readings', made)
  await run.done?.('readings', performance.now() - started, made.length)
}

/** From `raw` to `compared`; `often` may be kept from an earlier run, so that a value weighs what it weighed there. */
export async function compare(run: Run, model: Model, keepOften = false): Promise<void> {
  await read(run, model)
  await make(run, steps.featured(model))
  if (!keepOften) await make(run, steps.often(model))
  for (const step of [steps.records(model), steps.keys(model), steps.pairs(model)]) await make(run, step)
  await comparePairs(run, model)
}

/** So many records are held in memory at once: a gigabyte or so. */
const recordsAtOnce = 2_000_000

/** Pairs by ranges of their left record when there are more records than fit. */
async function comparePairs(run: Run, model: Model): Promise<void> {
  const started = performance.now()
  const [last] = await rows<{ rid: number }>(run, 'select max(rid) as rid from records')
  await create(run, steps.compared(model))
  if (last!.rid < recordsAtOnce) await add(run, steps.compared(model))
  else
    for (let from = 0; from <= last!.rid; from += recordsAtOnce)
      await add(run, steps.compared(model, { from, below: from + recordsAtOnce }))
  await run.done?.('compared', performance.now() - started, await sizeOf(run, 'compared'))
}

export async function train(run: Run, model: Model): Promise<Parameters> {
  const sides = await sidesOf(run)
  await make(run, steps.randomly(model, sides, drawn(sides[0] + sides[1])))
  const started = performance.now()
  const candidates = await rows<Counted>(run, steps.countedSql('compared'))
  const random = await rows<Counted>(run, steps.countedSql('randomly'))
  const [n, m] = sides
  const all = model.link === 'between' ? n * m : ((n + m) * (n + m - 1)) / 2
  const parameters = estimate(model, candidates, random, all)
  await run.done?.('parameters', performance.now() - started, candidates.length)
  return parameters
}

/** Weights of every code, and the pairs above the floor. */
export async function score(run: Run, model: Model, parameters: Parameters): Promise<void> {
  await create(run, { table: 'weights', columns: steps.weightColumns(parameters), order: 'code' })
  await weigh(run, model, parameters, 'select distinct code from compared')
  await make(run, steps.scored(leastKept, parameters))
}

/** Weights of these codes. */
export async function weigh(run: Run, model: Model, parameters: Parameters, codesSql: string): Promise<void> {
  const codes = await rows<{ code: number }>(run, codesSql)
  if (codes.length === 0) return
  await run.analytics.insert(
    `${run.database}.weights`,
    codes.map(({ code }) => {
      const levels = levelsOf(model, code)
      return {
        code,
        weight: weightOf(model, parameters, levels),
        ...(parameters.kin && { kin: weightAgainstKin(model, parameters, levels) }),
      }
    }),
  )
}

/** `labels` (rid, label): which records hang together at this weight or above; `within`: a query for some of them. */
export async function cluster(run: Run, least: number, within?: string): Promise<void> {
  const started = performance.now()
  const silent = { ...run, done: undefined }
  await make(run, { table: 'edges', columns: 'a UInt32, b UInt32', order: 'a', sql: edgesSql(least, within) })
  const labels = { columns: 'rid UInt32, label UInt32', order: 'rid' }
  await make(silent, { table: 'labels', ...labels, sql: firstLabelsSql() })
  for (let round = 0; ; round++) {
    await make(silent, { table: 'next', ...labels, sql: nextLabelsSql() })
    const [moved] = await rows<{ n: number }>(
      run,
      'select count() as n from next as n join labels as o on n.rid = o.rid where n.label != o.label',
    )
    await exchange(run, 'labels', 'next')
    if (moved!.n === 0) return void (await run.done?.('labels', performance.now() - started, round + 1))
  }
}
