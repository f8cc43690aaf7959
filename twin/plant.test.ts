import { describe, expect, test } from 'vitest'
import { DAY } from './calendar.ts'
import { countLines } from './counts.ts'
import { leadsOf } from './funnel.ts'
import { writeGb18030 } from './gb18030.ts'
import { prepareWorld } from './index.ts'
import { describePerson } from './people.ts'
import { Draw, Scramble, Weighted } from './prng.ts'

const world = prepareWorld({ seed: 7, dealers: 396, customers: 30_000, months: 24, until: '2026-11-22' })

describe('the planted truth can be found again', () => {
  test('the funnel has the shape it is meant to have', () => {
    const seen = {
      leads: 0,
      repeats: 0,
      dispatched: 0,
      inTime: 0,
      visits: 0,
      drives: 0,
      orders: 0,
      lost: 0,
      givenUp: 0,
    }
    for (let slot = 0; slot < world.strangers; slot += 3) {
      for (const { enquiry, funnel } of leadsOf(world, slot)) {
        if (enquiry.at >= world.freshDay * DAY) continue
        seen.leads++
        if (enquiry.touch > 0) seen.repeats++
        if (funnel.dispatchedAt >= 0) seen.dispatched++
        if (funnel.feedbackAt >= 0 && funnel.feedbackAt - funnel.dispatchedAt <= 7 * DAY) seen.inTime++
        if (funnel.visitAt >= 0) seen.visits++
        if (funnel.testDriveAt >= 0) seen.drives++
        if (funnel.orderAt >= 0) seen.orders++
        if (funnel.lostAt >= 0) seen.lost++
        if (funnel.givenUp) seen.givenUp++
      }
    }
    expect(seen.leads * 3).toBeGreaterThan(45_000)
    expect(seen.leads * 3).toBeLessThan(60_000)
    expect(seen.repeats / seen.leads).toBeCloseTo(0.15, 1)
    expect(Math.abs(seen.dispatched / seen.leads - 0.92)).toBeLessThan(0.02)
    expect(Math.abs(seen.inTime / seen.dispatched - 0.95)).toBeLessThan(0.02)
    expect(Math.abs(seen.visits / seen.leads - 0.45)).toBeLessThan(0.03)
    expect(Math.abs(seen.drives / seen.visits - 0.6)).toBeLessThan(0.03)
    expect(Math.abs(seen.orders / seen.drives - 0.46)).toBeLessThan(0.04)
    expect(Math.abs(seen.givenUp / seen.lost - 0.34)).toBeLessThan(0.04)
  })

  test('a campaign with a lift of 20 % shows it in the daily counts, one without shows none', () => {
    const lift = (name: string) => liftOf(world.campaigns.findIndex((campaign) => campaign.name === name))
    expect(Math.abs(lift('华东春季团购') - 0.2)).toBeLessThan(0.03)
    expect(Math.abs(lift('西南越野季') - 0.2)).toBeLessThan(0.05)
    expect(Math.abs(lift('华北弹窗广告'))).toBeLessThan(0.05)
  })

  test('two people never share a telephone unless it is planted', () => {
    const phones = new Set<string>()
    for (let index = 0; index < 20_000; index++) phones.add(describePerson(world, index).phone)
    expect(phones.size).toBe(20_000)
  })
})

/** Growth of the region's dealers over the weeks before, against the growth of the brand's other regions. */
function liftOf(index: number): number {
  const campaign = world.campaigns[index]
  if (campaign === undefined) throw new Error('no such campaign')
  const length = campaign.toDay - campaign.fromDay + 1
  const reached = new Map(
    world.dealers
      .filter((dealer) => dealer.brands.includes(campaign.brand))
      .map((dealer) => [dealer.code, world.cities[dealer.cityIndex]?.regionIndex === campaign.regionIndex]),
  )
  const mean = (from: number, inside: boolean) => {
    let visits = 0
    let reports = 0
    for (let day = from; day < from + length; day++) {
      for (const line of countLines(world, day).split('\n')) {
        const [, code = '', count] = line.split(',')
        if (reached.get(code) !== inside) continue
        visits += Number(count)
        reports++
      }
    }
    return visits / reports
  }
  const before = campaign.fromDay - length
  const own = mean(campaign.fromDay, true) / mean(before, true)
  return own / (mean(campaign.fromDay, false) / mean(before, false)) - 1
}

describe('the dice', () => {
  test('a scramble is a bijection, also below a limit', () => {
    const scramble = new Scramble(7, 1)
    const values = new Set(Array.from({ length: 5000 }, (_, at) => scramble.below(at, 4_200_000_000)))
    expect(values.size).toBe(5000)
    expect(Math.max(...values)).toBeLessThan(4_200_000_000)
  })

  test('weights and means come out', () => {
    const draw = new Draw(1, 2, 3)
    const table = new Weighted([1, 0, 3])
    const counts = [0, 0, 0]
    for (let count = 0; count < 20_000; count++) counts[table.draw(draw)]!++
    expect(counts[1]).toBe(0)
    expect(counts[2]! / counts[0]!).toBeCloseTo(3, 0)
    let sum = 0
    for (let count = 0; count < 20_000; count++) sum += draw.poisson(4)
    expect(sum / 20_000).toBeCloseTo(4, 1)
  })

  test('what is encoded as GB18030 is decoded to itself', () => {
    const text = '姓名,张伟·买买提　１３８ Ａ🚗𬱖喆€'
    const target = Buffer.alloc(text.length * 3)
    const length = writeGb18030(text, target, 0)
    expect(new TextDecoder('gb18030').decode(target.subarray(0, length))).toBe(text)
  })
})
