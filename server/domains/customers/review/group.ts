import type { Call, Reply } from '../../../../contract/endpoint.ts'
import {
  type countMatchGroups,
  type listMatchGroups,
  type MatchGroup,
  type MatchPair,
  type MatchSide,
  mostCountedGroups,
  mostSides,
} from '../../../../contract/match-review.ts'
import { commonProblems } from '../../../../contract/problem.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { pageOf } from '../../../kernel/db/keyset.ts'
import { found } from '../../../kernel/errors.ts'
import { modelNumbered, policiesNow } from '../linking/queries.ts'
import { policyFor } from '../linking/rules.ts'
import { chanceOf } from '../matching/scoring.ts'
import { browsersShared } from '../visitors/queries.ts'
import { onlyOf, readShown } from './evidence.ts'
import { explain, type SaidByTwo } from './explain.ts'
import {
  evidenceOf,
  groupsCounted,
  groupsListed,
  openPairs,
  type PairRow,
  pairAgain,
  secondOpinionShare,
} from './queries.ts'
import { pairsAmong, peopleOf } from './rules.ts'
import { type Beside, type SideBySide, sideBySide } from './sides.ts'

export async function groupsPage(
  ctx: Ctx,
  { after, limit, ...filter }: Call<typeof listMatchGroups>['query'],
): Promise<Reply<typeof listMatchGroups>> {
  const rows = await groupsListed(ctx, filter, await secondOpinionShare(ctx), { after, limit })
  return pageOf(
    rows,
    limit,
    (row) => [row.weight, row.leader],
    ({ leader: _, key, ...row }) => ({ id: key, ...row }),
  )
}

export async function openGroups(ctx: Ctx): Promise<Reply<typeof countMatchGroups>> {
  const open = await groupsCounted(ctx, await secondOpinionShare(ctx), mostCountedGroups + 1)
  return { open: Math.min(open, mostCountedGroups), more: open > mostCountedGroups }
}

/** One group to look at; a second opinion looks like any other, and as it looked to the first who judged it. */
export async function showGroup(ctx: Ctx, id: string, beside: Beside): Promise<MatchGroup> {
  const open = await openPairs(ctx, id)
  if (open.length > 0) {
    const people = peopleOf(open, mostSides)
    const all = new Set(open.flatMap(({ a, b }) => [a, b])).size
    return presented(ctx, id, all, pairsAmong(open, people), await sideBySide(ctx, people, beside))
  }
  const again = found(await pairAgain(ctx, id, await secondOpinionShare(ctx)), commonProblems.notFound)
  const kept = again.mergeId ? readShown(await evidenceOf(ctx, again.mergeId)) : null
  const two = [again.a, again.b]
  const shown = kept ? onlyOf(kept, two) : await sideBySide(ctx, two, beside)
  return presented(ctx, id, 2, [again], shown)
}

export async function presented(
  ctx: Ctx,
  id: string,
  people: number,
  rows: readonly PairRow[],
  { sides, alike, survivorId, winners }: SideBySide,
): Promise<MatchGroup> {
  const byId = new Map(sides.map((side) => [side.customer.id, side]))
  const models = new Map<number, Awaited<ReturnType<typeof modelNumbered>>>()
  for (const { modelNumber } of rows)
    if (!models.has(modelNumber)) models.set(modelNumber, await modelNumbered(ctx, modelNumber))
  const shared = await browsersShared(ctx, rows)
  const pairs = rows.map((row): MatchPair => {
    const { id, a, b, weight, held, modelNumber } = row
    const trained = models.get(modelNumber)
    const explained = trained
      ? explain(trained.model, trained.parameters, row, saidBy(byId.get(a), byId.get(b)))
      : { prior: weight, steps: [] }
    return {
      id,
      a,
      b,
      weight,
      held,
      chance: chanceOf(weight),
      ...explained,
      browsers: shared.get(`${a} ${b}`) ?? 0,
    }
  })
  return {
    id,
    people,
    sides,
    alike,
    survivorId,
    winners,
    pairs,
    thresholds: await thresholdsOf(ctx, sides),
  }
}

/** Of the one brand all of them deal with; where they differ, the policy for pairs that cross brands. */
async function thresholdsOf(ctx: Ctx, sides: readonly MatchSide[]): Promise<MatchGroup['thresholds']> {
  const brands = new Set(sides.flatMap((side) => side.customer.brands.map((brand) => brand.id)))
  const [brand] = brands.size === 1 ? brands : []
  const policy = policyFor(await policiesNow(ctx), brand ?? null)
  return { reviewAt: policy.reviewAt, linkAt: policy.linkAt, automatic: policy.automatic }
}

/** The shown value a comparison was about; a model over other columns explains itself without. */
const shownOf: Record<string, (side: MatchSide) => string | null> = {
  name: (side) => side.customer.fields.name.value,
  phone: phoneOf,
  phones: phoneOf,
  birthday: birthOf,
  birth: birthOf,
  birthOn: birthOf,
  birth_on: birthOf,
  sex: (side) => side.customer.fields.sex.value,
  email: (side) => side.customer.fields.email.value,
  residentId: (side) => side.customer.fields.residentId.value,
  resident_id: (side) => side.customer.fields.residentId.value,
  address: (side) => side.customer.fields.address.value,
  place: (side) => side.customer.place,
  division: (side) => side.customer.place,
  company: (side) => side.customer.fields.company.value,
  plates: (side) => side.customer.plates.join(' ') || null,
  plate: (side) => side.customer.plates.join(' ') || null,
  vins: (side) => side.customer.vins.join(' ') || null,
  vin: (side) => side.customer.vins.join(' ') || null,
}
function phoneOf({ customer }: MatchSide): string | null {
  return [customer.fields.phone.value, ...customer.otherPhones].filter(Boolean).join(' ') || null
}
function birthOf({ customer }: MatchSide): string | null {
  return customer.fields.birthOn.value
}

const saidBy = (l: MatchSide | undefined, r: MatchSide | undefined): SaidByTwo =>
  l && r
    ? Object.fromEntries(Object.entries(shownOf).map(([name, of]) => [name, { l: of(l), r: of(r) }]))
    : {}
