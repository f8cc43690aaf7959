import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { saveHolidays } from '../../../../contract/dealers.ts'
import { previewClock, readPolicy, savePolicy } from '../../../../contract/dispatch.ts'
import { type ClockPolicy, defaultPolicy } from '../../../../contract/policy.ts'
import { castId } from '../../../../tests/harness/cast.ts'
import { checksums } from '../../../../tests/harness/untouched.ts'
import { openWorld, type World } from '../../../../tests/harness/world.ts'
import { makeLead } from '../../../../tests/routes/leads.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const params = { id: castId('HL') }
const clock: ClockPolicy = {
  ...defaultPolicy.clock,
  mode: 'working',
  remindDays: [1],
  copyDay: 2,
  breachDay: 3,
}
const preview = (some: Partial<ClockPolicy>, zone = 'Asia/Shanghai', at = '2026-09-30T08:00:00.000Z') =>
  world.call('meng', previewClock, { params, body: { clock: { ...clock, ...some }, zone, at } })
const save = async (some: Partial<ClockPolicy>) => {
  const { body } = await world.call('meng', readPolicy, { params })
  return world.call('meng', savePolicy, {
    params,
    body: { policy: { ...body.policy, clock: { ...clock, ...some } }, version: body.version },
  })
}

describe('a clock before it is saved', () => {
  it('refuses, field by field, what could not be saved either', async () => {
    const fields = async (some: Partial<ClockPolicy>, zone?: string) =>
      (await preview(some, zone)).problem?.errors?.map((error) => error.field)
    const shut = Array.from({ length: 7 }, () => null)
    expect(await fields({ copyDay: 3 })).toEqual(['clock.copyDay'])
    expect(await fields({ week: shut })).toEqual(['clock.week'])
    expect(await fields({ opensHour: 18, closesHour: 9 })).toEqual(['clock.closesHour'])
    expect(await fields({}, 'Asia/Beijing')).toEqual(['zone'])
    expect((await save({ week: shut })).problem?.errors?.map((error) => error.field)).toEqual([
      'policy.clock.week',
    ])
  })
  it('says when a lead would be due over the national holiday, in the zone of the dealer, and writes nothing', async () => {
    const items = ['01', '02', '05', '06', '07'].map((day) => ({
      day: `2026-10-${day}`,
      working: false,
      name: '国庆节',
    }))
    await world.call('meng', saveHolidays, {
      body: { year: 2026, items: [...items, { day: '2026-10-10', working: true, name: '国庆节调休' }] },
    })
    const before = await checksums(world)
    const { body } = await preview({})
    // Wednesday 16:00; counted on: Thursday 8, Friday 9, the made-up Saturday 10.
    expect(body.dueAt).toBe('2026-10-10T08:00:00.000Z')
    expect(body.marks.map((mark) => `${mark.kind} ${mark.at}`)).toEqual([
      'remind 2026-10-08T08:00:00.000Z',
      'copy 2026-10-09T08:00:00.000Z',
      'breach 2026-10-10T08:00:00.000Z',
    ])
    expect(body.exceptions.map((one) => [one.day, one.working])).toEqual([
      ...items.map((one) => [one.day, false]),
      ['2026-10-10', true],
    ])
    // Ürümqi lies two hours behind: its doors close at 20:00 Beijing time.
    expect((await preview({}, 'Asia/Urumqi', '2026-09-30T11:00:00.000Z')).body.marks[0]?.at).toBe(
      '2026-10-08T11:00:00.000Z',
    )
    expect(await checksums(world)).toEqual(before)
  })
  it('of a brand out of scope reads as not there', async () => {
    const answer = await world.call('shi', previewClock, {
      params: { id: castId('HL') },
      body: { clock, zone: 'Asia/Shanghai' },
    })
    expect([403, 404]).toContain(answer.status)
  })
})

describe('a brand without rules of its own', () => {
  it('shows those it starts with, and its first save is kept for good', async () => {
    await world.sql('delete from leads.policy where brand_id = $1', [castId('XC')])
    const at = { params: { id: castId('XC') } }
    const before = (await world.call('meng', readPolicy, at)).body
    expect(before).toMatchObject({ number: 0, version: 0, policy: defaultPolicy, history: [] })
    const put = (breachDay: number) =>
      world.call('meng', savePolicy, {
        ...at,
        body: { policy: { ...defaultPolicy, clock: { ...defaultPolicy.clock, breachDay } }, version: 0 },
      })
    expect((await put(6)).body).toMatchObject({ number: 1, version: 1 })
    expect((await put(9)).status).toBe(409)
    expect((await world.call('meng', readPolicy, at)).body.history.map((one) => one.number)).toEqual([1])
  })
})

describe('a week of its own', () => {
  it('is kept, and the next dispatch follows it', async () => {
    const open = { opensHour: 8.5, closesHour: 20 }
    const week = Array.from({ length: 7 }, () => open)
    expect((await save({ week, opensHour: 8.5, closesHour: 20 })).body.policy.clock.week).toEqual(week)
    // Sunday 22 November, 10:00: with doors open every day three policy days are three days.
    world.clock.set(new Date('2026-11-22T02:00:00Z'))
    const { leadId } = await makeLead(world)
    const [lead] = await world.sql<{ due_at: Date }>('select due_at from leads.lead where id = $1', [leadId])
    expect(lead?.due_at.toISOString()).toBe('2026-11-25T02:00:00.000Z')
  })
})
