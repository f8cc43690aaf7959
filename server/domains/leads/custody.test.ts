import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CustodyLine, genesis, type LinkedLine, link, verifyChain } from './custody.ts'

const line = (seq: number, more: Partial<CustodyLine> = {}): CustodyLine => ({
  leadId: 'l',
  seq,
  at: new Date(1_000 * seq),
  holder: 'pool',
  dealerId: null,
  consultantId: null,
  reason: 'captured',
  actorId: null,
  actorName: '系统',
  ...more,
})
const chain = (lines: CustodyLine[]): LinkedLine[] => {
  let previous = genesis
  return lines.map((one) => {
    const linked = link(previous, one)
    previous = linked.hash
    return linked
  })
}

describe('the custody chain', () => {
  it('is SHA-256 over the previous hash and the line, so that anybody can check it', () => {
    const text = JSON.stringify([
      'l',
      1,
      '1970-01-01T00:00:01.000Z',
      'pool',
      null,
      null,
      'captured',
      null,
      '系统',
    ])
    expect(chain([line(1)])[0]!.hash).toEqual(
      createHash('sha256').update(Buffer.alloc(32)).update(text).digest(),
    )
  })
  it('holds for every history, and for none after any field of any line was changed', () => {
    const lines = fc.array(
      fc.record({
        holder: fc.constantFrom('pool', 'dealer', 'closed'),
        dealerId: fc.option(fc.uuid()),
        reason: fc.string(),
        actorName: fc.string(),
      }),
      { minLength: 1, maxLength: 12 },
    )
    const fields = fc.constantFrom(
      'at',
      'holder',
      'dealerId',
      'consultantId',
      'reason',
      'actorId',
      'actorName',
    )
    fc.assert(
      fc.property(lines, fields, fc.nat(), (many, field, at) => {
        const links = chain(many.map((one, index) => line(index + 1, one)))
        expect(verifyChain(links)).toBeNull()
        const index = at % links.length
        const altered = links.map((one, i) =>
          i === index
            ? { ...one, [field]: field === 'at' ? new Date(one.at.getTime() + 1) : `${one[field]}!` }
            : one,
        )
        expect(verifyChain(altered)).toEqual({ seq: index + 1, fault: 'altered' })
        expect(verifyChain(links.filter((_, i) => i !== index))?.seq ?? null).toBe(
          index === links.length - 1 ? null : index + 1,
        )
      }),
      { numRuns: 2_000 },
    )
  })
  it('says when time runs back', () =>
    expect(verifyChain(chain([line(1), line(2, { at: new Date(0) })]))).toEqual({
      seq: 2,
      fault: 'time-runs-back',
    }))
})
