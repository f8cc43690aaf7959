import type { Words } from '../../../../contract/endpoint.ts'

/** What a cell said: a value, nothing, or why it cannot be read and what to do about it. */
export type Fault = Words & { code: string }
export type Reading =
  | { value: unknown; fault?: undefined; note?: undefined }
  | { value?: undefined; fault: Fault; note?: undefined }
  /** Nothing for the field, and nothing wrong: what became of it is said and costs the row nothing. */
  | { value?: undefined; fault?: undefined; note: Fault }
  | undefined
/** `now` is the import's instant: consent and visits cannot lie ahead of it. */
export type Reader = (text: string, now: Date) => Reading

export const fault = (code: string, zh: string, en: string): { fault: Fault } => ({ fault: { code, zh, en } })

// What people write into a field that must be filled.
const nothing = new Set(
  '- -- — / \\ 0000-00-00 n/a na nil null none undefined #n/a 无 没有 暂无 不详 未知 未填 空 未提供 未上牌 未填写 select 请选择'.split(
    ' ',
  ),
)

/** The trimmed cell, or '' when it only says that there is nothing. */
export function plain(cell: string | undefined): string {
  if (!cell) return ''
  const text = cell.trim()
  return text.length < 11 && nothing.has(text.toLowerCase()) ? '' : text
}
