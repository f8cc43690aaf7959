import type { Words } from '../../../contract/endpoint.ts'
import { readCreditCode } from '../../kernel/credit-code.ts'
import { divisionByCode, findDivision } from '../../kernel/divisions.ts'
import type { FieldError } from '../../kernel/errors.ts'
import { readPhone } from '../../kernel/phone.ts'
import { readPlate } from '../../kernel/plate.ts'
import { readMaskedResidentId, readResidentId } from '../../kernel/resident-id.ts'

const faults = {
  phone: { zh: '不是有效的电话号码，请核对位数', en: 'Not a valid phone number; check the digits' },
  residentId: {
    zh: '身份证号不对（{reason}），请对照证件',
    en: 'Not a valid ID number ({reason}); compare it with the card',
  },
  creditCode: { zh: '统一社会信用代码不对（{reason}）', en: 'Not a valid unified credit code ({reason})' },
  division: {
    zh: '认不出这个地区，请写“省 市 区”',
    en: 'This place is not known; write province, city, district',
  },
  plate: { zh: '车牌格式不对', en: 'Not a plate number' },
} satisfies Record<string, Words>
const reasons: Record<string, Words> = {
  empty: { zh: '空', en: 'empty' },
  length: { zh: '位数', en: 'length' },
  characters: { zh: '字符', en: 'characters' },
  division: { zh: '地区码', en: 'division' },
  birth: { zh: '出生日期', en: 'birth date' },
  checksum: { zh: '校验码', en: 'check digit' },
  organisation: { zh: '机构代码', en: 'organisation code' },
}

type Typed = {
  phone?: string | null
  otherPhones?: string[]
  residentId?: string | null
  creditCode?: string | null
  divisionCode?: string | null
  plates?: string[]
}

/** What was typed in a form, in the house's forms, and what is wrong with it, field by field. */
export function readTyped<T extends Typed>(typed: T): { read: T; faults: FieldError[] } {
  const wrong: FieldError[] = []
  const no = (field: string, fault: Words, reason = '') =>
    wrong.push({
      field,
      zh: fault.zh.replace('{reason}', reasons[reason]?.zh ?? reason),
      en: fault.en.replace('{reason}', reasons[reason]?.en ?? reason),
    })
  const phone = (text: string, field: string) => {
    const reading = readPhone(text)
    if (!reading.ok) no(field, faults.phone)
    return reading.ok ? reading.e164 : text
  }
  const read = { ...typed }
  if (typed.phone) read.phone = phone(typed.phone, 'phone')
  if (typed.otherPhones)
    read.otherPhones = typed.otherPhones.map((text, at) => phone(text, `otherPhones.${at}`))
  if (typed.residentId) {
    const reading = readResidentId(typed.residentId)
    if (reading.ok) read.residentId = reading.id18
    // Kept as it is shown (arrivals.ts), beside whatever number is known: it says neither that one nor that there is none.
    else if (readMaskedResidentId(typed.residentId)) delete (read as Typed).residentId
    else no('residentId', faults.residentId, reading.reason)
  }
  if (typed.creditCode) {
    const reading = readCreditCode(typed.creditCode)
    if (reading.ok) read.creditCode = reading.code
    else no('creditCode', faults.creditCode, reading.reason)
  }
  if (typed.divisionCode) {
    const code = divisionByCode(typed.divisionCode)?.code ?? findDivision(typed.divisionCode)
    if (code) read.divisionCode = code
    else no('divisionCode', faults.division)
  }
  if (typed.plates)
    read.plates = typed.plates.map((text, at) => {
      const reading = readPlate(text)
      if (!reading.ok) no(`plates.${at}`, faults.plate)
      return reading.ok ? reading.plate : text
    })
  return { read, faults: wrong }
}
