import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readAnalysis, readAnalysisRows } from '../../../../../contract/analyses.ts'
import { readVerdict } from '../../../../../contract/value.ts'
import { castId } from '../../../../../tests/harness/cast.ts'
import { putLead, putRepairOrder } from '../../../../../tests/harness/loop.ts'
import { openWorld, type World } from '../../../../../tests/harness/world.ts'
import { systemActor, systemScope } from '../../../../kernel/ctx.ts'
import { newId } from '../../../../kernel/ids.ts'
import { askQuestion } from '../../door.ts'
import { refreshFacts } from '../../facts/refresh.ts'
import { exponential } from '../../models/numbers/draws.ts'
import { type Random, seeded } from '../../models/numbers/random.ts'
import { lapseSpells, type Spell } from '../../questions/lapse-spells/question.ts'
import { valueJob } from '../../value/jobs.ts'
import { foretell, learnLapse } from '../../value/lapse.ts'
import { driversOf } from './lapse-drivers.ts'

let world: World
const people: string[] = []

/** Forty owners of D0001 who all came on one day; a quarter of them never again, the others twice a year. */
async function putOwners() {
  for (let at = 0; at < 40; at++) {
    const { customerId } = await putLead(world, { dealer: 'D0001', captured: '2023-10-01T02:00:00Z' })
    people.push(customerId)
    const comes = (on: string, fen = 100_000, kind?: string) =>
      putRepairOrder(world, { dealer: 'D0001', customerId, on, fen, ...(kind ? { kind } : {}) })
    await comes('2024-01-10')
    if (at < 10) await comes('2024-09-01', 0, 'recall')
    else
      for (const on of ['2024-07-10', '2025-01-10', '2025-07-10', '2026-01-10', '2026-07-10']) await comes(on)
  }
}
const valued = () =>
  valueJob.run(
    {
      jobId: newId(),
      actor: systemActor('test'),
      scope: systemScope,
      transact: (work) => world.as('system', work),
      progress: async () => {},
      shouldStop: async () => false,
    },
    {},
  )
const ask = async (who: string, name: string, query: object = {}) =>
  (await world.call(who, readAnalysis, { params: { name }, query })).body
const behind = async (who: string, name: string, query: object = {}) =>
  (await world.call(who, readAnalysisRows, { params: { name }, query })).body

beforeAll(async () => {
  world = await openWorld()
  await putOwners()
  await putLead(world, { dealer: 'D0001', captured: '2026-11-02T02:00:00Z' })
  const { id } = await putLead(world, { dealer: 'D0001', captured: '2026-11-03T02:00:00Z' })
  await world.sql(`update leads.lead set source = 'referral' where id = $1`, [id])
  await world.as('system', refreshFacts)
  await valued()
  await world.as('system', refreshFacts)
})
afterAll(() => world.close())

describe('how long owners keep coming', () => {
  it('loses the ten who never paid again when their window ends, and nobody else', async () => {
    const { rows, figures, says } = await ask('meng', 'lapse-survival', { with: ['by:all', 'window:12'] })
    const at = (month: number) => rows.find((row) => row.month === month)
    expect(at(11)).toMatchObject({ still: 1, low: 1, high: 1 })
    // 365 days are the 53rd week: the twelfth month is before it, the thirteenth after.
    expect(at(13)).toMatchObject({ still: 0.75, atRisk: 30 })
    expect(Number(at(13)!.low)).toBeLessThan(0.75)
    expect(figures.map(({ key, value }) => [key, value])).toEqual([
      ['owners', 40],
      ['lapsed', 10],
      ['returned', 0],
    ])
    expect(says!.zh).toContain('75.0%')
  })
  it('is less strict with a longer window: the lapse is known later', async () => {
    const { rows } = await ask('meng', 'lapse-survival', { with: ['by:all', 'window:24'] })
    expect(rows.find((row) => row.month === 23)!.still).toBe(1)
    expect(rows.find((row) => row.month === 25)!.still).toBe(0.75)
  })
  it('compares groups, and shows another dealer none of these owners', async () => {
    const { rows } = await ask('pei', 'lapse-survival', { with: ['by:dealer'] })
    expect(new Set(rows.map((row) => row.name))).toEqual(new Set(['杭州之江环路店']))
    const other = await ask('meng', 'lapse-survival', { with: ['by:dealer'], dealer: [castId('D0004')] })
    expect(other.rows).toEqual([])
    expect(other.empty!.en).toContain('30')
  })
})

/** Owners who pay every half year or so, and after each visit leave for good with a chance that hangs on planted drivers. */
function plantedSpells(random: Random, owners: number, leaves: (one: Spell) => number): Spell[] {
  const spells: Spell[] = []
  const yes = (share: number) => (random() < share ? 1 : 0)
  for (let owner = 0; owner < owners; owner++) {
    const fixed = { lateFirst: yes(0.3), boughtHere: yes(0.7), region: random() < 0.5 ? 'east' : 'south' }
    let extras = 0
    for (let day = Math.floor(random() * 300), visit = 0; day < 1500; visit++) {
      extras ||= yes(0.1)
      const spell: Spell = {
        ...fixed,
        extras,
        customerId: String(owner),
        on: '2024-01-01',
        days: 0,
        back: 0,
        visits: Math.min(2, visit),
        freeShare: random() * 0.3,
        years: day / 365,
        moved: yes(0.1),
        repaired: yes(0.2),
      }
      const next = random() < leaves(spell) ? 10_000 : 90 + Math.floor(80 * exponential(random))
      const days = Math.min(next, 365, 1500 - day)
      spells.push({ ...spell, days, back: next === days ? 1 : 0 })
      if (days !== next) break
      day += next
    }
  }
  return spells
}
const logistic = (x: number) => 1 / (1 + Math.exp(-x))

describe('what drives owners away', () => {
  it.each(['lateFirst', 'extras', 'repaired'] as const)(
    'ranks %s first where that was planted',
    (planted) => {
      const spells = plantedSpells(seeded(5), 1_500, (one) =>
        logistic(-2 + 1.6 * one[planted] * (planted === 'extras' ? -1 : 1)),
      )
      const { rows } = driversOf(spells, 365)!
      expect(rows[0]).toMatchObject({ rank: 1, driver: planted })
      const { ratio, ratioLow, ratioHigh, lapse, lapseWith } = rows[0] as Record<string, number>
      if (planted === 'extras') expect(ratioHigh).toBeLessThan(1)
      else expect(ratioLow).toBeGreaterThan(1)
      expect(Math.sign(ratio! - 1)).toBe(Math.sign(lapseWith! - lapse!))
    },
  )
  it('puts two planted drivers before all others, and calls those that were not planted chance', () => {
    const spells = plantedSpells(seeded(6), 2_500, (one) =>
      logistic(-2.2 + 1.5 * one.lateFirst + 1 * one.repaired),
    )
    const { rows, lapse } = driversOf(spells, 365)!
    expect(rows.slice(0, 2).map((row) => row.driver)).toEqual(['lateFirst', 'repaired'])
    for (const row of rows.slice(2)) expect([row.driver, Number(row.p) > 0.001]).toEqual([row.driver, true])
    expect(lapse.concordance).toBeGreaterThan(0.52)
  })
  it('foretells each owner: the longer silent the likelier lost, with the planted reason first', () => {
    const spells = plantedSpells(seeded(7), 2_500, (one) => logistic(-2 + 1.8 * one.lateFirst))
    const lapse = learnLapse(spells, 365)!
    const now = { ...spells[0]!, on: '2026-09-01', visits: 1, extras: 0, moved: 0, repaired: 0, lateFirst: 1 }
    const [early, late] = [60, 300].map((days) => foretell(lapse, { ...now, days }, 365))
    expect(early!.lapseReasons[0]).toMatchObject({ driver: 'lateFirst', value: 1 })
    expect(early!.lapseReasons[0]!.effect).toBeGreaterThan(0)
    expect(late!.lapseRisk!).toBeGreaterThan(early!.lapseRisk!)
    expect(early!.lapsesOn).toBe('2027-09-01')
    const loyal = foretell(lapse, { ...now, lateFirst: 0, days: 60 }, 365)
    expect(loyal.lapseRisk!).toBeLessThan(early!.lapseRisk!)
    // Of those with a late first service 45 in 100 leave after each visit, of the others 12.
    expect(foretell(lapse, { ...now, days: 0 }, 365).lapseRisk!).toBeCloseTo(0.45, 1)
    expect(foretell(lapse, { ...now, lateFirst: 0, days: 0 }, 365).lapseRisk!).toBeCloseTo(0.12, 1)
  })
  it('says what it needs where there is too little', async () => {
    const { rows, empty } = await ask('pei', 'lapse-drivers')
    expect(rows).toEqual([])
    expect(empty!.zh).toContain('200')
    expect(learnLapse([], 365)).toBeNull()
  })
})

describe('between two paid visits', () => {
  const spellsOf = async (who: string, current: boolean) =>
    (
      await world.as('meng', (ctx) =>
        askQuestion(
          ctx,
          lapseSpells,
          { from: '2026-11-22', to: '2026-11-22', asOf: ctx.now },
          { ...lapseSpells.example, current },
        ),
      )
    ).filter(({ customerId }) => customerId === who)
  it('knows of each what was known that day, by hand', async () => {
    const spells = await spellsOf(people[39]!, false)
    expect(spells.map(({ on, days, back, visits }) => [on, days, back, visits])).toEqual([
      ['2024-01-10', 182, 1, 1],
      ['2024-07-10', 184, 1, 2],
      ['2025-01-10', 181, 1, 2],
      ['2025-07-10', 184, 1, 2],
      ['2026-01-10', 181, 1, 2],
      ['2026-07-10', 135, 0, 2],
    ])
    expect(spells[1]).toMatchObject({ years: 182 / 365.25, boughtHere: 0, freeShare: 0, moved: 0 })
  })
  it('takes a recall for no paid visit: the spell goes on to the window', async () => {
    const spells = await spellsOf(people[0]!, false)
    expect(spells.map(({ on, days, back }) => [on, days, back])).toEqual([['2024-01-10', 365, 0]])
  })
  it('has one running spell an owner', async () => {
    expect(await spellsOf(people[39]!, true)).toMatchObject([{ on: '2026-07-10', days: 135, back: 0 }])
  })
})

describe('the night writes back', () => {
  it('who has lapsed and when, and leaves the chance open with forty owners', async () => {
    const gone = (await world.call('pei', readVerdict, { params: { id: people[0]! } })).body.verdict
    expect(gone).toMatchObject({ lapseState: 'lapsed', lapsesOn: '2025-01-09', lapseRisk: null })
    const stays = (await world.call('pei', readVerdict, { params: { id: people[39]! } })).body.verdict
    expect(stays).toMatchObject({ lapseState: 'too few', lapsesOn: '2027-07-10', lapseReasons: [] })
  })
})

describe('who is silent', () => {
  it('are the ten, at whatever length up to their two years, and the rows behind are they', async () => {
    const { rows, says } = await ask('meng', 'dormant', { with: ['months:24'] })
    expect(rows).toMatchObject([{ valueClass: '', customers: 10, share: 0.25 }])
    expect(says!.en).toContain('10 customers (25.0%)')
    const { items } = await behind('meng', 'dormant', { with: ['months:24'] })
    expect(new Set(items.map((row) => row.id))).toEqual(new Set(people.slice(0, 10)))
    expect(items[0]!.page).toBe('customer')
  })
  it('are candidates to win back, paged, without money for the dealer', async () => {
    const first = await behind('pei', 'win-back', { with: ['window:12'], limit: 6 })
    const second = await behind('pei', 'win-back', { with: ['window:12'], limit: 6, after: first.next })
    expect(first.items.length + second.items.length).toBe(10)
    expect(second.next).toBeNull()
    expect(JSON.stringify([first, second, await ask('pei', 'win-back')])).not.toMatch(/Fen"?:-?\d/)
  })
})

describe('coming by recommendation', () => {
  it('is one lead of two, with Wilson’s interval, and the lead behind it', async () => {
    const period = { from: '2026-11-01', to: '2026-11-22' }
    const { rows, figures } = await ask('pei', 'recommendation', period)
    expect(rows).toMatchObject([{ name: '杭州之江环路店', cases: 2, referred: 1, share: 0.5 }])
    // (0.5 + z²/4) ± z √(0.125 + z²/16), over 1 + z²/2.
    expect(figures[0]!.low).toBeCloseTo(0.0945, 3)
    expect(figures[0]!.high).toBeCloseTo(0.9055, 3)
    const { items } = await behind('pei', 'recommendation', { ...period, row: [`dealer:${rows[0]!.dealer}`] })
    expect(items).toMatchObject([{ page: 'lead' }])
    expect((await behind('pei', 'recommendation', { ...period, row: ['dealer:other'] })).items).toEqual([])
  })
})
