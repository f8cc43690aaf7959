import type { MatchStep } from '../../../../contract/match-review.ts'
import type { Comparison, Model, Parameters } from '../matching/model.ts'
import { lesser, levelWeight, priorWeight, weightAgainstKin } from '../matching/scoring.ts'

type How = { levels: readonly number[]; rarity: number; rarities: readonly number[] | null }
/** What the two of a pair say, per comparison, as it may be shown. */
export type SaidByTwo = Record<string, { l: string | null; r: string | null } | undefined>

/**
 * A pair's weight as the steps that make it: the prior, then what each comparison adds in bits. They add up to the
 * weight exactly. What rarity each agreed value brought is kept with the pair (`rarities`); of pairs from before it was,
 * only the sum is known, and it is shared out as their comparisons' usual rarity (-log2 u of the first level).
 */
export function explain(
  model: Pick<Model, 'comparisons'>,
  parameters: Parameters,
  { levels, rarity, rarities }: How,
  said: SaidByTwo = {},
): { prior: number; steps: MatchStep[] } {
  const shared = rarities ?? sharedOut(model, parameters, levels, rarity)
  const prior = priorWeight(parameters)
  const steps = model.comparisons.map((comparison, at) => {
    const level = levels[at] ?? 0
    const bits = levelWeight(parameters, comparison, level) + (shared[at] ?? 0)
    const { l = null, r = null } = said[comparison.name] ?? {}
    return { comparison: comparison.name, level: nameOf(comparison, level), bits, l, r }
  })
  if (!parameters.kin) return { prior, steps }
  // What all the others come to, lowered by how well kin would explain them.
  const sum = steps.reduce((all, { bits }) => all + bits, prior)
  const bits = lesser(sum, weightAgainstKin(model, parameters, levels)) - sum
  return { prior, steps: [...steps, { comparison: 'kin', level: 'household', bits, l: null, r: null }] }
}

function sharedOut(
  model: Pick<Model, 'comparisons'>,
  parameters: Parameters,
  levels: readonly number[],
  rarity: number,
): number[] {
  const isRare = (comparison: Comparison, at: number) => comparison.rare !== undefined && levels[at] === 1
  const usual = model.comparisons.map((one, at) => (isRare(one, at) ? usualRarity(parameters, one) : 0))
  const all = usual.reduce((sum, one) => sum + one, 0)
  return usual.map((one) => (one === 0 ? 0 : (rarity * one) / all))
}

/** Never 0, so that a comparison whose u is 1 still takes its part. */
const usualRarity = ({ u }: Parameters, { name }: Comparison): number =>
  Math.max(-Math.log2(u[name]![0]!), 0.01)

const nameOf = ({ levels }: Comparison, level: number): string =>
  level === 0 ? 'missing' : (levels[level - 1]?.name ?? 'different')
