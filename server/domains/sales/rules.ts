import type { Refusal } from '../../../contract/problem.ts'
import { type OrderState, salesProblems, type TestDriveState } from '../../../contract/sales.ts'
import { minute } from '../../kernel/clock.ts'

/** What may be done to a test drive in which state. */
export const testDriveActs = {
  departure: ['planned'],
  return: ['planned'],
  cancellation: ['planned'],
} as const satisfies Record<string, readonly TestDriveState[]>
export const orderActs = {
  cancellation: ['ordered'],
  delivery: ['ordered'],
} as const satisfies Record<string, readonly OrderState[]>

type Drive = { state: string; startedAt: Date | null }
export function refuseDrive(act: keyof typeof testDriveActs, drive: Drive): Refusal | null {
  if (!(testDriveActs[act] as readonly string[]).includes(drive.state)) return salesProblems.notPlanned
  if (act === 'departure' && drive.startedAt) return salesProblems.notPlanned
  if (act === 'return' && !drive.startedAt) return salesProblems.notStarted
  return null
}
export const refuseOrder = (act: keyof typeof orderActs, state: string): Refusal | null =>
  (orderActs[act] as readonly string[]).includes(state) ? null : salesProblems.orderClosed

/** Clocks of tablets run ahead a little. */
export const liesAhead = (at: Date, now: Date): boolean => at.getTime() > now.getTime() + 5 * minute

/** How likely a sale is when it has come this far; the consultant may say otherwise. */
export const likelyPercent = { visit: 30, 'test-drive': 50, order: 90, delivery: 100 } as const

/** The day an instant falls on where the car is handed over. */
export const dayIn = (at: Date, zone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(at)
