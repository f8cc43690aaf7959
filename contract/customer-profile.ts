import { z } from 'zod'
import { text } from './endpoint.ts'

/** Who a person is beside their name: asked as the acquaintance deepens, never needed and never matched by. */
export const maritals = ['single', 'married', 'married-children', 'other'] as const
/** Nine stands for nine and more. */
export const childCounts = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'] as const
export const educations = ['below-bachelor', 'bachelor', 'master-up'] as const
/** Mean monthly income after tax, in thousands of yuan; the upper bound belongs to the next band. */
export const incomes = ['0-5k', '5-10k', '10-20k', '20-30k', '30k+'] as const

export const profileNames = ['marital', 'children', 'education', 'income', 'occupation', 'interests'] as const
export type ProfileName = (typeof profileNames)[number]

export const longestOccupation = 60
export const longestInterests = 120
const words: Partial<Record<ProfileName, readonly string[]>> = {
  marital: maritals,
  children: childCounts,
  education: educations,
  income: incomes,
}
export const isProfileWord = (name: ProfileName, value: string): boolean =>
  words[name]?.includes(value) ??
  value.length <= (name === 'occupation' ? longestOccupation : longestInterests)

/** As a form sends them; null empties. */
export const profileFields = {
  marital: z.enum(maritals).nullable().optional(),
  children: z.enum(childCounts).nullable().optional(),
  education: z.enum(educations).nullable().optional(),
  income: z.enum(incomes).nullable().optional(),
  occupation: text(longestOccupation).nullable().optional(),
  interests: text(longestInterests).nullable().optional(),
}
