import { type OpenHours, type Policy, weekOf } from '../../../../contract/policy.ts'
import { addCounted, type Calendar, countedBetween, dayMs } from './working-time.ts'

/** One thing the clock does on the way. `done` marks stay in the plan, so that the screen can draw them. */
export type Mark = { kind: 'remind' | 'copy' | 'breach'; at: string; done?: true }

/** The marks of one turn, in order; the last one is the breach and its time is the due time. */
export function planMarks(from: Date, clock: Policy['clock'], calendar: Calendar): Mark[] {
  const at = (days: number) => addCounted(from, days * dayMs(calendar), calendar).toISOString()
  const reminders = clock.remindDays
    .filter((days) => days < clock.breachDay)
    .map((days): Mark => ({ kind: 'remind', at: at(days) }))
  const copy: Mark[] = clock.copyDay < clock.breachDay ? [{ kind: 'copy', at: at(clock.copyDay) }] : []
  return [...reminders, ...copy, { kind: 'breach' as const, at: at(clock.breachDay) }].sort((a, b) =>
    a.at < b.at ? -1 : a.at > b.at ? 1 : 0,
  )
}

export const dueOf = (marks: readonly Mark[]): Date | null => {
  const breach = marks.find((mark) => mark.kind === 'breach')
  return breach ? new Date(breach.at) : null
}

export const firstUndone = (marks: readonly Mark[]): Mark | null => marks.find((mark) => !mark.done) ?? null

/** Resuming after a pause moves every mark not yet done by the counted time that was left when it stopped. */
export function shiftMarks(
  marks: readonly Mark[],
  pausedAt: Date,
  resumedAt: Date,
  calendar: Calendar,
): Mark[] {
  return marks.map((mark) => {
    if (mark.done) return mark
    const left = countedBetween(pausedAt, new Date(mark.at), calendar)
    return { ...mark, at: addCounted(resumedAt, left, calendar).toISOString() }
  })
}

type Fault = { field: string; zh: string; en: string }

/** What makes a clock nonsense, field by field. */
export function clockFaults(clock: Policy['clock']): Fault[] {
  const faults: Fault[] = []
  const say = (field: string, zh: string, en: string) => faults.push({ field: `clock.${field}`, zh, en })
  if (clock.remindDays.some((days) => days >= clock.breachDay))
    say('remindDays', '提醒应早于超时日', 'Reminders come before the breach day')
  if (clock.copyDay >= clock.breachDay)
    say('copyDay', '抄送应早于超时日', 'The copy comes before the breach day')
  if (clock.opensHour >= clock.closesHour) say('closesHour', '关门应晚于开门', 'Closing comes after opening')
  if (clock.week?.some((hours) => hours && hours.opensHour >= hours.closesHour))
    say('week', '每天的关门都应晚于开门', 'On every day closing comes after opening')
  if (clock.mode === 'working' && clock.week?.every((hours) => hours === null))
    say('week', '一周至少开门一天', 'At least one day of the week is open')
  return faults
}

/** A day that closes before it opens would never pass. */
const atLeastAnHour = ({ opensHour, closesHour }: OpenHours): OpenHours => ({
  opensHour,
  closesHour: closesHour > opensHour ? closesHour : Math.min(24, opensHour + 1),
})

export const calendarOf = (
  clock: Policy['clock'],
  zone: string,
  holidays: ReadonlyMap<string, boolean>,
): Calendar => ({
  mode: clock.mode,
  usual: atLeastAnHour(clock),
  week: weekOf(clock).map((hours) => hours && atLeastAnHour(hours)),
  zone,
  holidays,
})
