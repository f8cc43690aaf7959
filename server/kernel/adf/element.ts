import { escapeXml } from './entities.ts'

type Attributes = Readonly<Record<string, string | null>>

/** A leaf; a required one is written even when empty, which readers take as absent. */
export function leaf(name: string, value: string, attributes: Attributes = {}): string {
  return `<${name}${written(attributes)}>${escapeXml(value)}</${name}>`
}

export function optional(name: string, value: string | null, attributes: Attributes = {}): string {
  return value === null ? '' : leaf(name, value, attributes)
}

export function branch(name: string, children: readonly string[], attributes: Attributes = {}): string {
  return `<${name}${written(attributes)}>${children.join('')}</${name}>`
}

function written(attributes: Attributes): string {
  return Object.entries(attributes)
    .filter(([, value]) => value !== null)
    .map(
      ([name, value]) => ` ${name}="${escapeXml(value!).replaceAll('\n', '&#10;').replaceAll('\t', '&#9;')}"`,
    )
    .join('')
}
