import type { GoldenField, GoldenValues } from './fields.ts'

/** What one source record said of its customer, in the house's forms; what it left empty is left out. */
export type SaidBy = {
  recordId: string
  source: string
  /** 0 to 100; 50 where nobody has said. */
  sourceTrust: number
  /** ISO text: instants compare as they are written. */
  happenedAt: string
  /** Which arrival it was: settles what was said at the same instant. */
  nth: number
  verified: ReadonlySet<GoldenField>
  values: GoldenValues
  /** Fields it makes empty. */
  cleared?: readonly GoldenField[]
  /** Somebody said at this moment that it counts although ours is newer: for these fields, nothing before does. */
  forced?: { at: string; fields: ReadonlySet<GoldenField> | 'all' }
  /** Who typed it in. */
  by?: string
  /** The ID number as it is kept: sealed, and as it may be shown. */
  resident?: { cipher: string; masked: string }
}

/** A choice by hand among what was said: the record whose word counts, or the value itself. */
export type Pick = ({ recordId: string } | { value: string }) & { by: string; at: string }
export type Picks = Partial<Record<GoldenField, Pick>>

export const ordinaryTrust = 50

/** How a value is known: the check digit of an ID number vouches for the birthday and the sex in it. */
export function credibilityOf(field: GoldenField, said: SaidBy): 'verified' | 'id-number' | 'stated' {
  const isInId = said.values.residentIdHash !== undefined && (field === 'sex' || field === 'birthOn')
  return isInId ? 'id-number' : said.verified.has(field) ? 'verified' : 'stated'
}
