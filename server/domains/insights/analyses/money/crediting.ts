import type { AnalysisCell } from '../../../../../contract/analyses.ts'
import type { Words } from '../../../../../contract/endpoint.ts'
import { mediumWords } from '../../../../../contract/media-words.ts'
import { attribute, attributionMethods } from '../../models/attribution/attribution.ts'
import { collapse, type TouchPaths } from '../../models/attribution/paths.ts'
import { type TouchPath, unknownMark, untouchedMark } from '../../questions/touch-paths/question.ts'

export const creditRules = Object.keys(attributionMethods) as CreditRule[]
export type CreditRule = keyof typeof attributionMethods

/** What media are called, what stands for no medium or campaign, and for no touch. */
export const markWords = (of: string): Record<string, Words> => ({
  ...(of === 'medium' && mediumWords),
  [unknownMark]:
    of === 'campaign'
      ? { zh: '有触点，无活动', en: 'Touched, by no campaign' }
      : { zh: '有触点，媒体不明', en: 'Touched, medium unknown' },
  [untouchedMark]: { zh: '没有触点记录', en: 'No touch recorded' },
})

export const pathsOf = (rows: readonly TouchPath[]): TouchPaths =>
  collapse(
    rows.map(({ touches, ageDays, delivered, lost, revenueFen }) => ({
      touches,
      ageDays,
      conversions: delivered,
      nulls: lost,
      revenueFen,
    })),
  )

export type Credited = { channel: string; orders: number; revenueFen: number; removalEffect: number | null }

/** Best first; what was bought without any touch we know of is a row of its own, and the rows add up to what is booked. */
export function creditedBy(paths: TouchPaths, rule: CreditRule): { rows: Credited[]; bookedFen: number } {
  const { credits, untouched, bookedFen } = attribute(paths, attributionMethods[rule])
  const rows = credits
    .map(({ channel, conversions, revenueFen, removalEffect }) => ({
      channel,
      orders: conversions,
      revenueFen,
      removalEffect: removalEffect ?? null,
    }))
    .sort((a, b) => b.revenueFen - a.revenueFen || (a.channel < b.channel ? -1 : 1))
  if (untouched.conversions > 0)
    rows.push({
      channel: untouchedMark,
      orders: untouched.conversions,
      revenueFen: untouched.revenueFen,
      removalEffect: null,
    })
  return { rows, bookedFen }
}

/** One row per channel, one column per rule. */
export function allRules(paths: TouchPaths): Record<string, AnalysisCell>[] {
  const rows = new Map<string, Record<string, AnalysisCell>>()
  for (const rule of creditRules)
    for (const { channel, revenueFen } of creditedBy(paths, rule).rows)
      rows.set(channel, { ...(rows.get(channel) ?? { channel }), [rule]: revenueFen })
  return [...rows.values()]
}
