import { XMLParser } from 'fast-xml-parser'
import { decodeEntities } from './entities.ts'
import type { AdfExtra } from './types.ts'

/** One element; `isRead` is set by `take` so that everything nobody asked for can be kept as extra. */
export type Element = {
  name: string
  attributes: ReadonlyMap<string, string>
  children: Element[]
  text: string
  isRead: boolean
}

/**
 * fast-xml-parser with entity processing off: references are decoded by us, once, and DTD entities never.
 * Order is kept because repeated and misplaced elements have to be told apart.
 */
export function parseTree(xml: string, maxDepth: number): Element[] {
  const parser = new XMLParser({
    preserveOrder: true,
    processEntities: false,
    htmlEntities: false,
    ignoreAttributes: false,
    attributeNamePrefix: '@_',
    parseTagValue: false,
    parseAttributeValue: false,
    trimValues: false,
    maxNestedTags: maxDepth + 2,
    jPath: false,
  })
  const nodes: unknown = parser.parse(xml)
  return elementsOf(nodes)
}

function elementsOf(nodes: unknown): Element[] {
  if (!Array.isArray(nodes)) return []
  return nodes.flatMap((node: Record<string, unknown>) => {
    const name = Object.keys(node).find((key) => key !== ':@')
    if (name === undefined || name === '#text') return []
    return [elementOf(name, node[name], node[':@'])]
  })
}

function elementOf(name: string, content: unknown, attributes: unknown): Element {
  const pieces: string[] = []
  for (const node of Array.isArray(content) ? content : []) {
    if (typeof node['#text'] === 'string') pieces.push(node['#text'])
  }
  const pairs = Object.entries((attributes ?? {}) as Record<string, string>)
  return {
    name,
    attributes: new Map(pairs.map(([key, value]) => [key.slice(2), decodeEntities(value).trim()])),
    children: elementsOf(content),
    text: decodeEntities(pieces.join('')).trim(),
    isRead: false,
  }
}

/** The first child of that name not yet taken. */
export function take(parent: Element, name: string): Element | null {
  const child = parent.children.find((candidate) => candidate.name === name && !candidate.isRead)
  if (child) child.isRead = true
  return child ?? null
}

export function takeAll(parent: Element, name: string): Element[] {
  const found = parent.children.filter((candidate) => candidate.name === name && !candidate.isRead)
  for (const child of found) child.isRead = true
  return found
}

/** Text of a child; an empty element counts as absent, as senders fill templates with nothing. */
export function takeText(parent: Element, name: string): string | null {
  const child = take(parent, name)
  return child === null || child.text === '' ? null : child.text
}

export function attribute(element: Element, name: string): string | null {
  return element.attributes.get(name) || null
}

/** Everything with text that no reader took, by path relative to the prospect. */
export function leftovers(root: Element, path = ''): AdfExtra[] {
  const seen = new Map<string, number>()
  const total = new Map<string, number>()
  for (const child of root.children) total.set(child.name, (total.get(child.name) ?? 0) + 1)
  return root.children.flatMap((child) => {
    const index = (seen.get(child.name) ?? 0) + 1
    seen.set(child.name, index)
    const own = total.get(child.name)! > 1 ? `${child.name}[${index}]` : child.name
    const childPath = path === '' ? own : `${path}/${own}`
    const here = child.isRead || child.text === '' ? [] : [{ path: childPath, text: child.text }]
    return [...here, ...leftovers(child, childPath)]
  })
}
