import { buffersOf, inThread, type Watch } from '../../../kernel/threads.ts'
import type { Spell } from '../questions/lapse-spells/question.ts'
import type { Future, PastNumbers } from './future.ts'
import { type Lapse, type LapseFit, type LapseNumbers, lapseOf, lessonOf } from './lapse.ts'

/** What is fitted beside the process. */
export type Fitting = { past: PastNumbers } | { lapse: LapseNumbers }

const module = new URL('./fitting.thread.ts', import.meta.url)

export const expectInThread = (past: PastNumbers, watch: Watch): Promise<Future | null> =>
  inThread<Fitting, Future | null>(
    module,
    { past },
    { ...watch, transfer: buffersOf([...Object.values(past.weeks), ...Object.values(past.spent)]) },
  )

/** As `learnLapse`, beside the process. */
export async function learnLapseInThread(
  spells: readonly Spell[],
  windowDays: number,
  watch: Watch,
): Promise<Lapse | null> {
  const lesson = lessonOf(spells, windowDays)
  if (!lesson) return null
  const { durations, drivers } = lesson.numbers
  const transfer = buffersOf([durations.duration, durations.event, ...Object.values(drivers)])
  const fit = await inThread<Fitting, LapseFit | null>(
    module,
    { lapse: lesson.numbers },
    { ...watch, transfer },
  )
  return lapseOf(lesson, fit, windowDays)
}
