import type { Question } from '../door.ts'
import { ageing } from './ageing/question.ts'
import { leadRows } from './lead-rows/question.ts'
import { loopBy } from './loop-by/question.ts'
import { loopSteps } from './loop-steps/question.ts'
import { loopWeekly } from './loop-weekly/question.ts'
import { lostReasons } from './lost-reasons/question.ts'
import { spendRows } from './spend-rows/question.ts'
import { traffic } from './traffic/question.ts'
import { valueClassesQuestion } from './value-classes/question.ts'
import { valueCurve } from './value-curve/question.ts'
import { valueRfm } from './value-rfm/question.ts'
import { valueRows } from './value-rows/question.ts'
import { worth } from './worth/question.ts'

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
  worth,
  valueClassesQuestion,
  valueRfm,
  valueCurve,
  valueRows,
] as Question[]
