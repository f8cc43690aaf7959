import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { attribute, attributionMethods } from './attribution/attribution.ts'
import { collapse } from './attribution/paths.ts'
import { associationRules } from './basket/association.ts'
import { frequentItemsets } from './basket/itemsets.ts'
import { incrementality } from './effects/incrementality.ts'
import { categoryColumn, numberColumn, rowsOf, type Table } from './propensity/columns.ts'
import { hash } from './propensity/holdout.ts'
import { type Propensity, scores, trainBoosted, trainLogistic } from './propensity/model.ts'
import { areaUnderCurve, liftTable } from './propensity/ranking.ts'

/**
 * Data sets whose licences do not let them stand here. PUBLISHED_DATA names a folder that has them, as
 * `groceries/groceries.csv`, `hillstrom/hillstrom.csv`, `paths/data.csv.gz`, `leads/Leads.csv` and
 * `telco_churn/IBM_Cognos_Data.csv`; without it, what the tests beside the models hold is all that is tested.
 */
const folder = process.env.PUBLISHED_DATA
const read = (name: string) => {
  const file = readFileSync(join(folder!, name))
  return name.endsWith('.gz') ? gunzipSync(file) : file
}
const rowsIn = (name: string): Record<string, string>[] =>
  parse(read(name), { columns: true, bom: true, relax_column_count: true })

describe.runIf(folder)('baskets: Groceries', () => {
  it('9,835 baskets, 169 items, and the textbooks’ counts of rules', () => {
    const baskets: string[][] = parse(read('groceries/groceries.csv'), {
      relax_column_count: true,
      trim: true,
    })
    const placeOf = new Map<string, number>()
    const lines = baskets.flatMap((basket, at) =>
      basket.filter(Boolean).map((item) => {
        if (!placeOf.has(item)) placeOf.set(item, placeOf.size)
        return [at, placeOf.get(item)!] as const
      }),
    )
    const columns = {
      baskets: baskets.length,
      items: [...placeOf.keys()],
      basketOf: Uint32Array.from(lines, ([basket]) => basket),
      itemOf: Uint32Array.from(lines, ([, item]) => item),
    }
    expect([columns.baskets, columns.items.length]).toEqual([9_835, 169])
    const counted = (support: number, confidence: number) => {
      const found = frequentItemsets(columns, { support })
      return [found.itemsets.length, associationRules(found, { confidence }).length]
    }
    expect(counted(0.006, 0.25)).toEqual([747, 463])
    expect(counted(0.001, 0.5)).toEqual([13_492, 5_668])
    expect(counted(0.001, 0.8)).toEqual([13_492, 410])
    expect(counted(0.01, 0.5)).toEqual([333, 15])
    const [best] = frequentItemsets(columns, { support: 0.01 }).itemsets
    expect([columns.items[best!.items[0]!], best!.count]).toEqual(['whole milk', 2_513])
  })
})

describe.runIf(folder)('attribution: the 10,000 paths', () => {
  it('by every rule there is a figure for, and to the fen', () => {
    const paths = collapse(
      rowsIn('paths/data.csv.gz').map((row) => ({
        touches: row.path!.split(' > '),
        conversions: Number(row.total_conversions),
        nulls: Number(row.total_null),
        revenueFen: Math.round(Number(row.total_conversion_value) * 100),
      })),
    )
    const published = {
      first: { alpha: 6308, iota: 4606, eta: 3164, beta: 2831, theta: 1606, lambda: 902, epsilon: 99, mi: 2 },
      last: { alpha: 8447, iota: 3355, eta: 4167, beta: 989, theta: 653, lambda: 1207, epsilon: 531, mi: 2 },
      linear: { alpha: 7574.719, iota: 3857.096, eta: 3539.951, beta: 2083.5, theta: 1022.801, mi: 2.222 },
      markov: { alpha: 5344.95, iota: 3884.61, eta: 3340.85, beta: 2527.35, theta: 1971.91, mi: 1.72 },
    }
    for (const [name, figures] of Object.entries(published)) {
      const found = attribute(paths, attributionMethods[name as keyof typeof published])
      for (const [channel, figure] of Object.entries(figures)) {
        const conversions = found.credits.find((one) => one.channel === channel)!.conversions
        expect([name, channel, Math.abs(conversions - figure) < 0.006]).toEqual([name, channel, true])
      }
      expect(found.credits.reduce((sum, { revenueFen }) => sum + revenueFen, 0)).toBe(found.bookedFen)
    }
  })
})

describe.runIf(folder)('hold-out: Hillstrom', () => {
  it('64,000 people in three arms, with the intervals of the uplift', () => {
    const rows = rowsIn('hillstrom/hillstrom.csv')
    const arm = (segment: string) => {
      const own = rows.filter((row) => row.segment === segment)
      const cents = own.map((row) => Math.round(Number(row.spend) * 100))
      return {
        buyers: { of: own.length, did: own.filter((row) => row.conversion === '1').length },
        revenueFen: {
          of: own.length,
          sum: cents.reduce((sum, one) => sum + one, 0),
          sumOfSquares: cents.reduce((sum, one) => sum + one * one, 0),
        },
      }
    }
    const [men, women, none] = ['Mens E-Mail', 'Womens E-Mail', 'No E-Mail'].map(arm)
    expect([men, women, none].map((one) => one!.buyers.of)).toEqual([21_307, 21_387, 21_306])
    const [ofMen, ofWomen] = [incrementality(men!, none!), incrementality(women!, none!)]
    const dollars = [ofMen, ofWomen].map(({ revenueFenEach: { estimate, low, high } }) =>
      [estimate, low, high].map((cents) => Number((cents / 100).toFixed(3))),
    )
    expect(dollars).toEqual([
      [0.77, 0.485, 1.055],
      [0.424, 0.169, 0.68],
    ])
    expect(ofMen.conversion.estimate).toBeCloseTo(0.00681, 5)
    expect(ofWomen.conversion.estimate).toBeCloseTo(0.00311, 5)
  })
})

/** What sales people fill in, or what happens, after the lead came in. */
const afterIntake = [
  'Tags',
  'Lead Quality',
  'Lead Profile',
  'Last Activity',
  'Last Notable Activity',
  ...['Activity', 'Profile'].flatMap((one) => [`Asymmetrique ${one} Index`, `Asymmetrique ${one} Score`]),
]

function folded(
  name: string,
  [target, yes]: [string, string],
  without: string[],
  train: (table: Table, outcome: Uint8Array) => Propensity,
) {
  const rows = rowsIn(name)
  const outcome = Uint8Array.from(rows, (row) => (row[target] === yes ? 1 : 0))
  const names = Object.keys(rows[0]!).filter((one) => one && one !== target && !without.includes(one))
  const columns = names.map((one) => {
    const values = rows.map((row) => row[one]?.trim() || null)
    return values.every((value) => value === null || !Number.isNaN(Number(value)))
      ? numberColumn(
          one,
          values.map((value) => (value === null ? null : Number(value))),
        )
      : categoryColumn(one, values)
  })
  const table = { rows: rows.length, columns }
  const chances = new Float64Array(rows.length)
  for (let fold = 0; fold < 5; fold++) {
    const places = (inside: boolean) =>
      Uint32Array.from([...outcome.keys()].filter((row) => (hash(String(row), 1) % 5 === fold) === inside))
    const [training, testing] = [places(false), places(true)]
    const model = train(
      rowsOf(table, training),
      Uint8Array.from(training, (row) => outcome[row]!),
    )
    scores(model, rowsOf(table, testing)).forEach((chance, at) => {
      chances[testing[at]!] = chance
    })
  }
  return { area: areaUnderCurve(outcome, chances).estimate, lift: liftTable(outcome, chances)[0]!.lift }
}

describe.runIf(folder)('propensity: the areas scikit-learn reaches, within two of their errors', () => {
  const leads = ['leads/Leads.csv', ['Converted', '1']] as [string, [string, string]]
  const telco = ['telco_churn/IBM_Cognos_Data.csv', ['Churn', 'Yes']] as [string, [string, string]]
  it('web leads, honestly: only what is known at intake', () => {
    const without = ['Prospect ID', 'Lead Number', ...afterIntake]
    expect(Math.abs(folded(...leads, without, trainLogistic).area - 0.865)).toBeLessThan(0.008)
    expect(Math.abs(folded(...leads, without, trainBoosted).area - 0.873)).toBeLessThan(0.008)
  }, 60_000)
  it('the same with what sales filled in later: a leak', () => {
    const all = folded(...leads, ['Prospect ID', 'Lead Number'], trainLogistic)
    expect(Math.abs(all.area - 0.981)).toBeLessThan(0.004)
    expect(all.lift).toBeCloseTo(2.6, 1)
  })
  it('churn: the weighted sum is no worse than trees', () => {
    const sum = folded(...telco, ['customerID'], trainLogistic)
    expect(Math.abs(sum.area - 0.845)).toBeLessThan(0.01)
    expect(Math.abs(folded(...telco, ['customerID'], trainBoosted).area - 0.838)).toBeLessThan(0.012)
  }, 60_000)
})
