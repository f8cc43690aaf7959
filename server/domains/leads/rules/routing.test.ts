import { describe, expect, it } from 'vitest'
import { defaultPolicy } from '../../../../contract/policy.ts'
import { type Candidate, rank } from './routing.ts'

const HL = 'brand-hl'
const candidate = (code: string, more: Partial<Candidate> = {}): Candidate => ({
  dealerId: `id-${code}`,
  code,
  name: code,
  brandIds: [HL],
  active: true,
  km: 10,
  capacity: 100,
  load: 50,
  inTimeRate: 0.9,
  knows: false,
  ...more,
})
const lead = { brandId: HL, wantedDealerId: null, exceptDealerIds: [] as string[] }
const order = (
  candidates: Candidate[],
  more: { wantedDealerId?: string; exceptDealerIds?: string[] } = {},
  policy = defaultPolicy.routing,
) => {
  const { outcome, ranked } = rank(candidates, policy, { ...lead, ...more })
  return {
    outcome,
    codes: ranked.map((one) => `${one.code}${one.excluded ? ` ${one.excluded}` : ''}`),
    ranked,
  }
}

describe('who gets the lead', () => {
  it('the nearest of equals, with its points told apart', () => {
    const { outcome, codes, ranked } = order([candidate('B', { km: 30 }), candidate('A', { km: 6 })])
    expect(outcome).toBe('sent')
    expect(codes).toEqual(['A', 'B'])
    expect(ranked[0]).toMatchObject({
      points: { distance: 41, capacity: 10, inTime: 23, loyalty: 0 },
      total: 74,
      km: 6,
      freePercent: 50,
      inTimePercent: 90,
    })
  })
  const table: [string, Candidate[], object, string, string[]][] = [
    [
      'the prompt one before the near one, when it is much prompter',
      [candidate('NEAR', { km: 10, inTimeRate: 0 }), candidate('PROMPT', { km: 20 })],
      {},
      'sent',
      ['PROMPT', 'NEAR'],
    ],
    [
      'the one with room',
      [candidate('FULL', { load: 120 }), candidate('FREE', { load: 0 })],
      {},
      'sent',
      ['FREE', 'FULL'],
    ],
    [
      'the one that knows the person',
      [candidate('A'), candidate('Z', { knows: true })],
      {},
      'sent',
      ['Z', 'A'],
    ],
    [
      'a dealer nobody has measured is taken as good',
      [candidate('NEW', { inTimeRate: null }), candidate('BAD', { inTimeRate: 0.5 })],
      {},
      'sent',
      ['NEW', 'BAD'],
    ],
    [
      'the customer’s choice first, however far',
      [candidate('A'), candidate('FAR', { km: 500 })],
      { wantedDealerId: 'id-FAR' },
      'sent',
      ['FAR', 'A'],
    ],
    [
      'not even the customer’s choice when it may not sell the brand',
      [candidate('A'), candidate('X', { brandIds: ['other'] })],
      { wantedDealerId: 'id-X' },
      'sent',
      ['A', 'X not-authorised'],
    ],
    [
      'nobody who let the time run out',
      [candidate('A'), candidate('B', { km: 50 })],
      { exceptDealerIds: ['id-A'] },
      'sent',
      ['B', 'A breached-before'],
    ],
    ['nobody beyond the radius', [candidate('A', { km: 61 })], {}, 'no-dealer', ['A out-of-radius']],
    ['nobody switched off', [candidate('A', { active: false })], {}, 'no-dealer', ['A inactive']],
    [
      'nobody, when nobody knows where the person lives',
      [candidate('A', { km: null })],
      {},
      'no-dealer',
      ['A place-unknown'],
    ],
    [
      'the one that knows the person even so',
      [candidate('A', { km: null }), candidate('B', { km: null, knows: true })],
      {},
      'sent',
      ['B', 'A place-unknown'],
    ],
    ['the same answer every time among equals', [candidate('B'), candidate('A')], {}, 'sent', ['A', 'B']],
  ]
  it.each(table)('%s', (_, candidates, more, outcome, codes) =>
    expect(order(candidates, more)).toMatchObject({ outcome, codes }),
  )
  it('head office decides between two within the tie points, not against the customer’s choice', () => {
    const policy = { ...defaultPolicy.routing, tiePoints: 2 }
    const two = [candidate('A', { km: 10 }), candidate('B', { km: 11 })]
    expect(order(two, {}, policy).outcome).toBe('tie')
    expect(order(two, { wantedDealerId: 'id-B' }, policy).outcome).toBe('sent')
  })
  it('a dealer without capacity gets no points for it and is not refused', () =>
    expect(order([candidate('A', { capacity: 0 })]).ranked[0]).toMatchObject({
      freePercent: null,
      points: { capacity: 0 },
      excluded: null,
    }))
})
