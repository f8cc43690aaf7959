import { maskPhone, readPhone } from '../../kernel/phone.ts'
import { maskPlate } from '../../kernel/plate.ts'
import { maskResidentId } from '../../kernel/resident-id.ts'

/** 'f***@c.cn': the domain says where they are, the first letter that it is the right one. */
export const maskEmail = (email: string): string => email.replace(/^(.).*@/, '$1***@')

/** Where nothing of a value may be seen: what somebody earns. */
export const hidden = '***'

const patterns: [RegExp, (found: string) => string][] = [
  [/[^\s@"'<>,;:]+@[\w.-]+\.\w{2,}/g, maskEmail],
  [/(?<!\d)\d{17}[\dXx](?![\dA-Za-z])/g, maskResidentId],
  [/(?<![\dA-Za-z])(?:\+?86[\s-]?)?1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}(?!\d)/g, maskTyped],
  [/(?<!\d)0\d{2,3}-?\d{7,8}(?!\d)/g, maskTyped],
  [
    /[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][·\s-]?[A-HJ-NP-Z0-9]{4,5}[A-HJ-NP-Z0-9挂学警港澳]/g,
    maskPlate,
  ],
]

function maskTyped(typed: string): string {
  const reading = readPhone(typed)
  return reading.ok ? maskPhone(reading.e164) : `${typed.slice(0, 3)}****${typed.slice(-4)}`
}

export const maskText = (text: string): string =>
  patterns.reduce((masked, [pattern, mask]) => masked.replace(pattern, mask), text)

/** A raw record with every text in it masked, keys as they came; deeper than anything real is cut off. */
export function maskRaw(raw: unknown, depth = 0): unknown {
  if (typeof raw === 'string') return maskText(raw)
  if (typeof raw === 'number') return /^1[3-9]\d{9}$/.test(String(raw)) ? maskText(String(raw)) : raw
  if (depth > 12) return '…'
  if (Array.isArray(raw)) return raw.map((one) => maskRaw(one, depth + 1))
  if (raw === null || typeof raw !== 'object') return raw
  return Object.fromEntries(
    Object.entries(raw).map(([key, value]) => [
      key,
      earning.test(key) && value !== null && value !== '' ? hidden : maskRaw(value, depth + 1),
    ]),
  )
}
/** What somebody earns has no shape to be known by; the head of its column tells. */
const earning = /income|salary|收入|月薪|工资/i
