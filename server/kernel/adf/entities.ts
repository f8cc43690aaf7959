/**
 * The only entities ever expanded: the five of XML, numeric references and a handful HTML mail adds.
 * Entities declared in a DTD are not read at all, so XXE and "billion laughs" have nothing to work with.
 */
const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ensp: ' ',
  emsp: ' ',
  copy: '©',
  reg: '®',
  trade: '™',
  hellip: '…',
  ndash: '–',
  mdash: '—',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  middot: '·',
  yen: '¥',
  euro: '€',
}

const reference = /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-zA-Z]{2,8}));/g

/** Decodes one level of references; unknown names stay as they are written. */
export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(reference, (whole, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return Object.hasOwn(named, name) ? named[name]! : whole
    return fromCode(decimal === undefined ? Number.parseInt(hex!, 16) : Number(decimal))
  })
}

/** Escapes every `&` that starts no known reference; the caller learns from inequality that it did. */
export function escapeBareAmpersands(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(
    /&(?!(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|([a-zA-Z]{2,8}));)|&([a-zA-Z]{2,8});/g,
    (whole, _peek, name) =>
      name !== undefined && Object.hasOwn(named, name) ? whole : `&amp;${whole.slice(1)}`,
  )
}

function fromCode(code: number): string {
  const isSurrogate = code >= 0xd800 && code <= 0xdfff
  return code === 0 || code > 0x10ffff || isSurrogate ? '�' : String.fromCodePoint(code)
}

// What XML 1.0 does not allow at all: controls, lone surrogates and the two non-characters.
const illegal = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu

/**
 * Text for an element or attribute. `=` before a line end or two hex digits becomes a reference, because
 * mail gateways (and our own repair pass) would otherwise take it for quoted-printable.
 */
export function escapeXml(text: string): string {
  return text
    .replace(illegal, '')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/=(?=[\r\n]|[0-9A-Fa-f]{2}|$)/g, '&#61;')
    .replace(/\r/g, '&#13;')
}
