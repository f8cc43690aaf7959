import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readAnalysis, readAnalysisRows } from '../../../../../contract/analyses.ts'
import { openWorld, type World } from '../../../../../tests/harness/world.ts'
import { dayText } from '../../../../../twin/calendar.ts'
import { countLines } from '../../../../../twin/counts.ts'
import { prepareWorld } from '../../../../../twin/index.ts'
import { refreshFacts } from '../../facts/refresh.ts'
import { seeded } from '../../models/numbers/random.ts'
import { baselineDays } from './flights.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
  await world.as('system', refreshFacts)
})
afterAll(() => world.close())

const stamp = { updated_at: '2026-11-22 00:00:00', loaded_at: '2026-11-22 00:00:00' }
const put = (fact: string, rows: Record<string, unknown>[]) =>
  world.runtime.analytics.insert(
    `insights.${fact}`,
    rows.map((row) => ({ ...stamp, ...row })),
  )
const ask = async (name: string, query: Record<string, unknown>) =>
  (await world.call('meng', readAnalysis, { params: { name }, query })).body

/**
 * 50 dealers of which 30 open the website in July 2026; every dealer sells ten cars before and eleven after, to people
 * known before and to new ones. Of what the website sells, `moved` would have been sold in the showroom.
 */
async function plant(source: string, moved: number, seed: number): Promise<string> {
  const random = seeded(seed)
  const brandId = randomUUID()
  const rows: Record<string, unknown>[] = []
  const sell = (dealerId: string, on: string, from: string, customerId: string = randomUUID()) =>
    rows.push({
      id: randomUUID(),
      customer_id: customerId,
      brand_id: brandId,
      dealer_id: dealerId,
      source: from,
      price_fen: 19_000_000 + Math.round(2_000_000 * random()),
      delivered_on: on,
      delivered_at: `${on} 04:00:00`,
    })
  for (let dealer = 0; dealer < 50; dealer++) {
    const dealerId = randomUUID()
    const known = Array.from({ length: 12 }, () => randomUUID())
    for (const customerId of known) sell(dealerId, '2025-06-01', 'walk-in', customerId)
    for (let car = 0; car < 20; car++) sell(dealerId, '2026-03-15', 'walk-in', known[car < 10 ? car : 12])
    const online = dealer < 30 ? 8 : 0
    for (let car = 0; car < online; car++) sell(dealerId, '2026-08-15', source, known[car % 2 ? car : 12])
    const left = 22 - Math.round(online * moved)
    for (let car = 0; car < left; car++)
      sell(dealerId, '2026-09-15', 'walk-in', known[car % 2 && car < 20 ? car % 12 : 12])
  }
  await put('delivery', rows)
  return brandId
}

describe('new revenue or channel shift, planted', () => {
  const period = { from: '2026-06-01', to: '2026-11-22' }
  const shareOf = async (moved: number, seed: number) => {
    const brand = await plant('website', moved, seed)
    const { figures, rows, says } = await ask('channel-shift', { ...period, brand: [brand] })
    expect(rows.map((row) => row.customers)).toEqual(['existing', 'new', 'all'])
    expect(says!.zh).toContain('新增')
    return figures.find(({ key }) => key === 'share')!
  }
  it('all of it moved: about nothing is new', async () => {
    const { value, low, high } = await shareOf(1, 1)
    expect(Math.abs(value!)).toBeLessThan(0.1)
    expect([low! < 0.05, high! > -0.05]).toEqual([true, true])
  })
  it('half of it moved: about half is new', async () => {
    expect(Math.abs((await shareOf(0.5, 2)).value! - 0.5)).toBeLessThan(0.1)
  })
  it('says so where too few dealers sold through it', async () => {
    const { rows, empty } = await ask('channel-shift', { ...period, with: ['channel:auto-show'] })
    expect(rows).toEqual([])
    expect(empty!.en).toContain('are needed')
  })
})

describe('the twin’s media lift, from the daily counts it writes', () => {
  const twin = prepareWorld({ seed: 7, dealers: 396, customers: 300, months: 24, until: '2026-11-22' })
  const ids = new Map<string, string>()
  const idOf = (name: string) => ids.get(name) ?? ids.set(name, randomUUID()).get(name)!
  const nameOf = (brand: string, region: number) => `${brand} ${region}`
  const planted = twin.campaigns.filter(({ name }) => ['华东春季团购', '华北弹窗广告'].includes(name))
  const unreported = new Map<string, number>()

  beforeAll(async () => {
    await put(
      'campaign',
      twin.campaigns.map((campaign) => ({
        id: idOf(campaign.code),
        brand_id: idOf(campaign.brand),
        medium: campaign.medium,
        region_id: campaign.regionIndex < 0 ? null : idOf(nameOf(campaign.brand, campaign.regionIndex)),
        budget_fen: 1,
        starts_on: dayText(campaign.fromDay),
        ends_on: dayText(campaign.toDay),
      })),
    )
    await put(
      'name',
      twin.campaigns.map(({ code, name }) => ({ id: idOf(code), kind: 'campaign', code, name })),
    )
    const dealers = new Map(twin.dealers.map((dealer) => [dealer.code, dealer]))
    for (const { fromDay, toDay, brand, regionIndex, code } of planted) {
      const rows: Record<string, unknown>[] = []
      for (let day = fromDay - baselineDays; day <= toDay; day++) {
        const reported = new Set<string>()
        for (const line of countLines(twin, day).trim().split('\n')) {
          const [on, dealerCode = '', visits, calls] = line.split(',')
          const dealer = dealers.get(dealerCode)!
          if (!dealer.brands.includes(brand)) continue
          reported.add(dealerCode)
          const region = twin.cities[dealer.cityIndex]!.regionIndex
          rows.push({
            id: randomUUID(),
            dealer_id: idOf(dealerCode),
            region_id: idOf(nameOf(brand, region)),
            brand_id: idOf(brand),
            day: on,
            showroom_visits: Number(visits),
            phone_enquiries: Number(calls),
            late: false,
          })
        }
        if (day >= fromDay)
          for (const [dealerCode, dealer] of dealers)
            if (
              dealer.brands.includes(brand) &&
              twin.cities[dealer.cityIndex]!.regionIndex === regionIndex &&
              !reported.has(dealerCode)
            )
              unreported.set(code, (unreported.get(code) ?? 0) + 1)
      }
      await put('daily_count', rows)
    }
  }, 60_000)

  const effectOf = async (name: string, measure: string) => {
    const campaign = planted.find((one) => one.name === name)!
    const period = { from: dayText(campaign.fromDay), to: dayText(campaign.toDay) }
    return ask('media-effect', { ...period, campaign: [idOf(campaign.code)], with: [`measure:${measure}`] })
  }
  it.each(['visits', 'calls'])('a lift of a fifth comes back within 5 points: %s', async (measure) => {
    const { figures, rows } = await effectOf('华东春季团购', measure)
    const lift = figures.find(({ key }) => key === 'lift')!
    expect(Math.abs(lift.value! - 0.2)).toBeLessThan(0.05)
    expect(lift.low!).toBeGreaterThan(0)
    expect(rows).toHaveLength(baselineDays + planted[0]!.toDay - planted[0]!.fromDay + 1)
  })
  it('a campaign without effect is not given one', async () => {
    const { figures, says } = await effectOf('华北弹窗广告', 'visits')
    const lift = figures.find(({ key }) => key === 'lift')!
    expect(Math.abs(lift.value!)).toBeLessThan(0.05)
    expect(says!.zh).toContain('华北弹窗广告')
  })
  it('lists the reports that did not come, and opens the dealers', async () => {
    const { code, fromDay, toDay } = planted[0]!
    const { notes } = await effectOf(planted[0]!.name, 'visits')
    expect(notes.some(({ en }) => en.includes(`${unreported.get(code)} reports are missing`))).toBe(true)
    const period = { from: dayText(fromDay), to: dayText(toDay) }
    const query = { ...period, row: [`campaign:${idOf(code)}`], limit: 200 }
    const { items } = (
      await world.call('meng', readAnalysisRows, { params: { name: 'media-effect' }, query })
    ).body
    expect(items.reduce((sum, { cells }) => sum + Number(cells.missingInFlight), 0)).toBe(
      unreported.get(code),
    )
  })
  it('without one chosen, has a row for each campaign of the period', async () => {
    const { fromDay, toDay, code } = planted[0]!
    const { rows } = await ask('media-effect', { from: dayText(fromDay), to: dayText(toDay) })
    expect(rows.length).toBeGreaterThan(1)
    expect(Math.abs(Number(rows.find((row) => row.campaign === idOf(code))!.lift) - 0.2)).toBeLessThan(0.05)
    expect(rows.find((row) => row.basis === 'none')).toMatchObject({ lift: null })
  })
})
