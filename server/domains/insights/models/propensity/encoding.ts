import type { CategoryColumn, NumberColumn, Table } from './columns.ts'

/**
 * How columns become features: numbers standardised and cut at their outermost half percents, one feature per level but
 * for the commonest, which is the base. Not known is a level. Plain data: it is stored with the model.
 */
export type ColumnCode =
  | {
      name: string
      kind: 'number'
      low: number
      high: number
      mean: number
      deviation: number
      feature: number
      missing: number
    }
  | {
      name: string
      kind: 'category'
      base: string
      features: Record<string, number>
      missing: number
      other: number
    }
export type Encoding = { columns: ColumnCode[]; features: string[] }

/** Each column gives a row at most one feature (-1: none) with a value: rows are as wide as there are columns. */
export type Design = { rows: number; width: number; features: Int32Array; values: Float64Array }

/** Levels rarer than this stand together as "other": their weights would be chance. */
const fewest = 25

export function learnEncoding(table: Table): Encoding {
  const features: string[] = []
  const add = (name: string) => features.push(name) - 1
  const columns = table.columns.map((column) =>
    column.kind === 'number' ? learnNumber(column, add) : learnCategory(column, add),
  )
  return { columns, features }
}

function learnNumber({ name, values }: NumberColumn, add: (name: string) => number): ColumnCode {
  const known = values.filter((value) => !Number.isNaN(value)).sort()
  const at = (share: number) => known[Math.min(known.length - 1, Math.floor(share * known.length))] ?? 0
  const [low, high] = [at(0.005), at(0.995)]
  let [sum, squares] = [0, 0]
  for (const value of known) sum += cut(value, low, high)
  const mean = known.length > 0 ? sum / known.length : 0
  for (const value of known) squares += (cut(value, low, high) - mean) ** 2
  const deviation = known.length > 0 ? Math.sqrt(squares / known.length) : 0
  return {
    name,
    kind: 'number',
    low,
    high,
    mean,
    deviation,
    feature: deviation > 0 ? add(name) : -1,
    missing: values.length - known.length >= fewest ? add(`${name} = ?`) : -1,
  }
}

const cut = (value: number, low: number, high: number) => Math.max(low, Math.min(value, high))

function learnCategory({ name, levels, codes }: CategoryColumn, add: (name: string) => number): ColumnCode {
  const counts = new Uint32Array(levels.length + 1)
  for (const code of codes) counts[code < 0 ? levels.length : code]! += 1
  const missing = counts[levels.length]!
  const common = levels
    .map((level, place) => ({ level, count: counts[place]! }))
    .filter(({ count }) => count >= fewest)
    .sort((a, b) => b.count - a.count || (a.level < b.level ? -1 : 1))
  const rare = codes.length - missing - common.reduce((sum, { count }) => sum + count, 0)
  const base = common[0]?.level ?? ''
  return {
    name,
    kind: 'category',
    base,
    features: Object.fromEntries(
      common.map(({ level }) => [level, level === base ? -1 : add(`${name} = ${level}`)]),
    ),
    missing: missing >= fewest ? add(`${name} = ?`) : -1,
    other: rare >= fewest ? add(`${name} = …`) : -1,
  }
}

/** Columns are found by name; one that is gone reads as not known, a level never seen as "other". */
export function encode({ columns: codes }: Encoding, table: Table): Design {
  const width = codes.length
  const features = new Int32Array(table.rows * width).fill(-1)
  const values = new Float64Array(table.rows * width)
  codes.forEach((code, at) => {
    const column = table.columns.find(({ name, kind }) => name === code.name && kind === code.kind)
    const put = (row: number, feature: number, value: number) => {
      features[row * width + at] = feature
      values[row * width + at] = feature < 0 ? 0 : value
    }
    if (code.kind === 'number') {
      const known = column?.kind === 'number' ? column.values : undefined
      for (let row = 0; row < table.rows; row++) {
        const value = known ? known[row]! : Number.NaN
        if (Number.isNaN(value)) put(row, code.missing, 1)
        else put(row, code.feature, (cut(value, code.low, code.high) - code.mean) / code.deviation)
      }
    } else {
      const known = column?.kind === 'category' ? column : undefined
      const ofCode = Int32Array.from(known?.levels ?? [], (level) => code.features[level] ?? code.other)
      for (let row = 0; row < table.rows; row++) {
        const level = known ? known.codes[row]! : -1
        put(row, level < 0 ? code.missing : ofCode[level]!, 1)
      }
    }
  })
  return { rows: table.rows, width, features, values }
}
