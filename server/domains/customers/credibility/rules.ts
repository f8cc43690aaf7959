import {
  type Fault,
  type JudgedField,
  judgedFields,
  type Part,
  type PartKey,
  type ProcessStep,
  partKeys,
  partWeights,
  stepPolicy,
} from '../../../../contract/credibility.ts'

/** What is known of one source record, and around it. */
export type Evidence = {
  step: ProcessStep
  kind: 'person' | 'organisation'
  filled: readonly JudgedField[]
  /** Values with a check digit, a format or a list: null where they passed. */
  checks: Partial<Record<JudgedField, Fault | null>>
  /** Fields that do not change and of which another record of the same person speaks, and whether they disagree. */
  against: Partial<Record<JudgedField, boolean>>
  /** Somebody reached the person on the number of this record. */
  verified: boolean
  /** The number was somebody else's. */
  bounced: boolean
  /** The lead says that its person was reached. */
  claimed: boolean
  /** Whether a call was heard; null where no log covers it. */
  heard: boolean | null
}

/** A record's judgement as it is kept; sets of fields are bits in the order of `judgedFields`. */
export type Judged = {
  asked: number
  filled: number
  checked: number
  invalid: number
  compared: number
  contradicted: number
  verified: boolean
  bounced: boolean
  claimed: boolean
  heard: boolean | null
}

const bit = (field: JudgedField): number => 1 << judgedFields.indexOf(field)
export const bitsOf = (fields: readonly JudgedField[]): number =>
  fields.reduce((sum, one) => sum | bit(one), 0)
export const fieldsIn = (bits: number): JudgedField[] => judgedFields.filter((field) => bits & bit(field))
const count = (bits: number): number => fieldsIn(bits).length

/** A company has a credit code where a person has an ID number, and no birthday. */
export function askedOf(step: ProcessStep, kind: Evidence['kind']): JudgedField[] {
  const { asked } = stepPolicy[step]
  if (kind === 'person') return [...asked]
  return asked.flatMap((field): JudgedField[] =>
    field === 'residentId' ? ['creditCode'] : field === 'birthOn' ? [] : [field],
  )
}

export function judge(evidence: Evidence): Judged {
  const { checks, against } = evidence
  const asked = bitsOf(askedOf(evidence.step, evidence.kind))
  return {
    asked,
    filled: bitsOf(evidence.filled),
    checked: bitsOf(judgedFields.filter((field) => checks[field] !== undefined)),
    invalid: bitsOf(judgedFields.filter((field) => checks[field])),
    compared: bitsOf(judgedFields.filter((field) => against[field] !== undefined)),
    contradicted: bitsOf(judgedFields.filter((field) => against[field])),
    verified: evidence.verified,
    bounced: evidence.bounced,
    claimed: evidence.claimed,
    heard: evidence.claimed ? evidence.heard : null,
  }
}

/** Each part from 0 to 1, null where there is nothing to judge. */
export function valuesOf(one: Judged): Record<PartKey, number | null> {
  const hasPhone = (one.filled & bit('phone')) !== 0
  return {
    complete: one.asked === 0 ? null : count(one.asked & one.filled) / count(one.asked),
    checks: one.checked === 0 ? null : 1 - count(one.invalid) / count(one.checked),
    verified: one.verified ? 1 : 0,
    // Nobody has complained of a number, or reached its owner: that it is right has been seen only once it was tried.
    bounce: one.bounced ? 0 : hasPhone && (one.verified || one.heard) ? 1 : null,
    agrees: one.compared === 0 ? null : 1 - count(one.contradicted) / count(one.compared),
    calls: one.heard === null ? null : one.heard ? 1 : 0,
  }
}

/** 0 to 100: the weighted mean of the parts that can be judged. */
export function scoreOf(one: Judged): number {
  const values = valuesOf(one)
  let [sum, weights] = [0, 0]
  for (const key of partKeys) {
    const value = values[key]
    if (value === null) continue
    sum += value * partWeights[key]
    weights += partWeights[key]
  }
  return weights === 0 ? 0 : (100 * sum) / weights
}

/** What the records of one person come to together: a value counts as wrong when no record has a right one. */
export function together(records: readonly Judged[]): Judged {
  const any = (pick: (one: Judged) => number) => records.reduce((sum, one) => sum | pick(one), 0)
  const right = any((one) => one.checked & ~one.invalid)
  const judged = records.filter((one) => one.heard !== null)
  const verified = records.some((one) => one.verified)
  return {
    asked: any((one) => one.asked),
    filled: any((one) => one.filled),
    checked: any((one) => one.checked),
    invalid: any((one) => one.invalid) & ~right,
    compared: any((one) => one.compared),
    contradicted: any((one) => one.contradicted),
    verified,
    bounced: !verified && records.some((one) => one.bounced),
    claimed: records.some((one) => one.claimed),
    heard: judged.length === 0 ? null : judged.some((one) => one.heard),
  }
}

/** The parts with their reasons, as they are shown. */
export function explain(one: Judged, faults: Partial<Record<JudgedField, Fault>>): Part[] {
  const values = valuesOf(one)
  const reasons: Partial<Record<PartKey, Part['fields']>> = {
    complete: fieldsIn(one.asked & ~one.filled).map((field) => ({ field, fault: null })),
    checks: fieldsIn(one.invalid).map((field) => ({ field, fault: faults[field] ?? 'invalid' })),
    agrees: fieldsIn(one.contradicted).map((field) => ({ field, fault: null })),
  }
  return partKeys.map((key) => ({
    key,
    value: values[key],
    weight: partWeights[key],
    fields: reasons[key] ?? [],
  }))
}
