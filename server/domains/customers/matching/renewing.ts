import { create, erase, type Table } from '../../../kernel/place.ts'
import type { Model, Parameters } from './model.ts'
import { add, inside, leastKept, make, type Run, read, sizeOf, weigh } from './run.ts'
import * as steps from './steps.ts'

/**
 * A run after a run: only records that changed (`changed`, by id) are read, blocked against all others and compared; the
 * rest of `raw`, `records`, `keys` and `scored` stands. Ends with the same pairs and weights as a whole run with the same
 * parameters and shares (`often`). Not safe to be killed in: who calls notes that it began.
 */
export type Renewed = {
  new: number
  changed: number
  gone: number
  /** Paired anew because a key of theirs grew or shrank past what its rule allows. */
  repaired: number
}

const rids: Omit<Table, 'table'> = { columns: 'rid UInt32', order: 'rid' }
/** Whoever has changed, and who hung together with them: only these may be linked or asked about otherwise than before. */
export const due: Table = { table: 'due', columns: 'id UUID', order: 'id' }

const keysOf = (table: string, of: string): steps.Step => ({
  table,
  columns: 'rule UInt8, key UInt64, n UInt64',
  order: 'rule, key',
  sql: `select rule, key, count() as n from keys where rid in (select rid from ${of}) group by rule, key`,
})

/** @param raw the rows of `raw` of those who changed and still are; `least`: pairs below hold nobody together */
export async function renew(
  run: Run,
  model: Model,
  parameters: Parameters,
  raw: (firstRid: number) => string,
  least: number,
): Promise<Renewed> {
  await make(run, {
    table: 'outdated',
    columns: 'rid UInt32, id UUID',
    order: 'rid',
    sql: 'select rid, id from raw where id in (select id from changed)',
  })
  await make(run, keysOf('vacated', 'outdated'))
  await add(run, { table: 'due', sql: 'select id from changed' })
  await oweNeighbours(run, 'outdated', least)
  const count = await replaceRecords(run, model, raw)
  const repaired = await repair(run, model, least)
  await rescore(run, model, parameters)
  return { ...count, repaired }
}

/** Those who changed leave `raw`, `records` and `keys` and come back as they are now. */
async function replaceRecords(run: Run, model: Model, raw: (firstRid: number) => string) {
  const [last] = await run.analytics.rows<{ rid: number }>(inside(run, 'select max(rid) as rid from raw'))
  for (const table of ['raw', 'records', 'keys'])
    await erase(run, table, inside(run, 'rid in (select rid from outdated)'))
  await add(run, { table: 'raw', sql: raw(last!.rid + 1) })
  const fresh = await make(run, {
    table: 'fresh',
    ...rids,
    sql: 'select rid from raw where id in (select id from changed)',
  })
  const source = '(select * from raw where rid in (select rid from fresh)) as raw'
  await read(run, model, source)
  await make(run, steps.featured(model, source))
  await add(run, steps.records(model))
  await add(run, steps.keys(model, 'featured'))
  const outdated = await sizeOf(run, 'outdated')
  const [stayed] = await run.analytics.rows<{ n: number }>(
    inside(run, 'select count() as n from raw where id in (select id from outdated)'),
  )
  return { new: fresh - stayed!.n, changed: stayed!.n, gone: outdated - stayed!.n }
}

/**
 * A key that grew past its rule's limit finds nobody any more, and one that shrank below finds everybody who has it:
 * all of them are paired again.
 */
async function repair(run: Run, model: Model, least: number): Promise<number> {
  const limit = `[${model.blocking.map(({ mostPerKey }) => mostPerKey).join(', ')}][t.rule + 1]`
  await make(run, keysOf('occupied', 'fresh'))
  await make(run, {
    table: 'touched',
    columns: 'rule UInt8, key UInt64, more Int64',
    order: 'rule, key',
    sql: `select rule, key, sum(more) from (select rule, key, toInt64(n) as more from occupied union all select rule, key, -toInt64(n) from vacated)
      group by rule, key`,
  })
  await make(run, {
    table: 'sizes',
    columns: 'rule UInt8, key UInt64, now Int64',
    order: 'rule, key',
    sql: 'select rule, key, count() from keys where (rule, key) in (select rule, key from touched) group by rule, key',
  })
  await make(run, {
    table: 'crossed',
    columns: 'rule UInt8, key UInt64',
    order: 'rule, key',
    sql: `select t.rule, t.key from touched as t left join sizes as s on t.rule = s.rule and t.key = s.key
      where (s.now - t.more <= ${limit}) != (s.now <= ${limit})`,
  })
  const crossing = await make(run, {
    table: 'crossing',
    ...rids,
    sql: `select distinct rid from keys where (rule, key) in (select rule, key from crossed) and rid not in (select rid from fresh)`,
  })
  await oweNeighbours(run, 'crossing', least)
  // Also who had nobody before: a key that finds again brings pairs of people of whom none has changed.
  await add(run, { table: 'due', sql: 'select id from raw where rid in (select rid from crossing)' })
  for (const table of ['outdated', 'crossing'])
    await erase(
      run,
      'scored',
      inside(run, `l in (select rid from ${table}) or r in (select rid from ${table})`),
    )
  await add(run, { table: 'fresh', sql: 'select rid from crossing' })
  return crossing
}

async function rescore(run: Run, model: Model, parameters: Parameters): Promise<void> {
  await make(run, steps.pairs(model, { rids: 'select rid from fresh' }))
  await make(run, steps.compared(model, { from: 0, below: 2 ** 32 }))
  await weigh(
    run,
    model,
    parameters,
    'select distinct code from compared where code not in (select code from weights)',
  )
  await add(run, steps.scored(leastKept, parameters))
}

const oweNeighbours = (run: Run, of: string, least: number): Promise<void> =>
  add(run, {
    table: 'due',
    sql: `select id from raw where rid in (select arrayJoin([l, r]) from scored
      where weight >= ${least} and (l in (select rid from ${of}) or r in (select rid from ${of})))`,
  })

/** `reached` (rid): who is due, and everybody who hangs together with them. A round for each step of a chain. */
export async function reach(run: Run, least: number): Promise<void> {
  const started = performance.now()
  await create(run, { table: 'reached', ...rids })
  await add(run, { table: 'reached', sql: 'select rid from raw where id in (select id from due)' })
  let before = -1
  for (let size = await sizeOf(run, 'reached'); size > before; size = await sizeOf(run, 'reached')) {
    before = size
    await add(run, {
      table: 'reached',
      sql: `select distinct rid from (
          select r as rid from scored where weight >= ${least} and l in (select rid from reached)
          union all select l as rid from scored where weight >= ${least} and r in (select rid from reached))
        where rid not in (select rid from reached)`,
    })
  }
  await run.done?.('reached', performance.now() - started, before)
}
