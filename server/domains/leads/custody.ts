import { createHash } from 'node:crypto'

/** One line of the custody log. The next line's `at` ends it. */
export type CustodyLine = {
  leadId: string
  seq: number
  at: Date
  holder: string
  dealerId: string | null
  consultantId: string | null
  reason: string
  actorId: string | null
  actorName: string
}
export type LinkedLine = CustodyLine & { previousHash: Buffer; hash: Buffer }

/** What the first line links to. */
export const genesis: Buffer = Buffer.alloc(32)

/** Fixed order, instants to the millisecond: the same line gives the same bytes for ever. */
const canonical = (line: CustodyLine): string =>
  JSON.stringify([
    line.leadId,
    line.seq,
    line.at.toISOString(),
    line.holder,
    line.dealerId,
    line.consultantId,
    line.reason,
    line.actorId,
    line.actorName,
  ])

export const hashOf = (previous: Buffer, line: CustodyLine): Buffer =>
  createHash('sha256').update(previous).update(canonical(line)).digest()

export const link = (previous: Buffer, line: CustodyLine): LinkedLine => ({
  ...line,
  previousHash: previous,
  hash: hashOf(previous, line),
})

export type ChainFault = { seq: number; fault: 'missing' | 'altered' | 'time-runs-back' }

/** Checks a whole chain, in order of `seq`. Null means every line is as it was written and none is missing. */
export function verifyChain(lines: readonly LinkedLine[]): ChainFault | null {
  let previous = genesis
  let before = Number.NEGATIVE_INFINITY
  for (const [index, line] of lines.entries()) {
    if (line.seq !== index + 1) return { seq: index + 1, fault: 'missing' }
    if (!line.previousHash.equals(previous) || !line.hash.equals(hashOf(previous, line)))
      return { seq: line.seq, fault: 'altered' }
    if (line.at.getTime() < before) return { seq: line.seq, fault: 'time-runs-back' }
    previous = line.hash
    before = line.at.getTime()
  }
  return null
}
