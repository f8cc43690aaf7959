import { describe, expect, it } from 'vitest'
import { defaultPolicy, type PromisingRules, policy, promisingOf } from '../../../../contract/policy.ts'
import { noOutlook, whyPromising, withOutlook } from './promising.ts'
import { type Candidate, rank } from './routing.ts'

const rules: PromisingRules = {
  highPoints: 12,
  middlePoints: 5,
  valueClasses: ['honoured'],
  inTimeFactor: 2,
}
const said = [
  { zh: '来源', en: 'Source', points: 9 },
  { zh: '购车时间', en: 'Purchase horizon', points: 30 },
]

describe('a policy older than this', () => {
  it('is still one, and gives points for the score alone', () => {
    expect(policy.parse(defaultPolicy)).toEqual(defaultPolicy)
    expect(promisingOf(defaultPolicy.routing)).toMatchObject({ inTimeFactor: 1, valueClasses: [] })
  })
})

describe('who is promising', () => {
  it('nobody of whom nothing is foretold', () => {
    expect(whyPromising(noOutlook, rules)).toBeNull()
    expect(withOutlook(said, noOutlook, rules)).toEqual({ score: 39, reasons: said })
  })
  it.each([
    [{ band: 'low', valueClass: 'maintained' } as const, null, 39],
    [{ band: 'middle', valueClass: null } as const, null, 44],
    [{ band: 'high', valueClass: null } as const, 'chance', 51],
    [{ band: 'low', valueClass: 'honoured' } as const, 'value', 51],
    [{ band: 'high', valueClass: 'honoured' } as const, 'value', 51],
  ])('%o', (outlook, why, score) => {
    expect(whyPromising(outlook, rules)).toBe(why)
    expect(withOutlook(said, outlook, rules).score).toBe(score)
  })
  it('points of an outlook take the place of the one before, and no score passes 100', () => {
    const before = withOutlook(said, { band: 'middle', valueClass: null }, rules).reasons
    const after = withOutlook(before, { band: 'high', valueClass: null }, rules)
    expect(after.reasons.map(({ en, points }) => [en, points])).toEqual([
      ['Source', 9],
      ['Purchase horizon', 30],
      ['Likely to order', 12],
    ])
    const much = [{ zh: '', en: 'Much', points: 95 }]
    expect(withOutlook(much, { band: 'high', valueClass: null }, rules).score).toBe(100)
  })
})

describe('best hands', () => {
  const candidate = (code: string, km: number, inTimeRate: number | null): Candidate => ({
    dealerId: code,
    code,
    name: code,
    brandIds: ['HL'],
    active: true,
    km,
    capacity: 100,
    load: 50,
    inTimeRate,
    knows: false,
  })
  const near = candidate('NEAR', 10, 0.4)
  const prompt = candidate('PROMPT', 35, 1)
  const lead = { brandId: 'HL', wantedDealerId: null, exceptDealerIds: [] }
  const best = { ...defaultPolicy.routing, promising: rules }
  const ask = (routing: typeof best, promising?: 'chance' | 'value') =>
    rank([near, prompt], routing, { ...lead, ...(promising && { promising }) }).ranked

  it('off by the standard: a promising lead goes where any other goes', () => {
    const usual = { ...defaultPolicy.routing, promising: promisingOf(defaultPolicy.routing) }
    expect(ask(usual, 'chance')).toEqual(ask(usual))
  })
  it('any other lead goes to the nearer dealer, and nothing is said of emphasis', () => {
    // 45 x 50/60 + 10 + 25 x 0.4 = 38 + 10 + 10; 45 x 25/60 + 10 + 25 = 19 + 10 + 25.
    expect(ask(best).map(({ code, total }) => [code, total])).toEqual([
      ['NEAR', 58],
      ['PROMPT', 54],
    ])
    expect(ask(best)[0]).not.toHaveProperty('emphasis')
  })
  it('twice the in-time points for a promising one, and each candidate says so', () => {
    expect(
      ask(best, 'value').map(({ code, points, total, emphasis }) => [code, points.inTime, total, emphasis]),
    ).toEqual([
      ['PROMPT', 50, 79, { why: 'value', factor: 2 }],
      ['NEAR', 20, 68, { why: 'value', factor: 2 }],
    ])
  })
  it('whom the customer chose is before the best hands', () => {
    const { ranked } = rank([near, prompt], best, { ...lead, wantedDealerId: 'NEAR', promising: 'chance' })
    expect(ranked[0]!.code).toBe('NEAR')
  })
})
