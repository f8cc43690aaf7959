import type { Call, Reply } from '../../../../contract/endpoint.ts'
import {
  type listMatchPolicies,
  type listMatchPolicyVersions,
  type MatchPolicy,
  matchModelProblems,
  type saveMatchPolicy,
} from '../../../../contract/match-model.ts'
import { commonProblems } from '../../../../contract/problem.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { asSystem } from '../../../kernel/db/widen.ts'
import { found, Refused } from '../../../kernel/errors.ts'
import { networkSnapshot } from '../../dealers/index.ts'
import { startingPolicy } from '../linking/queries.ts'
import { policyRows, policyVersions, savePolicy } from './queries.ts'

const isVisible = (ctx: Ctx, brandId: string) =>
  ctx.scope.kind === 'carmaker' || ctx.scope.kind === 'system' || ctx.scope.brands.includes(brandId)

/** The network's policy and that of each brand in scope; a brand without its own goes by the network's. */
export async function listPolicies(ctx: Ctx): Promise<Reply<typeof listMatchPolicies>> {
  const { brands } = await networkSnapshot(ctx)
  const rows = await policyRows(ctx)
  const never = { number: 0, version: 0, updatedAt: new Date(0) }
  const network = rows.find(({ brandId }) => brandId === null) ?? { ...startingPolicy, ...never }
  const shown = [
    { ...network, brandName: null },
    ...brands
      .filter(({ id }) => isVisible(ctx, id))
      .map(({ id, name }) => ({
        ...(rows.find(({ brandId }) => brandId === id) ?? { ...network, ...never }),
        brandId: id,
        brandName: name,
      })),
  ]
  return { items: shown.map((one) => ({ ...one, updatedAt: one.updatedAt.toISOString() })) }
}

/** Refusals: networkByCarmaker, notFound, invalid where the thresholds cross, conflict. */
export async function savePolicyOf(
  ctx: Ctx,
  brand: string,
  { version, ...settings }: Call<typeof saveMatchPolicy>['body'],
): Promise<MatchPolicy> {
  const brandId = await brandMeant(ctx, brand)
  if (settings.reviewAt >= settings.linkAt)
    throw new Refused(commonProblems.invalid, {}, [
      {
        field: 'reviewAt',
        zh: '下限须小于上限，请调低下限或调高上限',
        en: 'Must be below the upper threshold; lower this one or raise that one',
      },
    ])
  const saved = await asSystem(ctx, (wide) => savePolicy(wide, { brandId, ...settings }, version))
  if (!saved) throw new Refused(commonProblems.conflict)
  return (await listPolicies(ctx)).items.find((one) => one.brandId === brandId)!
}

const mostVersions = 50
/** The policy of the network or of a brand in scope. */
export async function policyShown(ctx: Ctx, brand: string): Promise<MatchPolicy> {
  const of = (await listPolicies(ctx)).items.find(({ brandId }) => (brandId ?? 'network') === brand)
  return found(of, commonProblems.notFound)
}

/** Who saved what and when, of the network or a brand in scope; the latest first. */
export async function versionsOf(ctx: Ctx, brand: string): Promise<Reply<typeof listMatchPolicyVersions>> {
  const { brandId } = await policyShown(ctx, brand)
  const rows = await policyVersions(ctx, brandId, mostVersions)
  return { items: rows.map(({ actorName, at, ...row }) => ({ ...row, at: at.toISOString(), by: actorName })) }
}

async function brandMeant(ctx: Ctx, brand: string): Promise<string | null> {
  if (brand === 'network') {
    if (ctx.scope.kind !== 'carmaker') throw new Refused(matchModelProblems.networkByCarmaker)
    return null
  }
  const { brands } = await networkSnapshot(ctx)
  return found(
    brands.find(({ id }) => id === brand && isVisible(ctx, id)),
    commonProblems.notFound,
  ).id
}
