import type { Grade, Horizon } from '../../../../../contract/leads.ts'

/** What a purchase horizon makes of a lead, shown while it is chosen; the server grades by the same table. */
export const gradeOf: Record<Horizon, Grade> = { week: 'H', month: 'A', quarter: 'B', later: 'C' }
