import { balance } from './balance.ts'
import { decodeAdf } from './decode.ts'
import { readProspect } from './prospect.ts'
import { isolateAdf } from './repair.ts'
import { type Element, parseTree } from './tree.ts'
import type { AdfLimits, AdfReading, AdfRefusal, AdfRepair } from './types.ts'

export const adfLimits: Readonly<AdfLimits> = {
  maxBytes: 1024 * 1024,
  maxProspects: 200,
  maxDepth: 32,
  zone: 'Asia/Shanghai',
}

/**
 * Reads ADF 1.0 as senders really send it. Never throws: a body that is not ADF, or is built to hurt, comes
 * back with a `reason`, and the caller keeps the message, because a lost lead costs more than a wrong one.
 */
export function parseAdf(body: Uint8Array | string, limits: Partial<AdfLimits> = {}): AdfReading {
  const bounds: AdfLimits = { ...adfLimits, ...limits }
  const repairs = new Set<AdfRepair>()
  try {
    return read(body, bounds, repairs)
  } catch {
    return refuse('not-adf', repairs)
  }
}

function read(body: Uint8Array | string, limits: AdfLimits, repairs: Set<AdfRepair>): AdfReading {
  if (sizeBytes(body, limits.maxBytes) > limits.maxBytes) return refuse('too-large', repairs)
  const text = typeof body === 'string' ? body : decodeAdf(body, repairs)
  const source = isolateAdf(text, repairs)
  if (source === null) return refuse('not-adf', repairs)
  const balanced = balance(source, limits, repairs)
  if (balanced.reason) return refuse(balanced.reason, repairs)
  const elements = prospectElements(parseTree(balanced.xml, limits.maxDepth), repairs)
  if (elements.length === 0) return refuse('not-adf', repairs)
  const prospects = elements.map((element, index) =>
    readProspect({ zone: limits.zone, repairs }, element, balanced.raws[index] ?? source),
  )
  return { prospects, repairs: [...repairs] }
}

/** A string longer than the limit needs no measuring: no character is shorter than a byte. */
function sizeBytes(body: Uint8Array | string, maxBytes: number): number {
  if (typeof body !== 'string') return body.byteLength
  return body.length > maxBytes ? body.length : Buffer.byteLength(body)
}

/** Prospects at any depth, in text order: a forgotten root or a wrapper (SOAP, `<leads>`) hides none. */
function prospectElements(roots: Element[], repairs: Set<AdfRepair>): Element[] {
  if (!roots.some((root) => root.name === 'adf')) repairs.add('missing-root')
  const search = (elements: Element[]): Element[] =>
    elements.flatMap((element) => (element.name === 'prospect' ? [element] : search(element.children)))
  return search(roots)
}

function refuse(reason: AdfRefusal, repairs: Set<AdfRepair>): AdfReading {
  return { prospects: [], repairs: [...repairs], reason }
}
