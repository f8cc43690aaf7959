import { sql } from 'kysely'

/** Days of a list are head office's: a dealer in another zone is at most hours off at the edge of a period. */
export const zone = 'Asia/Shanghai'
export const dayStart = (day: string) => sql<Date>`(${day}::date::timestamp at time zone ${zone})`
export const dayEnd = (day: string) => sql<Date>`((${day}::date + 1)::timestamp at time zone ${zone})`
