import type { Selectable } from 'kysely'
import type { Grade, Holder, Horizon, Stage, Waiting } from '../../../contract/lead-words.ts'
import type { LeadsLead } from '../../kernel/db/tables.ts'
import type { Mark } from './rules/clock.ts'
import type { Reason } from './rules/grading.ts'

type Row = Omit<
  Selectable<LeadsLead>,
  'attentionAt' | 'number' | 'reasons' | 'marks' | 'takenBy' | 'takenUntil' | 'beside'
>

/** A lead as the rules see it: its row, with the words narrowed. `number` is given by the database. */
export type Lead = Omit<Row, 'stage' | 'grade' | 'holder' | 'waiting' | 'horizon'> & {
  stage: Stage
  grade: Grade
  holder: Holder
  waiting: Waiting | null
  horizon: Horizon | null
  reasons: Reason[]
  marks: Mark[]
}

/** One dealer's turn with a lead. */
export type Turn = {
  id: string
  leadId: string
  brandId: string
  dealerId: string
  origin: 'sent' | 'manual' | 'claimed' | 'own' | 'imported'
  at: Date
  dueAt: Date
  contactedAt: Date | null
  inTime: boolean | null
  breachedAt: Date | null
  endedAt: Date | null
  ending: TurnEnding | null
}
export type TurnEnding = 'closed' | 'recall' | 'breach' | 'dispute' | 'recycle' | 'undo'

/** A lead as the sales domain needs it. */
export type HeldLead = {
  id: string
  customerId: string
  brandId: string
  dealerId: string
  consultantId: string | null
  stage: Stage
  variantId: string | null
  seriesId: string | null
  closedAt: Date | null
}
/** One beside an order book: when it began and ended tells which orders can be its own. */
export type DatedLead = Omit<HeldLead, 'dealerId'> & { dealerId: string | null; capturedAt: Date }
