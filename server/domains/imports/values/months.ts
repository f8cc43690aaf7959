import { day } from './days.ts'
import type { Reader } from './reading.ts'

/** 2026-09, 2026年9月 or any day of the month, as its first day. */
export const month: Reader = (raw, now) => {
  const short =
    /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*月?$/.exec(raw.trim()) ?? /^(\d{4})(\d{2})$/.exec(raw.trim())
  const read = day(short ? `${short[1]}-${short[2]}-1` : raw, now)
  return read?.value ? { value: `${String(read.value).slice(0, 7)}-01` } : read
}
