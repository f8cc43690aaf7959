import type { Fault, JudgedField, ProcessStep } from '../../../../contract/credibility.ts'
import { readCreditCode } from '../../../kernel/credit-code.ts'
import { readPhone } from '../../../kernel/phone.ts'
import { readPlate } from '../../../kernel/plate.ts'
import { readResidentId } from '../../../kernel/resident-id.ts'
import { readVin } from '../../../kernel/vin.ts'
import type { GoldenValues } from '../survivorship/fields.ts'

/** Texts of a record as it came, under the names its sender gave them, small letters. */
export type Cell = { name: string; text: string }
const deepest = 4

export function cellsOf(raw: unknown, name = '', depth = 0): Cell[] {
  if (typeof raw === 'string' || typeof raw === 'number')
    return [{ name: name.toLowerCase(), text: String(raw).trim() }]
  if (raw === null || typeof raw !== 'object' || depth > deepest) return []
  if (Array.isArray(raw)) return raw.slice(0, 20).flatMap((one) => cellsOf(one, name, depth + 1))
  return Object.entries(raw).flatMap(([key, one]) => cellsOf(one, key, depth + 1))
}

const idNames = /身份证|证件号|(?<![a-z_])id[_ ]?(no|number|card)|resident/
const vinNames = /(?<![a-z])vins?(?![a-z])|车架|识别码/
const plateNames = /(?<![a-z])plates?(?![a-z])|车牌/
const phoneNames = /phone|mobile|(?<![a-z])tel(?![a-z])|手机|电话/
const codeNames = /credit|信用代码/
const birthNames = /birth|生日|出生/
const sexNames = /^(sex|gender)$|性别/
const cut = (text: string): boolean => text.includes('*')

/** A number somebody types when the form wants one: one digit over and over, or a run. */
export function isStopGap(e164: string): boolean {
  const digits = e164.replace(/^\+86/, '').replace(/\D/g, '')
  if (['13800138000', '13812345678', '13912345678'].includes(digits)) return true
  const tail = digits.slice(-8)
  return /^(\d)\1{7}$/.test(tail) || '01234567890123456789'.includes(tail) || /^1\d(\d)\1{8}$/.test(digits)
}

export type Surroundings = { dealerPhones: ReadonlySet<string>; shared: ReadonlySet<string> }

function phoneFault(e164: string, { dealerPhones, shared }: Surroundings): Fault | null {
  if (isStopGap(e164)) return 'stop-gap'
  if (dealerPhones.has(e164)) return 'dealer'
  return shared.has(e164) ? 'shared' : null
}

/**
 * What can be checked of a record by itself. What intake took stands in `values` and is well formed; what it left out
 * because it was not (a wrong ID number, a cut-off phone) stands only in the record as it came.
 */
export function checksOf(
  cells: readonly Cell[],
  values: GoldenValues,
  around: Surroundings,
): Partial<Record<JudgedField, Fault | null>> {
  const checks: Partial<Record<JudgedField, Fault | null>> = {}
  const named = (names: RegExp) =>
    cells.filter(({ name, text }) => names.test(name) && text !== '' && !cut(text))
  const given = named(idNames).map(({ text }) => readResidentId(text))
  const wrong = given.find((reading) => !reading.ok)
  if (values.residentIdHash || given.some((reading) => reading.ok)) checks.residentId = null
  else if (wrong && !wrong.ok) checks.residentId = wrong.reason === 'checksum' ? 'checksum' : 'invalid'
  const id = given.find((reading) => reading.ok)
  if (id?.ok) {
    const birth = named(birthNames).flatMap(({ text }) => dayIn(text) ?? [])[0]
    if (birth) checks.birthOn = birth === id.birthOn ? null : 'against-id'
    const sex = named(sexNames).flatMap(({ text }) => sexIn(text) ?? [])[0]
    if (sex) checks.sex = sex === id.sex ? null : 'against-id'
  }
  if (values.phone) checks.phone = phoneFault(values.phone, around)
  else if (named(phoneNames).some(({ text }) => !readPhone(text).ok)) checks.phone = 'invalid'
  const vin = named(vinNames).map(({ text }) => readVin(text))[0]
  if (vin) checks.vin = vin.ok ? (vin.checkDigit === 'wrong' ? 'checksum' : null) : 'invalid'
  const plate = named(plateNames).map(({ text }) => readPlate(text))[0]
  if (plate) checks.plate = plate.ok ? null : 'invalid'
  const code = named(codeNames).map(({ text }) => readCreditCode(text))[0]
  if (values.creditCode) checks.creditCode = null
  else if (code && !code.ok) checks.creditCode = code.reason === 'checksum' ? 'checksum' : 'invalid'
  return checks
}

function dayIn(text: string): string | null {
  const found = /^(\d{4})\D?(\d{1,2})\D?(\d{1,2})\D*$/.exec(text)
  return found ? `${found[1]}-${found[2]!.padStart(2, '0')}-${found[3]!.padStart(2, '0')}` : null
}
const sexIn = (text: string): 'male' | 'female' | null =>
  /^(男|m|male|先生)$/i.test(text) ? 'male' : /^(女|f|female|女士)$/i.test(text) ? 'female' : null

/** Fields that have a value, also one that is wrong. */
export function filledIn(cells: readonly Cell[], values: GoldenValues, wholeName: boolean): JudgedField[] {
  const has = (names: RegExp) => cells.some(({ name, text }) => names.test(name) && text !== '')
  const filled: [JudgedField, boolean][] = [
    ['name', wholeName],
    ['phone', Boolean(values.phone) || has(phoneNames)],
    ['divisionCode', Boolean(values.divisionCode)],
    ['address', Boolean(values.address)],
    ['residentId', Boolean(values.residentIdHash) || has(idNames)],
    ['creditCode', Boolean(values.creditCode) || has(codeNames)],
    ['birthOn', Boolean(values.birthOn)],
    ['vin', has(vinNames)],
    ['plate', has(plateNames)],
    ['email', Boolean(values.email)],
    ['sex', Boolean(values.sex)],
  ]
  return filled.filter(([, there]) => there).map(([field]) => field)
}

/** A file of customers asks for what a file can have; what a form writes, for what its step asks. */
const steps: Record<string, ProcessStep> = {
  lead: 'lead',
  'walk-in': 'lead',
  'by-hand': 'lead',
  order: 'order',
  delivery: 'delivery',
}
export const stepOf = (kind: string): ProcessStep => steps[kind] ?? 'file'

const lasting = { birthOn: 'birthOn', sex: 'sex', residentId: 'residentIdHash' } as const
/** Whether another record of the same person says something else of what does not change. */
export function againstOthers(
  values: GoldenValues,
  others: readonly GoldenValues[],
): Partial<Record<JudgedField, boolean>> {
  const against: Partial<Record<JudgedField, boolean>> = {}
  for (const [judged, field] of Object.entries(lasting) as [keyof typeof lasting, keyof GoldenValues][]) {
    const said = values[field]
    const theirs = others.map((one) => one[field]).filter((value) => value)
    if (said && theirs.length > 0) against[judged] = theirs.some((value) => value !== said)
  }
  return against
}
