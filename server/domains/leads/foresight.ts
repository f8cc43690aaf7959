import type { ChanceBand } from '../../../contract/propensity.ts'
import { port } from '../../kernel/ports.ts'

/** A lead as far as it is known when it arrives; of its first turn where it has had one. Names as the network shows them. */
export type Arriving = {
  leadId: string
  customerId: string
  capturedAt: Date
  source: string
  medium: string
  series: string
  brand: string
  divisionCode: string | null
  horizon: string | null
  tradeIn: boolean | null
  budgetFen: number | null
  wantsDealer: boolean
  /** Nobody's until it is sent. */
  dealer: string
  /** The dealer's; Asia/Shanghai without one. */
  zone: string
  sentAt: Date | null
}
export type ForesightAsked = {
  leads: readonly Arriving[]
  /** Customers nobody in the network can know yet. */
  strangers: ReadonlySet<string>
  /** Leads that are not in the database yet. */
  unsaved: ReadonlySet<string>
}
/** What was read once for a batch: asked before it is routed, kept when it is written. */
export type Foresight = {
  bands(leads: readonly Arriving[]): ReadonlyMap<string, ChanceBand>
  /** By now the leads are in the database, and some with a dealer. */
  keep(leads: readonly Arriving[]): Promise<void>
}

/** Null where nobody foretells: then leads arrive as if nobody ever had. */
export const foresight = port<ForesightAsked, Foresight>('leads.foresight')
