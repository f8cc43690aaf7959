import { damerauLevenshtein, jaroWinkler, levenshtein } from './distances.ts'
import { lookAlike, lookAlikeSql } from './look-alike.ts'
import { type Features, isList, type Model, type Test } from './model.ts'

/** Comparisons in both languages: SQL over pairs `l`, `r` of records, and a function over two records' features. */

const slips = (column: string, atMost: number) =>
  `damerauLevenshteinDistance(l.${column}, r.${column}) <= ${atMost}`
const anyPair = (column: string, test: string) =>
  `arrayExists(a -> arrayExists(b -> ${test}, r.${column}), l.${column})`

export function sqlOf(test: Test, model: Pick<Model, 'features'>): string {
  if ('all' in test) return `(${test.all.map((one) => sqlOf(one, model)).join(' and ')})`
  if ('any' in test) return `(${test.any.map((one) => sqlOf(one, model)).join(' or ')})`
  if ('same' in test) return `l.${test.same} = r.${test.same}`
  if ('share' in test) return `hasAny(l.${test.share}, r.${test.share})`
  if ('crossed' in test) {
    const [a, b] = test.crossed
    return `(l.${a} != '' and l.${a} = r.${b} or l.${b} != '' and l.${b} = r.${a})`
  }
  if ('swapped' in test) {
    const [a, b] = test.swapped
    return `(l.${a} != '' and l.${b} != '' and l.${a} = r.${b} and l.${b} = r.${a})`
  }
  if ('alike' in test) return `jaroWinklerSimilarity(l.${test.alike}, r.${test.alike}) >= ${test.atLeast}`
  if ('edits' in test) return `editDistanceUTF8(l.${test.edits}, r.${test.edits}) <= ${test.atMost}`
  if ('slip' in test)
    return isList(model, test.slip)
      ? anyPair(test.slip, 'damerauLevenshteinDistance(a, b) <= 1')
      : slips(test.slip, 1)
  if ('near' in test) return slips(test.near, test.atMost)
  if ('contains' in test) {
    const [a, b] = [`l.${test.contains}`, `r.${test.contains}`]
    return `(${a} != '' and ${b} != '' and (position(${a}, ${b}) > 0 or position(${b}, ${a}) > 0))`
  }
  return lookAlikeSql(`l.${test.lookAlike}`, `r.${test.lookAlike}`)
}

const text = (features: Features, name: string) => features[name] as string
const list = (features: Features, name: string) => features[name] as string[]

export function holds(test: Test, l: Features, r: Features): boolean {
  if ('all' in test) return test.all.every((one) => holds(one, l, r))
  if ('any' in test) return test.any.some((one) => holds(one, l, r))
  if ('same' in test) return l[test.same] === r[test.same]
  if ('share' in test) return list(l, test.share).some((one) => list(r, test.share).includes(one))
  if ('crossed' in test) {
    const [a, b] = test.crossed
    return (text(l, a) !== '' && l[a] === r[b]) || (text(l, b) !== '' && l[b] === r[a])
  }
  if ('swapped' in test) {
    const [a, b] = test.swapped
    return text(l, a) !== '' && text(l, b) !== '' && l[a] === r[b] && l[b] === r[a]
  }
  if ('alike' in test) return jaroWinkler(text(l, test.alike), text(r, test.alike)) >= test.atLeast
  if ('edits' in test) return levenshtein(text(l, test.edits), text(r, test.edits)) <= test.atMost
  if ('slip' in test) {
    const [a, b] = [l[test.slip]!, r[test.slip]!]
    return [a].flat().some((one) => [b].flat().some((other) => damerauLevenshtein(one, other) <= 1))
  }
  if ('near' in test) return damerauLevenshtein(text(l, test.near), text(r, test.near)) <= test.atMost
  if ('contains' in test) {
    const [a, b] = [text(l, test.contains), text(r, test.contains)]
    return a !== '' && b !== '' && (a.includes(b) || b.includes(a))
  }
  return lookAlike(text(l, test.lookAlike), text(r, test.lookAlike))
}
