import { isId } from '../../kernel/ids.ts'
import { maskPhone } from '../../kernel/phone.ts'

type Values = Record<string, unknown>

const personal =
  /phone|mobile|email|wechat|openid|id_number|resident|licen[cs]e|address|plate|birth|^marital$|^children$|^education$|^income$|^occupation$|^interests$|^vin$|identifier|^value$/i
const longDigits = /\d{7,}/g
const sealed = /^\\x[0-9a-f]{8,}$/i

/** What the audit shows to those who may not reveal: enough to see that something changed, not what it says. */
export function maskValues(values: Values | null): Values | null {
  return values && (mask(values, false) as Values)
}

function mask(value: unknown, isPersonal: boolean): unknown {
  if (Array.isArray(value)) return value.map((one) => mask(one, isPersonal))
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(
      Object.entries(value).map(([key, one]) => [key, mask(one, isPersonal || personal.test(key))]),
    )
  return typeof value === 'string' ? maskText(value, isPersonal) : value
}

function maskText(text: string, isPersonal: boolean): string {
  if (isId(text)) return text
  if (sealed.test(text)) return '••••'
  if (/^\+\d{8,15}$/.test(text)) return maskPhone(text)
  if (isPersonal && text !== '') return text.length > 6 ? `${text.slice(0, 2)}****${text.slice(-2)}` : '****'
  return text.replace(longDigits, (run) => `${run.slice(0, 2)}****${run.slice(-2)}`)
}
