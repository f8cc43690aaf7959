import { keysSql, pairsSql, type Some } from './blocking.ts'
import { makings } from './features.ts'
import { type Feature, isList, type Model, type Parameters } from './model.ts'
import { comparedSql, lesserSql } from './scoring.ts'

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

/** Where a step reads: a table, or some of its rows under that table's name. */
type Source = string

/** Rows of `raw` (rid, side and the file's columns as text) with their features. */
export const featured = (model: Model, raw: Source = 'raw'): Step => ({
  table: 'featured',
  columns: `rid UInt32, side UInt8, ${model.features.map((one) => `${one.name} ${typeOf(model, one)}`).join(', ')}`,
  order: 'rid',
  sql: `select rid, side, ${model.features.map((one) => featureSql(model, one)).join(',\n ')} from ${raw}`,
})

/**
 * How often a value is met that may agree: others that have it, over all that have one, where more than two do. Under ''
 * stands the share of everybody else: who is alone with his value counts as met once, so that the rarest agreement of N
 * records is worth log2 N bits.
 */
export function often(model: Model): Step {
  const parts = rareOf(model).map((name) => {
    const values = `(select ${isList(model, name) ? `arrayJoin(${name})` : name} as value from featured)`
    const total = `greatest((select count() from ${values} where value != ''), 1)`
    return `select '${name}' as feature, value, toFloat32((count() - 1) / ${total}) as share from ${values} where value != '' group by value having count() > 2
      union all select '${name}', '', toFloat32(1 / ${total})`
  })
  return {
    table: 'often',
    columns: 'feature LowCardinality(String), value String, share Float32',
    order: 'feature, value',
    sql: parts.join('\nunion all ') || `select '' as feature, '' as value, toFloat32(0) as share where 1 = 0`,
  }
}

/** With the shares of its values in `often`, in the order of the values. */
export function records(model: Model): Step {
  const rare = rareOf(model)
  const types = rare.map((name) => `${isList(model, name) ? 'Array(Float32)' : 'Float32'}`)
  const known = (name: string) => `(select value, share from often where feature = '${name}' and value != '')`
  const alone = (name: string) => `(select max(share) from often where feature = '${name}' and value = '')`
  const shares = rare.map((name, at) =>
    isList(model, name)
      ? `often_${at}.often as often_${name}`
      : `if(often_${at}.share = 0, ${alone(name)}, often_${at}.share) as often_${name}`,
  )
  const joins = rare.map((name, at) =>
    isList(model, name)
      ? `left join (select rid, arrayMap(one -> one.2, arraySort(groupArray((at, share)))) as often from (
          select v.rid as rid, v.at as at, if(o.share = 0, ${alone(name)}, o.share) as share from (
            select rid, one as value, at from featured array join ${name} as one, arrayEnumerate(${name}) as at) as v
          left join ${known(name)} as o on o.value = v.value) group by rid) as often_${at} on often_${at}.rid = f.rid`
      : `left join ${known(name)} as often_${at} on often_${at}.value = f.${name}`,
  )
  return {
    table: 'records',
    columns: `${featured(model).columns}${rare.map((name, at) => `, often_${name} ${types[at]}`).join('')}`,
    order: 'rid',
    sql: `select f.*${shares.map((one) => `, ${one}`).join('')} from featured as f ${joins.join('\n')}`,
  }
}

export const keys = (model: Model, source: Source = 'records'): Step => ({
  table: 'keys',
  columns: 'rule UInt8, key UInt64, rid UInt32, side UInt8',
  order: 'rule, key',
  sql: keysSql(model, source),
})

/** All pairs, or those of some records: a condition on `l` and `r`, and one on the groups they can be in. */
export const pairs = (model: Model, some?: Some): Step => ({
  table: 'pairs',
  columns: 'l UInt32, r UInt32, found UInt32',
  // Sorted, the left records are met one after the other when they are joined.
  order: 'l',
  sql: pairsSql(model, some),
})

const comparedColumns = 'l UInt32, r UInt32, found UInt32, code UInt64, rarity Float32'

/** Of all pairs, or of those whose left record is `from` to `below`: then only their records are held in memory. */
export const compared = (model: Model, part?: { from: number; below: number }): Step => {
  const some = part && `(select l, r, found from pairs where l >= ${part.from} and l < ${part.below})`
  return {
    table: 'compared',
    columns: comparedColumns,
    order: '',
    sql: `select l, r, found, code, rarity from (${comparedSql(model, some ?? 'pairs', some)})`,
  }
}

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
  sql: `select l, r, found, code, rarity from (${comparedSql(model, ...drawnFrom(model, sides, most))})`,
})
/** Of many records those that were drawn are few: only they are held in memory. */
const drawnFrom = (model: Model, sides: readonly [number, number], most: number): [string, string?] => {
  const drawn = `(${randomPairsSql(model, sides, most)})`
  return sides[0] + sides[1] > 2 * most ? [drawn, drawn] : [drawn]
}

export const countedSql = (table: string): string =>
  `select code, found, count() as pairs from ${table} group by code, found`

/** One row per code; `kin` where the parameters know kin. */
export const weightColumns = ({ kin }: Parameters): string =>
  `code UInt64, weight Float32${kin ? ', kin Float32' : ''}`

/** `weights` has one row per code. */
export const scored = (least: number, { kin }: Parameters): Step => ({
  table: 'scored',
  columns: 'l UInt32, r UInt32, code UInt64, weight Float32',
  order: '',
  sql: `select c.l as l, c.r as r, c.code as code, toFloat32(${
    kin ? lesserSql('(w.weight + c.rarity)', 'w.kin') : 'w.weight + c.rarity'
  }) as weight from compared as c join weights as w on c.code = w.code where weight >= ${least}`,
})
