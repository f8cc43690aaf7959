import { attribute, type Element } from './tree.ts'
import type { AdfPhoneType, AdfRepair } from './types.ts'

/** What one reading carries along: the zone for bare times and the list of repairs. */
export type Reading = { zone: string; repairs: Set<AdfRepair> }

/** An enumerated attribute, forgiving case, spaces and underscores; an unknown word falls to the default. */
export function word<Known extends string, Default extends Known | null>(
  reading: Reading,
  element: Element,
  name: string,
  known: readonly Known[],
  fallback: Default,
): Known | Default {
  const sent = attribute(element, name)
  if (sent === null) return fallback
  const plain = sent.toLowerCase().replace(/[\s_-]+/g, '')
  const match = known.find((candidate) => candidate.replaceAll('-', '') === plain)
  if (match === undefined) reading.repairs.add('unknown-value')
  return match ?? fallback
}

export function flag(element: Element, name: string): boolean {
  return /^(?:1|true|yes)$/i.test(attribute(element, name) ?? '')
}

const spokenTypes: Readonly<Record<string, AdfPhoneType>> = {
  voice: 'voice',
  fax: 'fax',
  cellphone: 'cellphone',
  pager: 'pager',
  cell: 'cellphone',
  mobile: 'cellphone',
  mobilephone: 'cellphone',
  wireless: 'cellphone',
  手机: 'cellphone',
  home: 'voice',
  work: 'voice',
  business: 'voice',
  day: 'voice',
  evening: 'voice',
  phone: 'voice',
  landline: 'voice',
}

/** Senders say `mobile`, `home`, `work`; the standard knows four words. The sender's own is kept beside. */
export function phoneType(
  reading: Reading,
  element: Element,
): { type: AdfPhoneType; originalType: string | null } {
  const sent = attribute(element, 'type')
  if (sent === null) return { type: 'voice', originalType: null }
  const plain = sent.toLowerCase().replace(/[\s_-]+/g, '')
  const type = Object.hasOwn(spokenTypes, plain) ? spokenTypes[plain]! : 'voice'
  if (plain === type) return { type, originalType: null }
  reading.repairs.add('phone-type')
  return { type, originalType: sent }
}

/** `mailto:` left over from an HTML link; alone it is a template nobody filled. */
export function mailAddress(reading: Reading, text: string | null): string | null {
  if (text === null || !/^mailto:/i.test(text)) return text
  reading.repairs.add('mailto')
  return text.slice('mailto:'.length).split('?')[0]!.trim() || null
}
