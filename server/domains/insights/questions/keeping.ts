import type { Question } from '../door.ts'
import { cohortQuarters } from './cohorts/question.ts'
import { groupSpend } from './group-spend/question.ts'
import { lapseLives } from './lapse-lives/question.ts'
import { lapseSpells } from './lapse-spells/question.ts'
import { lifetimeExpected } from './lifetime-expected/question.ts'
import { lifetimePeriods } from './lifetime-periods/question.ts'
import { losses } from './losses/question.ts'
import { referralRows } from './referral-rows/question.ts'
import { referrals } from './referrals/question.ts'
import { regionNames } from './region-names/question.ts'
import { repurchaseGaps } from './repurchase-gaps/question.ts'
import { repurchaseRows } from './repurchase-rows/question.ts'
import { rfmLines } from './rfm-lines/question.ts'
import { silentClasses } from './silent-classes/question.ts'
import { wonAndKept } from './won-and-kept/question.ts'

/** What keeping and value ask beside the board's own questions. */
export const keepingQuestions = [
  lapseLives,
  lapseSpells,
  cohortQuarters,
  repurchaseGaps,
  repurchaseRows,
  silentClasses,
  referrals,
  referralRows,
  regionNames,
  rfmLines,
  lifetimePeriods,
  lifetimeExpected,
  losses,
  wonAndKept,
  groupSpend,
] as Question[]
