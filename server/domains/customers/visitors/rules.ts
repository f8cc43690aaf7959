import type { VisitorHow } from '../../../../contract/customer-visitors.ts'

/**
 * How sure it is that a browser is somebody's. It never says that two customers are one: whoever signs in beside their
 * husband on the family's tablet stays who they are.
 *
 *   strength    s = min(0.99, 1 − Π (1 − p))        noisy-or over independent evidence, each kind once a day
 *   confidence  c = s · s / (s + Σ s of the others)  others: customers the same browser is somebody's of, too
 *
 * Alone a browser is its customer's by s; of two with the same evidence it is each one's by s / 2.
 */
export type Evidence = { how: VisitorHow; at: Date }

/**
 * p: a sign-in needs a password; a form names whoever fills it in, and some fill it in for their parents; a number alone
 * may be anybody's of a family; a personal link is forwarded.
 */
export const chances: Record<VisitorHow, number> = { 'sign-in': 0.95, form: 0.9, phone: 0.75, link: 0.6 }
const mostSure = 0.99

/** Two forms sent within one day are one sitting: the second says nothing new. */
const sitting = ({ how, at }: Evidence) =>
  `${how} ${new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10)}`

export function strengthOf(evidence: readonly Evidence[]): number {
  const once = new Map(evidence.map((one) => [sitting(one), chances[one.how]]))
  const doubt = [...once.values()].reduce((all, chance) => all * (1 - chance), 1)
  return Math.min(mostSure, 1 - doubt)
}

export function confidenceOf(own: readonly Evidence[], others: readonly (readonly Evidence[])[]): number {
  const strength = strengthOf(own)
  const all = others.reduce((sum, evidence) => sum + strengthOf(evidence), strength)
  return all === 0 ? 0 : (strength * strength) / all
}

/** What was looked at is shown where the browser is more likely this customer's than not. */
export const showsPages = (confidence: number): boolean => confidence > 0.5
