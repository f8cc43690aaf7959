import { describe, expect, it } from 'vitest'
import { bookProblems } from '../../../../contract/sales.ts'
import type { DatedLead } from '../../leads/index.ts'
import { placeOrderOf } from '../rules.ts'

const [here, there] = ['dealer-here', 'dealer-there']
const lead = (id: string, given: Partial<DatedLead> & { from: string; until?: string }): DatedLead => {
  const { from, until, ...rest } = given
  return {
    id,
    customerId: 'c',
    brandId: 'b',
    dealerId: here,
    consultantId: null,
    stage: until ? 'delivery' : 'visit',
    variantId: null,
    seriesId: null,
    capturedAt: new Date(from),
    closedAt: until ? new Date(until) : null,
    ...rest,
  }
}
const order = (on: string, isCancelled = false) => ({
  dealerId: here,
  brandId: 'b',
  orderedAt: new Date(on),
  isCancelled,
})
const place = (
  ...[given, named = [], known = [], sold = []]: [
    ReturnType<typeof order>,
    DatedLead[]?,
    DatedLead[]?,
    string[]?,
  ]
) => {
  const found = placeOrderOf(given, named, known, new Set(sold))
  return 'refusal' in found ? found.refusal : (found.lead?.id ?? 'walk-in')
}

describe('the lead of a booked order', () => {
  const named = lead('named', { from: '2026-06-01', until: '2026-06-20' })
  const older = lead('older', { from: '2026-05-01', until: '2026-12-01' })
  const newer = lead('newer', { from: '2026-05-20', until: '2026-12-01' })
  const lost = lead('lost', { from: '2026-05-01', until: '2026-06-30', stage: 'lost' })
  it('is the one it names, whenever that was', () => {
    expect(place(order('2026-08-01'), [named], [newer])).toBe('named')
  })
  it('else the newest at this dealer that had begun and not ended', () => {
    expect(place(order('2026-06-05'), [], [older, newer])).toBe('newer')
    expect(place(order('2026-05-05'), [], [older, newer])).toBe('older')
    expect(place(order('2026-06-22'), [], [named])).toBe('walk-in')
    expect(place(order('2026-06-20T23:00:00Z'), [], [named])).toBe('named')
  })
  it('never one at another dealer, and none that was lost or sold, unless the order was cancelled', () => {
    const elsewhere = { ...named, dealerId: there }
    expect(place(order('2026-06-05'), [elsewhere])).toBe('walk-in')
    expect(place(order('2026-06-05'), [lost])).toBe('walk-in')
    expect(place(order('2026-06-05'), [named], [], ['named'])).toBe('walk-in')
    expect(place(order('2026-06-05', true), [lost])).toBe('lost')
    expect(place(order('2026-06-05', true), [named], [], ['named'])).toBe('named')
  })
  it('cannot be a second open one of its buyer: it waits in the pool, or the row is refused with what to do', () => {
    const open = lead('open', { from: '2026-06-01' })
    const inPool = { ...open, dealerId: null }
    expect(place(order('2026-06-05'), [], [inPool])).toBe('walk-in')
    expect(place(order('2026-06-05'), [], [{ ...open, dealerId: there }])).toBe(bookProblems.leadElsewhere)
    expect(place(order('2026-06-05'), [], [open], ['open'])).toBe(bookProblems.leadUnfinished)
    expect(place(order('2026-01-05'), [], [open])).toBe(bookProblems.leadLater)
    expect(place(order('2026-01-05'), [], [inPool])).toBe(bookProblems.leadLater)
    expect(place(order('2026-01-05', true), [], [open])).toBe('walk-in')
  })
})
