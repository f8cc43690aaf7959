import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dice } from '../../../../tests/harness/dice.ts'
import { type Analytics, openAnalytics } from '../../../kernel/analytics.ts'
import { clusterAccuracy } from './accuracy.ts'
import { matchFiles } from './match-files.ts'
import { knowsKin } from './model.ts'
import { lesser, lesserSql } from './scoring.ts'

let analytics: Analytics
const folder = mkdtempSync(join(tmpdir(), 'ringroad-kin-'))
beforeAll(() => {
  analytics = openAnalytics(folder)
})
afterAll(async () => {
  await analytics.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Households of one to four who share surname, street, house and telephone; half of all people were written down `copies` times. */
function households(homes: number, copies = 2): string {
  const below = dice(11)
  const letters = 'bdfgklmnprst'
  const word = () =>
    Array.from({ length: 2 + below(2) }, () => letters[below(12)]! + 'aeiou'[below(5)]).join('')
  const [givens, surnames, streets] = [300, 900, 700].map((n) => Array.from({ length: n }, word))
  const slipped = (text: string) => {
    const at = below(text.length)
    return below(12) > 0 ? text : text.slice(0, at) + letters[below(12)] + text.slice(at + 1)
  }
  const lines = ['first_name,surname,dob,street,house_number,phone,who']
  let who = 0
  for (let home = 0; home < homes; home++) {
    const shared = [
      surnames![below(900)]!,
      `${streets![below(700)]} road`,
      String(1 + below(200)),
      String(20_000_000 + below(70_000_000)),
    ] as const
    for (let one = 1 + below(4); one > 0; one--) {
      who++
      const dob = `${1930 + below(80)}-${String(1 + below(12)).padStart(2, '0')}-${String(1 + below(28)).padStart(2, '0')}`
      const given = givens![below(300)]!
      for (let copy = below(2) * (copies - 1); copy >= 0; copy--)
        lines.push([slipped(given), slipped(shared[0]), dob, ...shared.slice(1), who].join(','))
    }
  }
  return `${lines.join('\n')}\n`
}

describe('people who live together', () => {
  it('stay people of their own, though surname, street, house and telephone are the same', async () => {
    const file = join(folder, 'households.csv')
    writeFileSync(file, households(1_500))
    const run = { analytics, database: 'matching' }
    const { model, parameters } = await matchFiles(run, [file], { truth: 'who', ignore: ['who'], at: 3 })
    expect(knowsKin(model)).toBe(true)
    const clusters = await clusterAccuracy(run, model)
    expect(clusters.precision).toBeGreaterThan(0.99)
    expect(clusters.recall).toBeGreaterThan(0.99)
    // Every second one has another record, so 1 pair in 7,500 or so; the couples are no part of it.
    const records = 1_500 * 2.5 * 1.5
    const pairs = (records * (records - 1)) / 2
    expect((parameters.prior * pairs) / (1_500 * 2.5 * 0.5)).toBeGreaterThan(0.9)
    expect((parameters.prior * pairs) / (1_500 * 2.5 * 0.5)).toBeLessThan(1.1)
    expect(parameters.m.first_name![0]).toBeGreaterThan(0.8)
    expect(parameters.kin!.u.surname![0]).toBeGreaterThan(0.8)
    expect(parameters.kin!.prior).toBeGreaterThan(parameters.prior)
  })

  it('are nobody twice in a file where everybody stands once', async () => {
    const file = join(folder, 'once.csv')
    writeFileSync(file, households(1_500, 1))
    const run = { analytics, database: 'matching' }
    await matchFiles(run, [file], { truth: 'who', ignore: ['who'], at: 3 })
    const [joined] = await analytics.rows<{ n: number }>('select count() as n from matching.labels')
    expect(joined!.n).toBeLessThan(15)
  })

  it('are found though half of them stand there twenty times', async () => {
    const file = join(folder, 'often.csv')
    writeFileSync(file, households(200, 20))
    const run = { analytics, database: 'matching' }
    const { model } = await matchFiles(run, [file], { truth: 'who', ignore: ['who'], at: 3 })
    const clusters = await clusterAccuracy(run, model)
    expect(clusters.precision).toBeGreaterThan(0.97)
    expect(clusters.recall).toBeGreaterThan(0.99)
  })

  it('are not looked for where nothing but the name is of a person alone', async () => {
    const below = dice(3)
    const sign = () => String.fromCodePoint(0x4e00 + below(600))
    const lines = ['姓名,手机,城市,who']
    for (let who = 0; who < 4_000; who++) {
      const [name, phone, city] = [
        sign() + sign() + sign(),
        `139${10_000_000 + below(89_999_999)}`,
        `城${below(40)}`,
      ]
      lines.push([name, phone, city, who].join(','))
      // Every tenth once more, with one digit of the number wrong.
      if (who % 10 === 0)
        lines.push(
          [name, `${phone.slice(0, 6)}${(+phone[6]! + 1) % 10}${phone.slice(7)}`, city, who].join(','),
        )
    }
    const file = join(folder, 'slips.csv')
    writeFileSync(file, `${lines.join('\n')}\n`)
    const run = { analytics, database: 'matching' }
    const { model } = await matchFiles(run, [file], { truth: 'who', ignore: ['who'], at: 3 })
    expect(knowsKin(model)).toBe(true)
    const clusters = await clusterAccuracy(run, model)
    expect(clusters.precision).toBeGreaterThan(0.99)
    expect(clusters.recall).toBeGreaterThan(0.99)
  })

  it('lower a weight as much in SQL as in TypeScript', async () => {
    const pairs = fc.sample(fc.tuple(fc.integer({ min: -40, max: 90 }), fc.integer({ min: -40, max: 90 })), {
      numRuns: 50,
      seed: 3,
    })
    const [row] = await analytics.rows<{ made: number[] }>(
      `select [${pairs.map(([a, b]) => lesserSql(String(a), String(b))).join(', ')}] as made`,
    )
    for (const [at, [a, b]] of pairs.entries()) {
      expect(row!.made[at]).toBeCloseTo(lesser(a, b), 9)
      expect(lesser(a, b)).toBeLessThanOrEqual(Math.min(a, b))
    }
    expect(lesser(7, Number.POSITIVE_INFINITY)).toBe(7)
  })
})
