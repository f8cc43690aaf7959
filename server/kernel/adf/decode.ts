import type { AdfRepair } from './types.ts'

/**
 * Bytes to text for senders that declare UTF-8 and send something else. A fatal decode of the whole body
 * would turn one bad byte into a lost lead, so valid UTF-8 runs stay and only the bad bytes are reread.
 */
export function decodeAdf(bytes: Uint8Array, repairs: Set<AdfRepair>): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return noted(repairs, bytes, 'utf-16le')
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return noted(repairs, bytes, 'utf-16be')
  const utf8 = strictly(bytes, 'utf-8')
  if (utf8 !== null) return utf8
  repairs.add('encoding')
  if (looksChinese(bytes)) {
    const chinese = strictly(bytes, 'gb18030')
    if (chinese !== null) return chinese
  }
  return mixed(bytes)
}

function noted(repairs: Set<AdfRepair>, bytes: Uint8Array, encoding: string): string {
  repairs.add('encoding')
  return new TextDecoder(encoding).decode(bytes)
}

function strictly(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return null
  }
}

/** GBK characters are pairs of high bytes; latin-1 accents stand alone. Most runs even means Chinese. */
function looksChinese(bytes: Uint8Array): boolean {
  let even = 0
  let odd = 0
  let run = 0
  for (let at = 0; at <= bytes.length; at += 1) {
    if ((bytes[at] ?? 0) >= 0x80) run += 1
    else if (run > 0) {
      if (run % 2 === 0) even += run
      else odd += run
      run = 0
    }
  }
  return even > odd && !hasUtf8Sequence(bytes)
}

/** One whole three-byte sequence proves UTF-8 with damage: by chance it is a GBK pair plus a third byte. */
function hasUtf8Sequence(bytes: Uint8Array): boolean {
  let good = 0
  let bad = 0
  for (let at = 0; at < bytes.length; ) {
    const length = sequenceLength(bytes, at)
    if (length > 1) good += length
    else if ((bytes[at] ?? 0) >= 0x80) bad += 1
    at += Math.max(length, 1)
  }
  return good > bad
}

/** Length of the UTF-8 sequence at `at`, or 0 when it is broken. */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] ?? 0
  if (lead < 0x80) return 1
  const length =
    lead >= 0xc2 && lead < 0xe0 ? 2 : lead >= 0xe0 && lead < 0xf0 ? 3 : lead >= 0xf0 && lead < 0xf5 ? 4 : 0
  for (let next = 1; next < length; next += 1) {
    if (((bytes[at + next] ?? 0) & 0xc0) !== 0x80) return 0
  }
  return length
}

/** Alternating runs: whole UTF-8 sequences as they are, everything between them as Windows-1252. */
function mixed(bytes: Uint8Array): string {
  const latin = new TextDecoder('windows-1252')
  const utf8 = new TextDecoder('utf-8', { ignoreBOM: true })
  const pieces: string[] = []
  for (let at = 0; at < bytes.length; ) {
    const start = at
    while (at < bytes.length && sequenceLength(bytes, at) > 0) at += sequenceLength(bytes, at)
    pieces.push(utf8.decode(bytes.subarray(start, at)))
    const bad = at
    while (at < bytes.length && sequenceLength(bytes, at) === 0) at += 1
    pieces.push(latin.decode(bytes.subarray(bad, at)))
  }
  return pieces.join('')
}
