import { v7 } from 'uuid'

/** A new UUIDv7: time-ordered, so an index grows at its right edge. */
export const newId = (at?: Date): string => (at ? v7({ msecs: at.getTime() }) : v7())

export const isId = (value: string): boolean =>
  /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(value)
