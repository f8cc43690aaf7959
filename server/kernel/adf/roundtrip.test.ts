import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { outOfOrder } from './fixtures/dtd.ts'
import { prospects, withoutRaw } from './fixtures/prospects.ts'
import { parseAdf, serializeAdf } from './index.ts'

const canonical = readFileSync(new URL('fixtures/canonical.adf', import.meta.url))

describe('writing what was read', () => {
  it('returns the same prospects for any it can express', () => {
    fc.assert(
      fc.property(prospects, (written) => {
        const { prospects: read, repairs, reason } = parseAdf(serializeAdf(written))
        expect(reason).toBeUndefined()
        expect(read.map(withoutRaw)).toEqual(written.map(withoutRaw))
        expect(repairs.filter((repair) => repair !== 'missing-vehicle')).toEqual([])
      }),
      { numRuns: 300 },
    )
  })

  it('keeps the element order and the required elements of the DTD', () => {
    fc.assert(
      fc.property(prospects, (written) => {
        expect(outOfOrder(serializeAdf(written))).toEqual([])
      }),
      { numRuns: 200 },
    )
    for (const name of ['several.adf', 'tag-soup.txt', 'html-escaped.txt']) {
      const { prospects: read } = parseAdf(readFileSync(new URL(`fixtures/${name}`, import.meta.url)))
      expect(outOfOrder(serializeAdf(read))).toEqual([])
    }
  })
})

describe('damage', () => {
  it('survives two thousand flipped bytes and never loses the phone number silently', () => {
    let state = 20_261_122
    const random = (below: number): number => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
      return state % below
    }
    const number = canonical.indexOf('+8613800138000')
    for (let round = 0; round < 2_000; round += 1) {
      const bytes = Uint8Array.from(canonical)
      const at = random(bytes.length)
      bytes[at] = bytes[at]! ^ (1 << random(8))
      const { prospects: read, repairs, reason } = parseAdf(bytes)
      if (at >= number && at < number + 14) continue
      const found = read.some((prospect) =>
        prospect.customer.phones.some((phone) => phone.number === '+8613800138000'),
      )
      const kept = read.some((prospect) => prospect.raw.includes('13800138000'))
      expect(
        found || reason !== undefined || (kept && repairs.length + read[0]!.extra.length > 0),
        `byte ${at}`,
      ).toBe(true)
    }
  })

  it('survives arbitrary bytes and arbitrary text', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => void parseAdf(bytes)))
    const soup = fc.array(
      fc.constantFrom(
        '<adf>',
        '<prospect>',
        '</prospect>',
        '</adf>',
        '<',
        '>',
        '"',
        "'",
        '&',
        '&#x',
        '<!DOCTYPE [',
        ']>',
        '<![CDATA[',
        ']]>',
        '<!--',
        '-->',
        '<name',
        ' part=',
        '=3D"',
        '=\n',
        'x',
        '<br>',
      ),
    )
    fc.assert(
      fc.property(soup, (pieces) => void parseAdf(`<adf><prospect>${pieces.join('')}`)),
      { numRuns: 1_000 },
    )
  })
})
