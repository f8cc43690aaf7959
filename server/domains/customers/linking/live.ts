import { second } from '../../../kernel/clock.ts'
import type { Ctx, Services } from '../../../kernel/ctx.ts'
import { asSystem } from '../../../kernel/db/widen.ts'
import { timing } from '../../../kernel/timings.ts'
import type { Prepared } from '../arrivals.ts'
import { customerModel } from '../matching/customer-model.ts'
import type { Claim, Decision } from '../matching/exact.ts'
import { featuresOf } from '../matching/features.ts'
import type { Features, Model } from '../matching/model.ts'
import { type Scored, type Share, scoreOf } from '../matching/scoring.ts'
import { type Alike, alikeTo, type Newcomer } from './candidates.ts'
import {
  type Asked,
  activeModel,
  askAbout,
  frequenciesOf,
  policiesNow,
  startingPolicy,
  type Trained,
} from './queries.ts'
import { type Edge, policyFor } from './rules.ts'

/**
 * The same model for one arrival: candidates through indexes, a score each, and the policy's answer. More than this
 * arrive at once only in imports, which the next run compares with everybody at a fraction of the cost.
 */
export const mostAtOnce = 50

export type Likely = { decisions: Decision[]; asked: Asked[]; modelNumber: number }

/** Whoever exact identification took for new may still be somebody we know. Before anything is written. */
export async function lookAgain(
  ctx: Ctx,
  prepared: readonly Prepared[],
  decisions: Decision[],
): Promise<Likely> {
  const none = { decisions, asked: [], modelNumber: 0 }
  if (prepared.length > mostAtOnce || !decisions.some(({ how }) => how === 'new')) return none
  return timed(() => looked(ctx, prepared, decisions, none))
}

const timed = timing('live_match_duration_seconds', 'Time to find, score and judge who an arrival may be.')

const looked = (
  ctx: Ctx,
  prepared: readonly Prepared[],
  decisions: Decision[],
  none: Likely,
): Promise<Likely> =>
  asSystem(ctx, async (wide) => {
    const trained = await modelNow(wide)
    if (!trained) return none
    const news = decisions.flatMap(({ how }, at) => (how === 'new' ? [newcomerOf(prepared[at]!, at)] : []))
    const candidates = await alikeTo(wide, news)
    if (candidates.length === 0) return none
    return judge(wide, trained, prepared, decisions, news, candidates)
  })

async function judge(
  ctx: Ctx,
  trained: Trained,
  prepared: readonly Prepared[],
  decisions: Decision[],
  news: readonly Newcomer[],
  candidates: readonly Alike[],
): Promise<Likely> {
  const weighed = await weigh(ctx, trained, news, candidates)
  const policies = await policiesNow(ctx)
  const asked: Asked[] = []
  const judged = [...decisions]
  for (const { n } of news) {
    const policy = policyFor(policies, prepared[n]!.arrival.brandId) ?? startingPolicy
    const scored = weighed.filter((one) => one.n === n && one.weight >= policy.reviewAt)
    const [best, next] = scored
    // Two who are both certain: a person says which, or that the three are one.
    const certain = best && best.weight >= policy.linkAt && !best.clash && policy.automatic
    if (certain && !(next && next.weight >= policy.linkAt))
      judged[n] = { customerId: best.customerId, how: 'match' }
    else
      for (const { customerId, clash, weight, levels, rarity, rarities } of scored) {
        const held =
          weight < policy.linkAt ? 'between' : clash ? 'verified' : policy.automatic ? 'grown' : 'manual'
        const [a, b] = [customerId, decisions[n]!.customerId].sort() as [string, string]
        const edge: Edge = { a, b, weight, levels, rarity, rarities, verified: clash, brandId: null }
        asked.push({ edge, held, groupId: a })
      }
  }
  return { decisions: judged, asked, modelNumber: trained.number }
}

export type Weighed = Omit<Alike, 'record'> & Scored
/** A weight for each candidate, the heaviest first. */
async function weigh(
  ctx: Ctx,
  { model, parameters }: Trained,
  news: readonly Newcomer[],
  candidates: readonly Alike[],
): Promise<Weighed[]> {
  const features = new Map(news.map((one) => [one.n, featuresOf(model.features, one.record)]))
  const shares = await sharesOf(ctx, [...features.values()])
  return candidates
    .map(({ record, ...one }) => ({
      ...one,
      ...scoreOf(model, parameters, features.get(one.n)!, featuresOf(model.features, record), shares),
    }))
    .sort((a, b) => b.weight - a.weight)
}

/**
 * Who the model takes somebody for who is still being typed in, the likeliest first: across the whole network, so the
 * caller shows only whom its reader may see. Null until a run has learned from the customers.
 */
export const likenessOf = (
  ctx: Ctx,
  one: Prepared,
): Promise<{ model: Model; weighed: Weighed[]; reviewAt: number } | null> =>
  asSystem(ctx, async (wide) => {
    const trained = await modelNow(wide)
    if (!trained) return null
    const news = [newcomerOf(one, 0)]
    const weighed = await weigh(wide, trained, news, await alikeTo(wide, news))
    const policy = policyFor(await policiesNow(wide), one.arrival.brandId) ?? startingPolicy
    return { model: trained.model, weighed, reviewAt: policy.reviewAt }
  })

/** Once the newcomers are written. */
export async function askOf(ctx: Ctx, { asked, modelNumber }: Likely): Promise<void> {
  if (asked.length > 0) await asSystem(ctx, (wide) => askAbout(wide, asked, modelNumber))
}

const freshMs = 10 * second
const kept = new WeakMap<Services, { trained: Trained | null; at: number }>()
/** Remembered for ten seconds per process; none until the first run has learned from the customers. */
async function modelNow(ctx: Ctx): Promise<Trained | null> {
  const known = kept.get(ctx.services)
  const age = known ? ctx.now.getTime() - known.at : -1
  if (known && age >= 0 && age < freshMs) return known.trained
  const trained = await activeModel(ctx)
  kept.set(ctx.services, { trained, at: ctx.now.getTime() })
  return trained
}

const rare = [...new Set(customerModel.comparisons.flatMap((one) => one.rare ?? []))]

/** How often the newcomers' own values are met; only those can be agreed on. */
async function sharesOf(ctx: Ctx, all: readonly Features[]): Promise<Share> {
  const values = all.flatMap((features) =>
    rare.flatMap((feature) => [features[feature] ?? []].flat().map((value) => ({ feature, value }))),
  )
  const found = await frequenciesOf(ctx, values, rare)
  return (feature, value) => found.get(`${feature} ${value}`) ?? found.get(`${feature} `) ?? 1e-6
}

const found = new Set(['email', 'phone', 'plate', 'vin'])
/** What a claim is looked up as: an ID number with a slip finds who has, or may have, one of the numbers it was meant as. */
function looksFor(claim: Claim): Claim[] {
  const { kind, value } = claim
  if (kind === 'resident-id') return [{ kind: 'resident-meant', value }]
  if (kind === 'resident-meant') return [{ kind: 'resident-id', value }, claim]
  return found.has(kind) ? [claim] : []
}

function newcomerOf({ arrival: { person }, values, forms, claims, resident }: Prepared, n: number): Newcomer {
  const of = (kind: string) => claims.flatMap((one) => (one.kind === kind ? [one.value] : []))
  const text = (value: string | null | undefined) => value ?? ''
  return {
    n,
    claims: claims.flatMap(looksFor),
    record: {
      kind: person.kind,
      name: text(values.name),
      pinyin: text(forms.exact.find((form) => form.startsWith('~'))?.slice(1)),
      sex: text(values.sex),
      birth: text(values.birthOn),
      resident: text(values.residentIdHash),
      resident_read: values.residentIdHash ?? of('resident-misread')[0] ?? '',
      resident_meant: values.residentIdHash ? [values.residentIdHash] : of('resident-meant'),
      resident_valid: values.residentIdHash ? 'yes' : '',
      resident_shown: resident?.masked ?? of('resident-shown')[0] ?? '',
      credit_code: text(values.creditCode),
      company: text(values.company),
      division: text(values.divisionCode),
      address: text(values.address),
      phones: of('phone'),
      emails: of('email'),
      plates: of('plate'),
      vins: of('vin'),
    },
  }
}
