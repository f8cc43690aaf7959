import type { Grade } from '../../../../contract/lead-words.ts'
import type { Policy } from '../../../../contract/policy.ts'
import { day } from '../../../kernel/clock.ts'

/** The latest a person of this grade should hear again: H 7, A 15, B 30, C 90 days unless the policy says otherwise. */
export const followUpBy = (from: Date, grade: Grade, followUpDays: Policy['followUpDays']): Date =>
  new Date(from.getTime() + followUpDays[grade] * day)

/** Whoever did not answer is tried again the next day. */
export const retryBy = (from: Date): Date => new Date(from.getTime() + day)
