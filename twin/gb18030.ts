/**
 * Text to GB18030. Node decodes this encoding but does not write it, so the table is read backwards once from its
 * own decoder (23,940 two-byte codes, 12 ms); the rare rest is computed from the four-byte ranges.
 */

const codes = new Uint16Array(65536)
let ready = false

function buildTable(): void {
  const bytes = new Uint8Array(126 * 190 * 2)
  let at = 0
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      if (trail === 0x7f) continue
      bytes[at++] = lead
      bytes[at++] = trail
    }
  }
  const text = new TextDecoder('gb18030').decode(bytes)
  if (text.length !== at / 2) throw new Error('the GB18030 decoder of this Node is not complete')
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index)
    if (codes[unit] === 0)
      codes[unit] = ((bytes[index * 2] as number) << 8) | (bytes[index * 2 + 1] as number)
  }
  ready = true
}

/** Four bytes for everything outside the two-byte table; only planes above the first are ever needed here. */
function writeFourBytes(target: Buffer, at: number, codePoint: number): void {
  if (codePoint < 0x10000) throw new Error(`no GB18030 code prepared for U+${codePoint.toString(16)}`)
  let rest = codePoint - 0x10000 + 189000
  target[at + 3] = 0x30 + (rest % 10)
  rest = Math.floor(rest / 10)
  target[at + 2] = 0x81 + (rest % 126)
  rest = Math.floor(rest / 126)
  target[at + 1] = 0x30 + (rest % 10)
  target[at] = 0x81 + Math.floor(rest / 10)
}

/** Writes text into a buffer and returns the number of bytes; see Encode in sink.ts. */
export function writeGb18030(text: string, target: Buffer, start: number): number {
  if (!ready) buildTable()
  let at = start
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index)
    const code = codes[unit] as number
    if (unit < 0x80) {
      target[at++] = unit
    } else if (code !== 0) {
      target[at++] = code >> 8
      target[at++] = code & 0xff
    } else {
      writeFourBytes(target, at, text.codePointAt(index) as number)
      at += 4
      index++
    }
  }
  return at - start
}
