import { keysSql, pairsSql } from './blocking.ts'
import { makings } from './features.ts'
import { type Feature, isList, type Model } from './model.ts'
import { comparedSql } from './scoring.ts'

/** One step: a table that is made from those before it. Kept until the next run, so that each can be looked into. */
export type Step = { table: string; columns: string; order: string; sql: string }

const quoted = (column: string) => `\`${column.replaceAll('`', '')}\``

/** Columns of the file are read as `raw.…`, features by their own name. */
export function featureSql(model: Model, { name, from, how, length = 0, many }: Feature): string {
  const made = new Set(model.features.map((one) => one.name))
  const source = (one: string) =>
    made.has(one) && one !== name ? one : `raw.${quoted(one.replace(/^raw\./, ''))}`
  const { sql } = makings[how]
  const [first] = from
  if (many || (how !== 'list' && first !== name && isList(model, first!)))
    return `arrayMap(one -> ${sql(['one'], length)}, ${source(first!)}) as ${name}`
  return `${sql(from.map(source), length)} as ${name}`
}

const typeOf = (model: Model, { name }: Feature) => (isList(model, name) ? 'Array(String)' : 'String')

const rareOf = (model: Model) => [...new Set(model.comparisons.flatMap(({ rare }) => rare ?? []))]

/** Rows of `raw` (rid, side and the file's columns as text) with their features. */
export const featured = (model: Model): Step => ({
  table: 'featured',
  columns: `rid UInt32, side UInt8, ${model.features.map((one) => `${one.name} ${typeOf(model, one)}`).join(', ')}`,
  order: 'rid',
  sql: `select rid, side, ${model.features.map((one) => featureSql(model, one)).join(',\n ')} from raw`,
})

/**
 * With how often each rare value is met: others that have it, over all that have one. Who is alone with his value
 * counts as met once, so the rarest agreement of N records is worth log2 N bits.
 */
export function records(model: Model): Step {
  const rare = rareOf(model)
  const often = rare.map((name) => `${isList(model, name) ? 'Array(Float32)' : 'Float32'}`)
  const joins = rare.map((name, at) =>
    isList(model, name)
      ? `left join (select rid, arrayMap(one -> one.2, arraySort(groupArray((value, share)))) as often from (
          select rid, value, toFloat32(greatest(count() over (partition by value) - 1, 1) / (count() over ())) as share from (
            select rid, arrayJoin(${name}) as value from featured)) group by rid) as often_${at} on often_${at}.rid = f.rid`
      : `left join (select ${name} as value, toFloat32(greatest(count() - 1, 1) / sum(count()) over ()) as often from featured where ${name} != '' group by ${name}) as often_${at} on often_${at}.value = f.${name}`,
  )
  return {
    table: 'records',
    columns: `${featured(model).columns}${rare.map((name, at) => `, often_${name} ${often[at]}`).join('')}`,
    order: 'rid',
    sql: `select f.*${rare.map((name, at) => `, often_${at}.often as often_${name}`).join('')} from featured as f ${joins.join('\n')}`,
  }
}

export const keys = (model: Model): Step => ({
  table: 'keys',
  columns: 'rule UInt8, key UInt64, rid UInt32, side UInt8',
  order: 'rule, key',
  sql: keysSql(model),
})

export const pairs = (model: Model): Step => ({
  table: 'pairs',
  columns: 'l UInt32, r UInt32, found UInt32',
  // Sorted, the left records are met one after the other when they are joined.
  order: 'l',
  sql: pairsSql(model),
})

const comparedColumns = 'l UInt32, r UInt32, found UInt32, code UInt64, rarity Float32'

export const compared = (model: Model): Step => ({
  table: 'compared',
  columns: comparedColumns,
  order: '',
  sql: `select l, r, found, code, rarity from (${comparedSql(model, 'pairs')})`,
})

/** Pairs taken at random: all of them when there are no more than asked for. */
export function randomPairsSql(model: Model, sides: readonly [number, number], most: number): string {
  const [n, m] = sides
  const all = model.link === 'between' ? n * m : ((n + m) * (n + m - 1)) / 2
  const [lefts, start, rights] = model.link === 'between' ? [n, n, m] : [n + m, 0, n + m]
  if (all <= most)
    return model.link === 'between'
      ? `select a.rid as l, b.rid as r, toUInt32(0) as found from records as a cross join records as b where a.side = 0 and b.side = 1`
      : `select a.rid as l, b.rid as r, toUInt32(0) as found from records as a cross join records as b where a.rid < b.rid`
  return `
    select toUInt32(cityHash64(number, 'l') % ${lefts}) as l, toUInt32(${start} + cityHash64(number, 'r') % ${rights}) as r, toUInt32(0) as found
    from numbers(${most}) where l != r`
}

export const randomly = (model: Model, sides: readonly [number, number], most: number): Step => ({
  table: 'randomly',
  columns: comparedColumns,
  order: '',
  sql: `select l, r, found, code, rarity from (${comparedSql(model, `(${randomPairsSql(model, sides, most)})`)})`,
})

export const countedSql = (table: string): string =>
  `select code, found, count() as pairs from ${table} group by code, found`

/** `weights` has one row per code. */
export const scored = (least: number): Step => ({
  table: 'scored',
  columns: 'l UInt32, r UInt32, code UInt64, weight Float32',
  order: '',
  sql: `select c.l as l, c.r as r, c.code as code, toFloat32(w.weight + c.rarity) as weight from compared as c join weights as w on c.code = w.code where weight >= ${least}`,
})
