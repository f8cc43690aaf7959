import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readResidentId, residentIdCheck } from '../../../kernel/resident-id.ts'
import { holds } from './comparing.ts'
import { featuresOf } from './features.ts'
import { inferModel, type Seen } from './inferring.ts'
import { meantBy, misreadIn } from './misread.ts'

const valid = fc
  .record({
    division: fc.constantFrom('330106', '110105', '440524', '510104'),
    day: fc.integer({ min: 0, max: 25_000 }),
    order: fc.integer({ min: 0, max: 999 }),
  })
  .map(({ division, day, order }) => {
    const born = new Date(Date.UTC(1940, 0, 1 + day)).toISOString().slice(0, 10).replaceAll('-', '')
    const first17 = `${division}${born}${String(order).padStart(3, '0')}`
    return first17 + residentIdCheck(first17)
  })
const digits = '0123456789X'
const changed = (text: string, at: number, to: string) => text.slice(0, at) + to + text.slice(at + 1)
const swapped = (text: string, at: number) => text.slice(0, at) + text[at + 1] + text[at] + text.slice(at + 2)

describe('an ID number with a slip', () => {
  it('is meant as the right one, whichever digit is wrong and whichever two neighbours changed places', () => {
    fc.assert(
      fc.property(valid, fc.nat(17), fc.nat(10), fc.nat(15), (id, at, to, swap) => {
        const slip = changed(id, at, digits[at === 17 ? to : to % 10]!)
        if (slip !== id) expect(meantBy(slip)).toContain(id)
        const turned = swapped(id, swap)
        if (turned !== id) expect(meantBy(turned)).toContain(id)
      }),
      { numRuns: 300 },
    )
  })
  it('is never a valid one: two valid numbers that differ are two people', () => {
    fc.assert(
      fc.property(valid, (id) => {
        expect(meantBy(id)).toEqual([])
        for (let at = 0; at < 18; at++)
          for (const to of at === 17 ? digits : digits.slice(0, 10))
            if (to !== id[at]) expect(readResidentId(changed(id, at, to)).ok).toBe(false)
      }),
      { numRuns: 60 },
    )
  })
  it('may have been meant as a dozen or so, all of them valid', () => {
    const meant = meantBy('330106198805020018')
    expect(meant.length).toBeGreaterThan(3)
    expect(meant.length).toBeLessThan(30)
    expect(meant.every((one) => readResidentId(one).ok)).toBe(true)
  })
  it('is read from the record as it came, under the names senders give it', () => {
    expect(misreadIn({ 客户姓名: '张伟', 身份证号: " '330106198805020018" })).toBe('330106198805020018')
    expect(misreadIn({ person: { id_no: '33010619880502001x' } })).toBe('33010619880502001X')
    expect(misreadIn({ person: { idNumber: '330106198813020017' } })).toBe('330106198813020017')
    expect(misreadIn({ 订单号: '330106198805020018', 身份证号: '3301**********0018' })).toBeNull()
    expect(misreadIn({ 身份证号: '11010519491231002X' })).toBeNull()
  })
})

describe('a column of ID numbers in a file nobody described', () => {
  const seen: Seen = {
    column: '身份证号',
    filled: 900,
    distinct: 850,
    dates: 0,
    emails: 0,
    phones: 0,
    han: 0,
    digits: 0.9,
    averageLength: 18,
  }
  const levelOf = (model: ReturnType<typeof inferModel>, a: string, b: string) => {
    const [l, r] = [a, b].map((text) => featuresOf(model.features, { 身份证号: text }))
    return model.comparisons[0]!.levels.find(({ when }) => holds(when, l!, r!))?.name
  }
  it('is compared by one wrong digit and by two neighbours that changed places', () => {
    const model = inferModel([seen], 'within')
    expect(levelOf(model, '11010519491231002X', '11010519491231002x')).toBe('same')
    expect(levelOf(model, '11010519491231002X', '11010519491231003X')).toBe('slip')
    expect(levelOf(model, '11010519491231002X', '11010519491213002X')).toBe('slip')
    expect(levelOf(model, '11010519491231002X', '440524188001010014')).toBeUndefined()
  })
  it('is compared as far as shown where some are masked', () => {
    const model = inferModel([{ ...seen, masked: 0.2 }], 'within')
    expect(levelOf(model, '11010519491231002X', '1101**********002X')).toBe('shown-alike')
    expect(levelOf(model, '11010519491231002X', '1101**********0021')).toBeUndefined()
  })
})
