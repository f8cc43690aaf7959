import { answerThread } from '../../../kernel/threads.ts'
import { type Lesson, type Trained, trainOverTime } from './training.ts'

/** A hundred thousand rows take half a minute: the process goes on serving meanwhile. */
answerThread<Lesson, Trained | null>(({ table, outcome, on }, tell) =>
  trainOverTime(table, outcome, on, { tell }),
)
