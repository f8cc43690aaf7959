import type { Call, Reply } from '../../../../contract/endpoint.ts'
import { commonProblems } from '../../../../contract/problem.ts'
import {
  type countRecomposition,
  type listSurvivorship,
  type listSurvivorshipVersions,
  type previewSurvivorship,
  type SurvivorshipRules,
  type saveSurvivorship,
  survivorshipProblems,
} from '../../../../contract/survivorship.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { asSystem } from '../../../kernel/db/widen.ts'
import { type FieldError, found, Refused } from '../../../kernel/errors.ts'
import { enqueue } from '../../../kernel/jobs/jobs.ts'
import { networkSnapshot } from '../../dealers/index.ts'
import { recomposeJob } from '../jobs.ts'
import { showValue } from '../present.ts'
import { severalTimesSeen } from '../queries/survivorship.ts'
import { allRules, ruleVersions, saveRules } from '../queries/survivorship-rules.ts'
import { type GoldenField, nameOfField } from '../survivorship/fields.ts'
import { forgetSurvivorship, startingRules, withDraft } from '../survivorship/policy.ts'
import { recompose } from './recompose.ts'

/** The network's rules and those of each brand in scope; a brand without its own follows the network's. */
export async function listRules(ctx: Ctx): Promise<Reply<typeof listSurvivorship>> {
  const { brands } = await networkSnapshot(ctx)
  const rows = await allRules(ctx)
  const never = { number: 0, version: 0, updatedAt: new Date(0) }
  const network = rows.find((row) => row.brandId === null)
  const rules = network?.rules ?? startingRules
  const items = [
    { ...(network ?? { ...never, rules }), brandId: null, brandName: null },
    ...brands
      .filter((brand) => isVisible(ctx, brand.id))
      .map((brand) => ({
        ...(rows.find((row) => row.brandId === brand.id) ?? { ...never, rules }),
        brandId: brand.id,
        brandName: brand.name,
      })),
  ]
  return { items: items.map((item) => ({ ...item, updatedAt: item.updatedAt.toISOString() })) }
}

const isVisible = (ctx: Ctx, brandId: string) =>
  ctx.scope.kind === 'carmaker' || ctx.scope.kind === 'system' || ctx.scope.brands.includes(brandId)

/** Null is the network, which only head office rules. */
async function brandMeant(ctx: Ctx, brand: string): Promise<string | null> {
  if (brand !== 'network') {
    const { brands } = await networkSnapshot(ctx)
    const known = brands.find(({ id }) => id === brand && isVisible(ctx, id))
    return found(known, commonProblems.notFound).id
  }
  if (ctx.scope.kind !== 'carmaker') throw new Refused(survivorshipProblems.networkByCarmaker)
  return null
}

function refuseTwice({ fields }: SurvivorshipRules): void {
  const faults: FieldError[] = Object.entries(fields)
    .filter(([, list]) => new Set(list).size < list.length)
    .map(([field]) => ({
      field: `rules.fields.${field}`,
      zh: '同一条准则写了两次，请去掉一个',
      en: 'The same criterion twice; take one out',
    }))
  if (faults.length > 0) throw new Refused(commonProblems.invalid, {}, faults)
}

/** New arrivals follow the rules at once; who is known already follows them when the job has come by. */
export async function saveSurvivorshipRules(
  ctx: Ctx,
  brand: string,
  { rules, version }: Call<typeof saveSurvivorship>['body'],
): Promise<Reply<typeof saveSurvivorship>> {
  const brandId = await brandMeant(ctx, brand)
  refuseTwice(rules)
  const saved = await asSystem(ctx, (wide) => saveRules(wide, brandId, version, rules))
  if (!saved) throw new Refused(commonProblems.conflict)
  forgetSurvivorship(ctx)
  const jobId = await enqueue(ctx, recomposeJob, {})
  const row = (await listRules(ctx)).items.find((item) => item.brandId === brandId)
  return { ...row!, jobId }
}

const mostVersions = 50
/** Who saved what and when, of the network or a brand in scope; the latest first. */
export async function versionsOf(ctx: Ctx, brand: string): Promise<Reply<typeof listSurvivorshipVersions>> {
  const of = (await listRules(ctx)).items.find(({ brandId }) => (brandId ?? 'network') === brand)
  return { items: await ruleVersions(ctx, found(of, commonProblems.notFound).brandId, mostVersions) }
}

/** As many as are composed in a second. */
const mostPreviewed = 2_000
const mostExamples = 12

/** What draft rules would change among those seen last; nothing is saved. */
export async function previewRules(
  ctx: Ctx,
  brand: string,
  { rules }: Call<typeof previewSurvivorship>['body'],
): Promise<Reply<typeof previewSurvivorship>> {
  const brandId = await brandMeant(ctx, brand)
  refuseTwice(rules)
  const ids = await severalTimesSeen(ctx, { newest: true, limit: mostPreviewed + 1 })
  const looked = ids.slice(0, mostPreviewed)
  const draft = await withDraft(ctx, brandId, rules)
  const would = await recompose(ctx, looked, { draft, dry: true })
  const counts = new Map<GoldenField, number>()
  for (const { differences } of would)
    for (const { field } of differences) counts.set(field, (counts.get(field) ?? 0) + 1)
  return {
    looked: looked.length,
    all: ids.length <= mostPreviewed,
    customers: would.length,
    fields: would.reduce((sum, one) => sum + one.differences.length, 0),
    byField: [...counts]
      .map(([field, count]) => ({ field: nameOfField(field), count }))
      .sort((a, b) => b.count - a.count),
    examples: would.slice(0, mostExamples).map(({ customerId, name, differences }) => {
      const { field, before, after } = differences[0]!
      return {
        customerId,
        name,
        field: nameOfField(field),
        before: showValue(field, before),
        after: showValue(field, after),
      }
    }),
  }
}

/** The same over everybody, as a job that writes nothing. */
export async function countOverall(
  ctx: Ctx,
  brand: string,
  { rules }: Call<typeof countRecomposition>['body'],
): Promise<{ jobId: string }> {
  const brandId = await brandMeant(ctx, brand)
  refuseTwice(rules)
  return { jobId: await enqueue(ctx, recomposeJob, { draft: { brandId, rules } }) }
}
