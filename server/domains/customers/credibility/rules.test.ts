import { describe, expect, it } from 'vitest'
import { againstOthers, cellsOf, checksOf, isStopGap } from './checking.ts'
import { ageOn } from './person.ts'
import { type Evidence, fieldsIn, judge, scoreOf, together, valuesOf } from './rules.ts'
import { estimate, priorOf } from './shrinking.ts'

const nowhere = { dealerPhones: new Set<string>(), shared: new Set<string>() }
const evidence: Evidence = {
  step: 'lead',
  kind: 'person',
  filled: ['name', 'phone', 'divisionCode'],
  checks: { phone: null },
  against: {},
  verified: false,
  bounced: false,
  claimed: false,
  heard: null,
}

describe('the score of a record', () => {
  it('is the weighted mean of what can be judged: a whole enquiry nobody called back has 40 of 50', () => {
    expect(scoreOf(judge(evidence))).toBe(80)
  })
  it('is 100 when a call reached the person on that number', () => {
    expect(scoreOf(judge({ ...evidence, verified: true }))).toBe(100)
  })
  it('falls to 13 of 50 for 王先生 with 13800000000 and no place', () => {
    const one = judge({ ...evidence, filled: ['phone'], checks: { phone: 'stop-gap' } })
    // Complete 1/3 of 20, checks 0 of 20, verified 0 of 10.
    expect(scoreOf(one)).toBeCloseTo((100 * (20 / 3)) / 50)
    expect(fieldsIn(one.invalid)).toEqual(['phone'])
  })
  it('counts a reported contact without a call against the record, and says nothing where no log is', () => {
    const claimed = { ...evidence, claimed: true }
    expect(scoreOf(judge({ ...claimed, heard: false }))).toBeCloseTo((100 * 40) / 70)
    // Heard: 20 more of 20, and the number has proved itself: 15 of 15.
    expect(scoreOf(judge({ ...claimed, heard: true }))).toBeCloseTo((100 * 75) / 85)
    expect(scoreOf(judge(claimed))).toBe(80)
  })
  it('knows what contradicts: half of what was compared', () => {
    const one = judge({ ...evidence, against: { birthOn: true, sex: false } })
    expect(valuesOf(one).agrees).toBe(0.5)
    expect(scoreOf(one)).toBeCloseTo((100 * 47.5) / 65)
  })
  it('asks a company for a credit code instead of an ID number', () => {
    const one = judge({
      ...evidence,
      kind: 'organisation',
      step: 'order',
      filled: ['name', 'phone', 'creditCode'],
    })
    expect(valuesOf(one).complete).toBe(0.75)
  })
})

describe('a person of several records', () => {
  it('has a right number when one record has one, and what any of them said', () => {
    const bad = judge({ ...evidence, filled: ['phone'], checks: { phone: 'stop-gap' } })
    const good = judge({ ...evidence, verified: true })
    expect(scoreOf(together([bad, good]))).toBe(100)
    expect(scoreOf(together([good, bad]))).toBe(100)
  })
  it('is not called wrong-numbered once somebody has reached them', () => {
    const bounced = judge({ ...evidence, bounced: true })
    expect(valuesOf(together([bounced])).bounce).toBe(0)
    expect(valuesOf(together([bounced, judge({ ...evidence, verified: true })])).bounce).toBe(1)
  })
})

describe('checks', () => {
  it('tells stop-gaps from numbers', () => {
    for (const one of [
      '+8613800000000',
      '+8613800138000',
      '+8618888888888',
      '+8613912345678',
      '+8613666666666',
    ])
      expect([one, isStopGap(one)]).toEqual([one, true])
    for (const one of ['+8613857112233', '+8613800138001', '+865718821000'])
      expect([one, isStopGap(one)]).toEqual([one, false])
  })
  it('finds the ID number that intake left out, and the birthday that is not the one in it', () => {
    const file = (row: object) => cellsOf({ ...row, 手机: '13800000000' })
    const reading = checksOf(file({ 身份证号: '330106199003070026', 生日: '1990/3/7' }), {}, nowhere)
    expect(reading).toEqual({ residentId: 'checksum' })
    // 330106 19900307 002 and its check character, 2: a woman born on 7 March 1990.
    const right = { 身份证号: '330106199003070022', 生日: '1990/7/3', 性别: '女' }
    expect(checksOf(file(right), { phone: '+8613800000000' }, nowhere)).toEqual({
      residentId: null,
      birthOn: 'against-id',
      sex: null,
      phone: 'stop-gap',
    })
    expect(checksOf(cellsOf({ 身份证号: '3301**********0022' }), {}, nowhere)).toEqual({})
  })
  it('finds a dealer’s own number and one that many share', () => {
    const around = { dealerPhones: new Set(['+8657188210001']), shared: new Set(['+8613700000077']) }
    expect(checksOf([], { phone: '+8657188210001' }, around)).toEqual({ phone: 'dealer' })
    expect(checksOf([], { phone: '+8613700000077' }, around)).toEqual({ phone: 'shared' })
  })
  it('does not take a province for a VIN', () => {
    expect(checksOf(cellsOf({ province: '浙江', vin: 'LSVAA' }), {}, nowhere)).toEqual({ vin: 'invalid' })
    expect(checksOf(cellsOf({ province: '浙江' }), {}, nowhere)).toEqual({})
  })
  it('compares only what does not change', () => {
    const said = { birthOn: '1990-03-07', sex: 'female', address: '网商路 1 号' }
    expect(againstOthers(said, [{ birthOn: '1990-03-07', sex: 'male', address: '江南大道 2 号' }])).toEqual({
      birthOn: false,
      sex: true,
    })
    expect(againstOthers(said, [{}])).toEqual({})
  })
  it('counts whole years on a Chinese day', () => {
    expect(ageOn('1990-11-22', new Date('2026-11-21T15:59:00Z'))).toBe(35)
    expect(ageOn('1990-11-22', new Date('2026-11-21T16:00:00Z'))).toBe(36)
  })
})

describe('shrinking', () => {
  // Scores 80, 90 | 40, 50 | 60: by hand N 5, k 3, mean 64, SSW 50 + 50 + 0, within 50;
  // SSB 2*85^2 + 2*45^2 + 60^2 - 320^2/5 = 1620, sum n^2 / N = 9/5; between (1620 - 100) / 3.2 = 475.
  const groups = [
    { records: 2, score: 170, squares: 14_500 },
    { records: 2, score: 90, squares: 4_100 },
    { records: 1, score: 60, squares: 3_600 },
  ]
  it('estimates the network by the method of moments', () => {
    const prior = priorOf(groups)
    expect(prior.mean).toBe(64)
    expect(prior.within).toBeCloseTo(50)
    expect(prior.between).toBeCloseTo(475)
  })
  it('draws few records to the network and leaves many alone', () => {
    const prior = { mean: 64, within: 50, between: 475 }
    // B = 25 / (25 + 475) = 0.05: 0.05 * 64 + 0.95 * 85 = 83.95 ± 1.96 * sqrt(0.95 * 25).
    const two = estimate(groups[0]!, prior)
    expect(two.score).toBeCloseTo(83.95)
    expect(two.high - two.low).toBeCloseTo(2 * 1.96 * Math.sqrt(23.75))
    const one = estimate({ records: 1, score: 0, squares: 0 }, prior)
    const many = estimate({ records: 300, score: 0, squares: 0 }, prior)
    expect(one.score).toBeGreaterThan(many.score)
    expect(many.score).toBeLessThan(0.03)
  })
  it('gives everybody the mean when groups do not differ', () => {
    expect(
      estimate({ records: 4, score: 400, squares: 40_000 }, { mean: 70, within: 100, between: 0 }),
    ).toMatchObject({
      score: 70,
      low: 70 - 1.96 * 5,
    })
  })
})
