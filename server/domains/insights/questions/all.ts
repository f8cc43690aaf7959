import type { Question } from '../door.ts'
import { ageing } from './ageing/question.ts'
import { leadRows } from './lead-rows/question.ts'
import { loopBy } from './loop-by/question.ts'
import { loopSteps } from './loop-steps/question.ts'
import { loopWeekly } from './loop-weekly/question.ts'
import { lostReasons } from './lost-reasons/question.ts'
import { spendRows } from './spend-rows/question.ts'
import { traffic } from './traffic/question.ts'

/** Every question there is; the scope test asks them all. */
export const questions: Question[] = [
  loopSteps,
  loopBy,
  loopWeekly,
  ageing,
  lostReasons,
  traffic,
  leadRows,
  spendRows,
] as Question[]
