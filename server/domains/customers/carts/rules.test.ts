import { describe, expect, it } from 'vitest'
import { mostCartLines } from '../../../../contract/carts.ts'
import { type Cart, type CartSaid, cartAfter, isFull } from './rules.ts'

const at = (hour: number) => new Date(Date.UTC(2026, 10, 20, hour))
const mats = { code: 'AC-01', name: '全天候脚垫', kind: 'accessory' as const, quantity: 1, priceFen: 60_000 }
const rack = { code: 'AC-02', name: '车顶行李架', kind: 'accessory' as const, quantity: 1, priceFen: 180_000 }
const said = (hour: number, items: CartSaid['items'], more: Partial<CartSaid> = {}): CartSaid => ({
  at: at(hour),
  state: 'open',
  orderedAt: null,
  whole: true,
  items,
  ...more,
})
const first = cartAfter(null, said(1, [mats, rack]))!
const inIt = (cart: Cart | null) => cart?.lines.filter((line) => !line.removedAt).map((line) => line.code)

describe('a cart', () => {
  it('that never held anything is none', () => {
    expect(cartAfter(null, said(1, []))).toBeNull()
  })
  it('told again is the same, and has not been touched', () => {
    expect(cartAfter(first, said(5, [rack, mats]))).toBeNull()
  })
  it('told late changes nothing that is known since', () => {
    const later = cartAfter(first, said(5, [mats]))!
    expect(cartAfter(later, said(3, [mats, rack]))).toBeNull()
  })
  it('keeps what was taken out, with when; put back in it is new in it', () => {
    const without = cartAfter(first, said(3, [mats]))!
    expect(inIt(without)).toEqual(['AC-01'])
    expect(without.lines.find((line) => line.code === 'AC-02')).toMatchObject({
      addedAt: at(1),
      removedAt: at(3),
    })
    const back = cartAfter(without, said(4, [mats, rack]))!
    expect(back.lines.find((line) => line.code === 'AC-02')).toMatchObject({
      addedAt: at(4),
      removedAt: null,
    })
    expect([back.beganAt, back.updatedAt, back.state]).toEqual([at(1), at(4), 'open'])
  })
  it('with nothing left in it is emptied, and may be filled again', () => {
    const empty = cartAfter(first, said(3, []))!
    expect([empty.state, inIt(empty)]).toEqual(['emptied', []])
    expect(cartAfter(empty, said(4, [mats]))!.state).toBe('open')
  })
  it('once ordered stays ordered, with what was in it though the shop has emptied it', () => {
    const ordered = cartAfter(first, said(6, [], { state: 'ordered' }))!
    expect([ordered.state, ordered.orderedAt, inIt(ordered)]).toEqual(['ordered', at(6), ['AC-01', 'AC-02']])
    expect(cartAfter(ordered, said(7, [mats]))).toBeNull()
    expect(cartAfter(ordered, said(8, [], { state: 'emptied' }))).toBeNull()
  })
  it('told by lines of a file keeps the lines that are not told', () => {
    const more = cartAfter(first, said(3, [{ ...mats, quantity: 2, addedAt: at(1) }], { whole: false }))!
    expect(inIt(more)).toEqual(['AC-01', 'AC-02'])
    expect(more.lines[0]!.quantity).toBe(2)
  })
  it('that has held too much is a program’s', () => {
    const many = Array.from({ length: mostCartLines + 1 }, (_, n) => ({ ...mats, code: `X${n}` }))
    expect(isFull(cartAfter(null, said(1, many))!)).toBe(true)
    expect(isFull(first)).toBe(false)
  })
})
