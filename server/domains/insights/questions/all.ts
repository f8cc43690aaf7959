import type { Question } from '../door.ts'
import { ageing } from './ageing/question.ts'
import { arrivals } from './arrivals/question.ts'
import { campaignFlights } from './campaign-flights/question.ts'
import { channelShiftQuestion } from './channel-shift/question.ts'
import { dealerCounts } from './dealer-counts/question.ts'
import { experimentArms } from './experiment-arms/question.ts'
import { experimentAudience } from './experiment-audience/question.ts'
import { keepingQuestions } from './keeping.ts'
import { leadRows } from './lead-rows/question.ts'
import { loopBy } from './loop-by/question.ts'
import { loopSteps } from './loop-steps/question.ts'
import { loopWeekly } from './loop-weekly/question.ts'
import { lostReasons } from './lost-reasons/question.ts'
import { marketQuestions } from './market.ts'
import { owners } from './owners/question.ts'
import { planAttained } from './plan-attained/question.ts'
import { spendRows } from './spend-rows/question.ts'
import { touchPaths } from './touch-paths/question.ts'
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
  ...marketQuestions,
  ...keepingQuestions,
  arrivals,
  owners,
  touchPaths,
  channelShiftQuestion,
  campaignFlights,
  dealerCounts,
  experimentAudience,
  experimentArms,
  planAttained,
] as Question[]
