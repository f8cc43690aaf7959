const references: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** The five references of XML and numbers; anything else stays as written. */
export function unescapeXml(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(
    /&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|(amp|lt|gt|quot|apos));/g,
    (whole, decimal, hex, name) => {
      if (name) return references[name]!
      const code = decimal ? Number(decimal) : Number.parseInt(hex, 16)
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole
    },
  )
}

/** A text node as typed: references decoded, and the `_x000D_` Excel writes for what XML cannot carry. */
export function plainText(xml: string): string {
  const text = unescapeXml(xml)
  if (!text.includes('_x')) return text
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_whole, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
}

/**
 * The text of an `<si>` or `<is>`: its `<t>` elements joined, without the phonetic guides (`<rPh>`). Tags are
 * found by `indexOf`: a regular expression with a lazy middle is quadratic on a file made for it.
 */
export function textRuns(xml: string): string {
  let joined = ''
  let guideEnd = -1
  for (let at = xml.indexOf('<'); at !== -1; at = xml.indexOf('<', at + 1)) {
    const close = xml.indexOf('>', at)
    if (close === -1) break
    const name = tagName(xml, at, close)
    if (name === 'rPh') guideEnd = close
    if (name === '/rPh') guideEnd = -1
    if (name === 't' && guideEnd === -1 && xml.charCodeAt(close - 1) !== 47) {
      const end = xml.indexOf('<', close)
      joined += xml.slice(close + 1, end === -1 ? xml.length : end)
    }
    at = close
  }
  return plainText(joined)
}

/** Local name, with the slash of a closing tag in front. */
function tagName(xml: string, start: number, end: number): string {
  const match = /^<(\/?)(?:\w{1,20}:)?(\w{1,20})/.exec(xml.slice(start, Math.min(end, start + 48)))
  return match ? `${match[1]}${match[2]}` : ''
}

/** An attribute of a tag's inside, or null. Both quotes, because some writers use the single one. */
export function attributeOf(tag: string, name: string): string | null {
  const at = tag.indexOf(` ${name}=`)
  if (at === -1) return null
  const from = at + name.length + 2
  const end = tag.indexOf(tag[from] === "'" ? "'" : '"', from + 1)
  return end === -1 ? null : tag.slice(from + 1, end)
}
