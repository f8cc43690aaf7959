import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { survivorshipCriteria } from '../../../../contract/survivorship.ts'
import { choose, composeGolden } from './compose.ts'
import { type Criterion, defaultRules, type FieldRules } from './criteria.ts'
import type { GoldenField } from './fields.ts'
import { type Golden, packed, winnersOf } from './standing.ts'
import type { Picks, SaidBy } from './statements.ts'

const said = (
  recordId: string,
  at: string,
  values: SaidBy['values'],
  more: Partial<SaidBy> = {},
): SaidBy => ({
  recordId,
  source: 'web',
  sourceTrust: 50,
  happenedAt: `2026-${at}T00:00:00.000Z`,
  nth: 0,
  verified: new Set(),
  values,
  ...more,
})
const ruled = (field: GoldenField, ...order: Criterion[]): FieldRules => ({
  ...defaultRules,
  [field]: order,
})
const workshop = said(
  'workshop',
  '10-03',
  { address: '滨江区江虹路 8 号' },
  { source: 'dms', sourceTrust: 90 },
)
const website = said('website', '11-14', { address: '滨江区江红路 8 号' })

describe('欧阳思远’s address', () => {
  it('is what was said last', () =>
    expect(composeGolden([workshop, website], defaultRules).values.address).toBe('滨江区江红路 8 号'))
  it('is the workshop’s when the workshop is trusted more', () => {
    const { values, losing, origins } = composeGolden(
      [workshop, website],
      ruled('address', 'trust', 'recent'),
    )
    expect(values.address).toBe('滨江区江虹路 8 号')
    expect(origins.address?.record).toBe('workshop')
    expect(losing.address?.map((one) => one.recordId)).toEqual(['website'])
  })
  it('is the one somebody made sure of', () => {
    const sure = { ...workshop, verified: new Set(['address'] as const) }
    expect(composeGolden([website, sure], ruled('address', 'verified', 'recent')).values.address).toBe(
      '滨江区江虹路 8 号',
    )
  })
  it('is the fuller one before the later one: a district is no street', () => {
    const district = said('call', '11-20', { address: '上城区' })
    expect(composeGolden([district, workshop], ruled('address', 'complete', 'recent')).values.address).toBe(
      '滨江区江虹路 8 号',
    )
  })
  it('is the one somebody picked, until that record is gone', () => {
    const picks: Picks = { address: { recordId: 'workshop', by: '顾思齐', at: '2026-11-20T00:00:00.000Z' } }
    const { values, origins } = composeGolden([workshop, website], defaultRules, picks)
    expect(values.address).toBe('滨江区江虹路 8 号')
    expect(origins.address?.pick).toBe('顾思齐')
    expect(composeGolden([website], defaultRules, picks).values.address).toBe('滨江区江红路 8 号')
  })
})

describe('a name', () => {
  it('is the whole one, not the later 王先生, and never the nameless one', () => {
    const whole = said('a', '01-01', { name: '王伟' })
    const later = said('b', '03-01', { name: '王先生' })
    const nobody = said('c', '05-01', { name: '匿名' })
    expect(composeGolden([nobody, later, whole], defaultRules).values.name).toBe('王伟')
    expect(composeGolden([nobody, later], defaultRules).values.name).toBe('王先生')
  })
  it('typed in by hand overrules a fuller one from before, not one from after', () => {
    const before = said('a', '01-01', { name: '王伟' })
    const at = '2026-03-01T00:00:00.000Z'
    const byHand = said(
      'b',
      '03-01',
      { name: '王先生' },
      { forced: { at, fields: new Set(['name']) }, by: '顾' },
    )
    const after = said('c', '05-01', { name: '王薇' })
    expect(composeGolden([before, byHand], defaultRules).values.name).toBe('王先生')
    expect(composeGolden([before, byHand, after], defaultRules).values.name).toBe('王薇')
  })
})

const one: fc.Arbitrary<SaidBy> = fc.record({
  recordId: fc.uuid(),
  source: fc.constantFrom('web', 'dms', 'by-hand'),
  sourceTrust: fc.constantFrom(20, 50, 90),
  happenedAt: fc.integer({ min: 1, max: 9 }).map((day) => `2026-01-0${day}T00:00:00.000Z`),
  nth: fc.constant(0),
  verified: fc.subarray(['phone', 'name']).map((fields) => new Set(fields as GoldenField[])),
  values: fc.record(
    {
      name: fc.constantFrom('王伟', '王先生', '匿名', '王薇'),
      phone: fc.constantFrom('+8613800000001', '+8613800000002'),
      address: fc.constantFrom('江虹路 8 号', '滨江区'),
    },
    { requiredKeys: ['name'] },
  ),
  forced: fc.option(
    fc.integer({ min: 5, max: 9 }).map((day) => ({
      at: `2026-01-0${day}T00:00:00.000Z`,
      fields: new Set(['phone', 'name'] as GoldenField[]),
    })),
    { nil: undefined, freq: 4 },
  ),
})
const history = fc
  .uniqueArray(one, { selector: ({ recordId }) => recordId, minLength: 1, maxLength: 7 })
  .map((all) => all.map((each, at) => ({ ...each, nth: at + 1 })))
const order = fc.shuffledSubarray([...survivorshipCriteria], { minLength: 1 })
const anyRules: fc.Arbitrary<FieldRules> = fc
  .record({ name: order, phone: order, address: order })
  .map((rules) => ({ ...defaultRules, ...rules }))

describe('any history under any rules', () => {
  it('composes the same in whatever order it is read', () =>
    fc.assert(
      fc.property(history, anyRules, (all, rules) => {
        const shuffled = [...all].reverse()
        expect(composeGolden(shuffled, rules)).toEqual(composeGolden(all, rules))
      }),
    ))
  it('does not change when a record that wins nothing and overrules nothing is taken away', () =>
    fc.assert(
      fc.property(history, anyRules, (all, rules) => {
        const { values, origins } = choose(all, rules)
        const winners = new Set(Object.values(origins).map((origin) => origin.record))
        for (const lost of all.filter(({ recordId, forced }) => !winners.has(recordId) && !forced))
          expect(
            choose(
              all.filter((each) => each !== lost),
              rules,
            ),
          ).toMatchObject({ values, origins })
      }),
    ))
  it('is told by its winners alone when the next one arrives, under the rules everybody starts with', () =>
    fc.assert(
      fc.property(history, (drawn) => {
        // What overrules does so when it arrives, after everything that was said by then.
        const all = drawn.map((each, at) => ({
          ...each,
          forced: each.forced && { ...each.forced, at: `2026-01-1${at}T00:00:00.000Z` },
        }))
        let golden: Golden | undefined
        for (const next of all) {
          const grown = choose([...(golden ? winnersOf(golden) : []), next], defaultRules)
          const origins = packed(golden?.origins ?? {}, grown.origins, grown.values) ?? golden!.origins
          golden = { values: grown.values, origins, seenAt: new Date(0) }
        }
        const whole = choose(all, defaultRules)
        expect(golden!.values).toEqual(whole.values)
        expect(golden!.origins).toEqual(packed({}, whole.origins, whole.values))
      }),
      { numRuns: 400 },
    ))
})
