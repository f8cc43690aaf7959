import { readCreditCode } from '../../../kernel/credit-code.ts'
import { findDivision } from '../../../kernel/divisions.ts'
import { readPhone } from '../../../kernel/phone.ts'
import { readPlate } from '../../../kernel/plate.ts'
import { readMaskedResidentId, readResidentId } from '../../../kernel/resident-id.ts'
import { readVin } from '../../../kernel/vin.ts'
import { fault, type Reader } from './reading.ts'

const badPhone = fault(
  'phone',
  '不是有效的电话号码，请核对位数',
  'Not a valid telephone number; check the digits',
)
const stopgap = fault(
  'phone-stopgap',
  '是凑数的号码，请填真实号码或留空',
  'A made-up number; give the real one or leave it empty',
)
// Typed to get past a required field; taken as an identity they would make one customer of hundreds.
const madeUp = /^\+861(?:3800000000|3800138000|3000000000|(?:3|5|8)(\d)\1{8})$/

export const phone: Reader = (raw) => {
  const reading = readPhone(raw)
  if (!reading.ok) return reading.reason === 'empty' ? undefined : badPhone
  return madeUp.test(reading.e164) ? stopgap : { value: reading.e164 }
}

const emailShape = /^[^\s@,;<>"']+@[^\s@,;<>"']+\.[a-z]{2,}$/i
export const email: Reader = (raw) => {
  const value = raw
    .normalize('NFKC')
    .replace(/^mailto:/i, '')
    .trim()
    .toLowerCase()
  if (value === '') return undefined
  return value.length <= 200 && emailShape.test(value)
    ? { value }
    : fault('email', '不是有效的邮箱地址', 'Not a valid e-mail address')
}

const vinFaults: Record<string, string> = { length: '17 位', characters: '没有 I、O、Q 的字母和数字' }
export const vin: Reader = (raw) => {
  const reading = readVin(raw)
  if (reading.ok) return { value: reading.vin }
  if (reading.reason === 'empty') return undefined
  const zh = vinFaults[reading.reason] ?? '17 位'
  return fault(
    `vin-${reading.reason}`,
    `车架号应为 ${zh}`,
    reading.reason === 'length' ? 'A VIN has 17 characters' : 'Not a legal VIN; I, O and Q do not occur',
  )
}

export const plate: Reader = (raw) => {
  const reading = readPlate(raw)
  if (reading.ok) return { value: reading.plate }
  if (reading.reason === 'empty') return undefined
  return fault('plate', '不是有效的车牌号', 'Not a valid number plate')
}

export const residentId: Reader = (raw) => {
  if (/e\+\d+$/i.test(raw))
    return fault(
      'number-cut',
      'Excel 把它变成了数字，后面几位已丢失；请把该列设为文本后重新填写',
      'Excel turned it into a number and lost its end; set the column to text and fill it again',
    )
  const reading = readResidentId(raw)
  if (reading.ok) return { value: reading.id18 }
  if (reading.reason === 'empty') return undefined
  if (readMaskedResidentId(raw))
    return {
      note: {
        code: 'id-masked',
        zh: '证件号是掩码：作为线索保存，不作为证件号；有完整号码时请再导入',
        en: 'A masked ID number: kept as a hint and not as a number; import the whole one when you have it',
      },
    }
  return reading.reason === 'checksum'
    ? fault('id-checksum', '证件号校验位不对，请核对', 'The check digit is wrong; compare with the document')
    : fault('id', '不是有效的身份证号', 'Not a valid resident ID number')
}

export const creditCode: Reader = (raw) => {
  const reading = readCreditCode(raw)
  if (reading.ok) return { value: reading.code }
  return reading.reason === 'empty'
    ? undefined
    : fault('credit-code', '不是有效的统一社会信用代码', 'Not a valid credit code')
}

const places = new Map<string, string | null>()
/** A place name or code as a GB/T 2260 code. Files repeat a few hundred names: remembered. */
export const division: Reader = (raw) => {
  let found = places.get(raw)
  if (found === undefined) {
    found = /^\d{2,6}$/.test(raw) ? raw : findDivision(raw)
    if (places.size > 20_000) places.clear()
    places.set(raw, found)
  }
  return found === null ? fault('place', '不认识的地区', 'An unknown place') : { value: found }
}
