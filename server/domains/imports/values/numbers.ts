import { fenFromYuan } from '../../../kernel/money.ts'
import { fault, type Reader } from './reading.ts'

/** `229800`, `¥229,800.00`, `19.88万` as fen. */
export const money: Reader = (raw) => {
  const value = fenFromYuan(raw)
  if (value === null)
    return fault(
      'not-money',
      '金额读不懂，请写成 198800 或 19.88万',
      'Not an amount; write it like 198800 or 19.88万',
    )
  if (value < 0) return fault('negative', '金额不能为负', 'An amount cannot be negative')
  return { value }
}

export const whole =
  (least: number, most: number): Reader =>
  (raw) => {
    const text = raw.normalize('NFKC').replace(/[,\s]/g, '').replace(/\.0+$/, '')
    const value = Number(text)
    if (text === '' || !Number.isInteger(value))
      return fault('not-a-number', '请写成整数', 'Write a whole number')
    if (value < least || value > most)
      return fault('out-of-range', `应在 ${least} 到 ${most} 之间`, `Must be between ${least} and ${most}`)
    return { value }
  }

export const degrees =
  (most: number): Reader =>
  (raw) => {
    const value = Number(raw.normalize('NFKC').trim())
    if (!Number.isFinite(value) || Math.abs(value) > most)
      return fault(
        'not-a-coordinate',
        `应是 -${most} 到 ${most} 之间的度数`,
        `Must be degrees between -${most} and ${most}`,
      )
    return { value }
  }

/** A length of time as seconds: `77`, `1:17`, `00:01:17`, `1分17秒`. */
export const seconds: Reader = (raw) => {
  const text = raw.normalize('NFKC').trim()
  const clock = /^(?:(\d+):)?(\d{1,3}):(\d{2})$/.exec(text)
  const words =
    /^(?=.)(?:(\d+)(?:小?时|h)\s*)?(?:(\d+)(?:分钟?|min|m)\s*)?(?:(\d+(?:\.\d+)?)(?:秒|sec|s)?)?$/i.exec(text)
  const parts = clock ?? words
  if (!parts)
    return fault('not-a-duration', '时长读不懂，请写成秒数或 1:17', 'Not a duration; write seconds, or 1:17')
  const [hours, minutes, rest] = parts.slice(1).map((part) => Number(part ?? 0)) as [number, number, number]
  return { value: Math.round(hours * 3600 + minutes * 60 + rest) }
}
