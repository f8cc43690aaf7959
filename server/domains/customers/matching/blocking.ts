import { isList, type Model, type Rule } from './model.ts'

/**
 * Which pairs are looked at. Records are grouped by key, and a group's ids are expanded in place: no table is ever
 * joined with itself. 25 million pairs of ten rules take three seconds on two cores.
 */

/**
 * The keys of one record under one rule, as an array: none when a feature is empty, one per value of a list. No features
 * at all: everybody with everybody. Two numbers that end alike are one key: nobody is a pair with himself.
 */
export function keySql({ on: rule }: Rule, model: Pick<Model, 'features'>): string {
  if (rule.length === 0) return '[toUInt64(1)]'
  const list = rule.find((one) => isList(model, one))
  const empty = rule.map((one) => `empty(${one})`).join(' or ')
  if (!list) return `if(${empty}, [], [cityHash64(${rule.join(', ')})])`
  return `if(${empty}, [], arrayMap(one -> cityHash64(${rule.map((part) => (part === list ? 'one' : part)).join(', ')}), arrayDistinct(${list})))`
}

const expandSql = (link: Model['link']) =>
  link === 'between'
    ? `arrayJoin(arrayFlatten(arrayMap(a -> arrayMap(b -> (bitShiftLeft(toUInt64(a), 32) + b), ids.2), ids.1)))`
    : `arrayJoin(arrayFlatten(arrayMap((a, at) -> arrayMap(b -> (bitShiftLeft(toUInt64(a), 32) + b), arraySlice(ids, at + 1)), ids, arrayEnumerate(ids))))`

/** Rows (rule, key, rid, side) for every rule. */
export const keysSql = (model: Model, source = 'records'): string => `
  select toUInt8(at.1) as rule, at.2 as key, rid, side from ${source}
  array join arrayConcat(${model.blocking.map((rule, at) => `arrayMap(key -> (${at}, key), ${keySql(rule, model)})`).join(', ')}) as at`

/** Pairs of which one side is among these records: a query for their `rid`. */
export type Some = { rids: string }

const groupsSql = (model: Model, some?: Some) => `
  select rule, ${
    model.link === 'between'
      ? '(groupArrayIf(rid, side = 0), groupArrayIf(rid, side = 1)) as ids, length(ids.1) + length(ids.2) as size'
      : 'arraySort(groupArray(rid)) as ids, length(ids) as size'
  } from keys ${some ? `where (rule, key) in (select rule, key from keys where rid in (${some.rids}))` : ''} group by rule, key having size > 1 and size <= [${model.blocking.map(({ mostPerKey }) => mostPerKey).join(', ')}][rule + 1]`

/**
 * Rows (l, r, found): every pair once, with a bit for each rule that found it. The bit is shifted as UInt32: a plain 1 is
 * UInt8 and loses rules from the ninth on, except where ClickHouse has compiled the expression.
 */
export const pairsSql = (model: Model, some?: Some): string => `
  select toUInt32(bitShiftRight(pair, 32)) as l, toUInt32(bitAnd(pair, 0xffffffff)) as r, groupBitOr(bit) as found from (
    select bitShiftLeft(toUInt32(1), rule) as bit, ${expandSql(model.link)} as pair from (${groupsSql(model, some)}))
  ${some ? `where l in (${some.rids}) or r in (${some.rids})` : ''} group by pair`

/** Sizes of keys at which a rule may stop. */
export const caps = [10, 30, 100, 300, 1_000, 5_000]

/**
 * How many pairs each rule finds when larger keys are passed over, by `caps`, without expanding one: n (n - 1) / 2 by key; and the
 * share of the records with a key that are held by those. Of the keys
 * one in so many is counted for all: those of a million records under two hundred rules took more than 6 GB.
 */
export const countsSql = (model: Model, oneIn = 1): string => `
  select rule, [${caps.map((cap) => `${oneIn} * sumIf(pairs, size <= ${cap})`).join(', ')}] as pairs,
    [${caps.map((cap) => `sumIf(size, size <= ${cap}) / sum(size)`).join(', ')}] as held from (
    select rule, ${model.link === 'between' ? 'countIf(side = 0) * countIf(side = 1)' : 'count() * (count() - 1) / 2'} as pairs, count() as size
    from (${keysSql(model)}) where key % ${oneIn} = 0 group by rule, key) group by rule order by rule`
