import type { Grade } from '../../../../contract/lead-words.ts'
import { type FeedbackIn, mandatoryFields, outcomesAfter } from '../../../../contract/leads.ts'
import type { Policy } from '../../../../contract/policy.ts'
import { day } from '../../../kernel/clock.ts'
import type { FieldError } from '../../../kernel/errors.ts'
import { followUpBy } from './follow-up.ts'
import { dayIn } from './working-time.ts'

/** What is wrong with a feedback; the mandatory fields are the contract's, so that the screen asks the same. */
export function feedbackFaults(
  feedback: FeedbackIn,
  lead: { grade: Grade },
  now: Date,
  followUpDays: Policy['followUpDays'],
): FieldError[] {
  const faults: FieldError[] = mandatoryFields(feedback)
    .filter((field) => feedback[field] === undefined || feedback[field] === '')
    .map((field) => ({ field, zh: '必填', en: 'Required' }))
  if (!outcomesAfter(feedback.contacted).includes(feedback.outcome))
    faults.push({
      field: 'outcome',
      zh: '没联系上，只能继续跟进或战败',
      en: 'Nobody was reached: follow up, or give the lead up',
    })
  if (feedback.outcome === 'lost') {
    if (feedback.winBackOn && feedback.winBackOn <= dayIn(now, 'Asia/Shanghai'))
      faults.push({ field: 'winBackOn', zh: '挽回日期应在今天之后', en: 'A win-back day comes after today' })
    return faults
  }
  if (!feedback.nextStepAt) return faults
  const at = new Date(feedback.nextStepAt)
  const latest = followUpBy(now, lead.grade, followUpDays)
  // To the end of that day: a date picker gives days, not milliseconds.
  if (at <= now)
    faults.push({ field: 'nextStepAt', zh: '时间应在现在之后', en: 'The time must be later than now' })
  else if (at.getTime() > latest.getTime() + day) {
    const days = followUpDays[lead.grade]
    faults.push({
      field: 'nextStepAt',
      zh: `${lead.grade} 级须在 ${days} 天内跟进`,
      en: `Grade ${lead.grade} is followed up within ${days} days`,
    })
  }
  return faults
}
