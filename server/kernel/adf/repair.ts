import { decodeEntities } from './entities.ts'
import type { AdfRepair } from './types.ts'

const rootTag = /<(?:[\w-]+:)?(?:adf|prospect)[\s>/]/i
const escapedRootTag = /(?:&lt;|&#0*60;|&#x0*3c;)(?:[\w-]+:)?(?:adf|prospect)\b/i

/**
 * Mends the text around the markup: byte-order mark, quoted-printable left in the body, ADF that a mail
 * program escaped into HTML, a DOCTYPE, greetings before and after. Returns null when there is no ADF at all.
 */
export function isolateAdf(text: string, repairs: Set<AdfRepair>): string | null {
  let body = text
  if (body.charCodeAt(0) === 0xfeff) {
    repairs.add('bom')
    body = body.slice(1)
  }
  if (isQuotedPrintable(body)) {
    repairs.add('quoted-printable')
    body = decodeQuotedPrintable(body)
  }
  if (!rootTag.test(body) && escapedRootTag.test(body)) {
    repairs.add('html-escaped')
    body = decodeEntities(stripHtml(body))
  }
  body = dropDoctypes(body, repairs)
  return sliceRoot(body, repairs)
}

/**
 * `=3D"` cannot stand in a healthy document, and a soft break follows a nearly full line (encoders cut at 72
 * to 76), so either is proof; our serialiser writes `&#61;` where a comment would fake them.
 */
function isQuotedPrintable(text: string): boolean {
  return /=3D["']/i.test(text) || /(?:^|\n)[^\n]{50,75}=\r?\n/.test(text)
}

function decodeQuotedPrintable(text: string): string {
  const joined = text.replace(/=[ \t]*\r?\n/g, '')
  if (!/=3D/i.test(joined)) return joined
  return joined.replace(/(?:=[0-9A-Fa-f]{2})+/g, (run) => {
    const bytes = Buffer.from(run.replaceAll('=', ''), 'hex')
    return new TextDecoder('utf-8').decode(bytes)
  })
}

/** HTML mail shows ADF in `<pre>`, one `<br>` or `<div>` per line; the layout tags become line ends. */
function stripHtml(html: string): string {
  return html.replace(/<(?:br|\/p|\/div|\/tr|\/pre)\b[^<>]*>/gi, '\n').replace(/<[^<>]*>/g, '')
}

/**
 * Cuts `<!DOCTYPE …[…]>` out unread. Entities declared inside may themselves contain `<adf>` or `>`, hence
 * the walk over quotes and brackets instead of a regular expression.
 */
function dropDoctypes(text: string, repairs: Set<AdfRepair>): string {
  const pieces: string[] = []
  let from = 0
  let isOpenEnded = false
  for (const match of text.matchAll(/<!doctype\b/gi)) {
    if (match.index < from) continue
    pieces.push(text.slice(from, match.index))
    const end: number | null = isOpenEnded ? null : endOfDoctype(text, match.index)
    isOpenEnded ||= end === null
    from = end ?? endOfLine(text, match.index)
    repairs.add('doctype-removed')
  }
  pieces.push(text.slice(from))
  return pieces.join('')
}

function endOfDoctype(text: string, start: number): number | null {
  let quote = ''
  let depth = 0
  for (let at = start; at < text.length; at += 1) {
    const char = text[at]!
    if (quote !== '') {
      if (char === quote) quote = ''
    } else if (char === '"' || char === "'") quote = char
    else if (char === '[') depth += 1
    else if (char === ']') depth -= 1
    else if (char === '>' && depth <= 0) return at + 1
  }
  return null
}

/** A declaration never closed (an apostrophe in its text) loses one line; asked once, or 90,000 take hours. */
function endOfLine(text: string, start: number): number {
  const lineEnd = text.indexOf('\n', start)
  return lineEnd === -1 ? text.length : lineEnd + 1
}

function sliceRoot(text: string, repairs: Set<AdfRepair>): string | null {
  const start = text.search(rootTag)
  if (start === -1) return null
  let end = text.length
  for (const match of text.matchAll(/<\/(?:[\w-]+:)?(?:adf|prospect)\s*>/gi))
    end = match.index + match[0].length
  const before = text.slice(0, start).replace(/<\?[^>]*(?:>|$)|<!--[\s\S]*?(?:-->|$)/g, '')
  if (before.trim() !== '' || text.slice(end).trim() !== '') repairs.add('text-around')
  return text.slice(start, end)
}
