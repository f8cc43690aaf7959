import type { campaignStates } from '../../../contract/campaigns.ts'

type Flight = { startsOn: string; endsOn: string }

export const stateOn = ({ startsOn, endsOn }: Flight, today: string): (typeof campaignStates)[number] =>
  today < startsOn ? 'planned' : today > endsOn ? 'ended' : 'running'

/** Media bill before and after a flight, never long before or after it: a typed year is caught here. */
const slackDays = 31
export function withinFlight(day: string, { startsOn, endsOn }: Flight): boolean {
  return day >= shift(startsOn, -slackDays) && day <= shift(endsOn, slackDays)
}

/** The calendar day `days` later. */
export const shift = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

/** Head office works in this zone; dealers have their own. */
export const officeZone = 'Asia/Shanghai'
export const dayIn = (at: Date, zone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(at)
