import { escapeBareAmpersands } from './entities.ts'
import type { AdfLimits, AdfRefusal, AdfRepair } from './types.ts'

/**
 * Rewrites tag soup as well-formed XML before the real parser sees it: lower-case names without prefixes,
 * quoted attributes, closed tags, CDATA as escaped text, no comments or instructions. Depth and prospect
 * limits are enforced here, in the same linear pass, so that a hostile body costs nothing downstream.
 */
export type Balanced = { xml: string; raws: string[]; reason?: AdfRefusal }

// Every branch is linear on hostile text: names end at a lookahead, unclosed comments run to the end once.
const token =
  /<!--[\s\S]*?(?:-->|$)|<!\[CDATA\[([\s\S]*?)(?:\]\]>|$)|<\?[^>]*(?:>|$)|<(\/?)([A-Za-z_][\w.\-:]*)(?![\w.\-:])((?:"[^"<]*"|'[^'<]*'|[^<>"'])*)>|<(\/?)([A-Za-z_][\w.\-:]*)(?![\w.\-:])([^<>]*)>|</g
const attribute = /(?<![\w.\-:])([A-Za-z_][\w.\-:]*)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/g
const htmlTags = new Set(
  'a b body br center div em font hr html i li meta o p pre small span strong table tbody td tr u ul'.split(
    ' ',
  ),
)

type State = {
  out: string[]
  open: string[]
  /** Source offset of the prospect being read, and the finished slices. */
  prospectAt: number
  raws: string[]
  repairs: Set<AdfRepair>
  source: string
}

export function balance(source: string, limits: AdfLimits, repairs: Set<AdfRepair>): Balanced {
  const state: State = { out: [], open: [], prospectAt: -1, raws: [], repairs, source }
  let from = 0
  for (const match of source.matchAll(token)) {
    text(state, source.slice(from, match.index))
    from = match.index + match[0].length
    const name = match[3] ?? match[6]
    if (match[1] !== undefined) state.out.push(escapeMarkup(match[1]))
    else if (name !== undefined) {
      const tag = { name, isClosing: (match[2] ?? match[5]) === '/', attributes: match[4] ?? match[7] ?? '' }
      readTag(state, tag, match.index, from)
    } else if (match[0] === '<') {
      repairs.add('stray-angle')
      state.out.push('&lt;')
    }
    if (state.open.length > limits.maxDepth) return { xml: '', raws: [], reason: 'too-deep' }
    if (state.raws.length > limits.maxProspects) return { xml: '', raws: [], reason: 'too-many' }
  }
  text(state, source.slice(from))
  if (state.open.length > 0) {
    repairs.add('unbalanced-tags')
    closeDownTo(state, 0, source.length)
  }
  if (state.raws.length > limits.maxProspects) return { xml: '', raws: [], reason: 'too-many' }
  return { xml: state.out.join(''), raws: state.raws }
}

function text(state: State, piece: string): void {
  if (piece === '') return
  const escaped = escapeBareAmpersands(piece)
  if (escaped !== piece) state.repairs.add('ampersand')
  state.out.push(escaped)
}

type Tag = { name: string; isClosing: boolean; attributes: string }

function readTag(state: State, tag: Tag, start: number, end: number): void {
  const name = localName(tag.name, state.repairs)
  if (htmlTags.has(name)) {
    state.repairs.add('html-tags')
    if (name === 'br' || (tag.isClosing && (name === 'p' || name === 'div'))) state.out.push('\n')
    return
  }
  if (tag.isClosing) {
    closeTag(state, name, end)
    return
  }
  if (name === 'prospect' && state.open.includes('prospect')) {
    state.repairs.add('unbalanced-tags')
    closeDownTo(state, state.open.indexOf('prospect'), start)
  }
  if (name === 'prospect') state.prospectAt = start
  const isEmpty = tag.attributes.trimEnd().endsWith('/')
  state.out.push(`<${safeName(name)}${attributesOf(tag.attributes, state.repairs)}>`)
  state.open.push(name)
  if (isEmpty) closeDownTo(state, state.open.length - 1, end)
}

/** A close for nothing open is dropped; one for an outer element closes what was forgotten inside. */
function closeTag(state: State, name: string, end: number): void {
  const at = state.open.lastIndexOf(name)
  if (at !== state.open.length - 1 || at === -1) state.repairs.add('unbalanced-tags')
  if (at !== -1) closeDownTo(state, at, end)
}

function closeDownTo(state: State, depth: number, end: number): void {
  while (state.open.length > depth) {
    const name = state.open.pop()!
    state.out.push(`</${safeName(name)}>`)
    if (name === 'prospect') state.raws.push(state.source.slice(state.prospectAt, end))
  }
}

function localName(name: string, repairs: Set<AdfRepair>): string {
  const colon = name.lastIndexOf(':')
  if (colon !== -1) repairs.add('namespace')
  const local = name.slice(colon + 1)
  const lower = local.toLowerCase()
  if (lower !== local) repairs.add('tag-case')
  return lower
}

/** The parser refuses names that are JavaScript traps; a prefix keeps their text readable under `extra`. */
function safeName(name: string): string {
  return /^[a-z][a-z0-9.-]*$/.test(name) &&
    !/^(?:constructor|prototype|hasownproperty|tostring|valueof)$/.test(name)
    ? name
    : `x-${name}`
}

function attributesOf(source: string, repairs: Set<AdfRepair>): string {
  if (source === '' || source === '/') return ''
  const written = new Map<string, string>()
  for (const match of source.matchAll(attribute)) {
    const name = match[1]!.toLowerCase()
    if (name.startsWith('xmlns')) repairs.add('namespace')
    else if (/^[a-z]+$/.test(name)) written.set(name, match[2] ?? match[3] ?? match[4] ?? '')
  }
  return [...written].map(([name, value]) => ` ${name}="${quoted(value)}"`).join('')
}

function quoted(value: string): string {
  return escapeBareAmpersands(value).replaceAll('"', '&quot;').replaceAll('<', '&lt;')
}

function escapeMarkup(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
