import type { previewClock as previewEndpoint } from '../../../../contract/dispatch.ts'
import type { Call, Reply } from '../../../../contract/endpoint.ts'
import type { Policy } from '../../../../contract/policy.ts'
import { commonProblems } from '../../../../contract/problem.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { asSystem } from '../../../kernel/db/widen.ts'
import { type FieldError, found, Refused } from '../../../kernel/errors.ts'
import { type Network, networkSnapshot } from '../../dealers/index.ts'
import * as queries from '../queries/policy.ts'
import { forgetReference, noPolicy } from '../reference.ts'
import { calendarOf, clockFaults, dueOf, planMarks } from '../rules/clock.ts'
import { dayIn } from '../rules/working-time.ts'

const visible = (ctx: Ctx, brandId: string) =>
  ctx.scope.kind === 'carmaker' || ctx.scope.kind === 'system' || ctx.scope.brands.includes(brandId)

const described = (network: Network, row: queries.BrandPolicy) => ({
  ...row,
  brandName: network.nodes.get(row.brandId)?.name ?? '',
  updatedAt: row.updatedAt.toISOString(),
})

/** Every brand has rules: its own, or those a brand starts with (number 0, never saved). */
export async function listPolicies(ctx: Ctx) {
  const network = await networkSnapshot(ctx)
  const own = new Map((await queries.allPolicies(ctx)).map((row) => [row.brandId, row]))
  const rows = network.brands
    .filter((brand) => visible(ctx, brand.id))
    .map((brand) => own.get(brand.id) ?? { brandId: brand.id, ...noPolicy })
  return { items: rows.map((row) => described(network, row)) }
}

const policyOf = async (ctx: Ctx, brandId: string) =>
  found(
    (await listPolicies(ctx)).items.find((row) => row.brandId === brandId),
    commonProblems.notFound,
  )

export async function readPolicy(ctx: Ctx, brandId: string) {
  const row = await policyOf(ctx, brandId)
  const history = (await queries.policyVersions(ctx, brandId)).map((one) => ({
    ...one,
    at: one.at.toISOString(),
  }))
  return { ...row, history }
}

/** Takes effect for dispatches from now on; running clocks keep the marks they were given. */
export async function savePolicy(ctx: Ctx, brandId: string, input: { policy: Policy; version: number }) {
  await policyOf(ctx, brandId)
  refuse(clockFaults(input.policy.clock).map((fault) => ({ ...fault, field: `policy.${fault.field}` })))
  const { policy, version } = input
  const saved = await asSystem(ctx, (wide) =>
    version === 0
      ? queries.createPolicy(wide, brandId, policy)
      : queries.savePolicy(wide, brandId, version, policy),
  )
  if (!saved) throw new Refused(commonProblems.conflict)
  forgetReference(ctx)
  return policyOf(ctx, brandId)
}

const refuse = (errors: FieldError[]): void => {
  if (errors.length > 0) throw new Refused(commonProblems.invalid, {}, errors)
}

const zones = new Set(Intl.supportedValuesOf('timeZone'))

/** What the rules would make of a dispatch at this moment; nothing is saved, so that they can be tried first. */
export async function previewClock(
  ctx: Ctx,
  brandId: string,
  { clock, zone, at }: Call<typeof previewEndpoint>['body'],
): Promise<Reply<typeof previewEndpoint>> {
  await policyOf(ctx, brandId)
  refuse(clockFaults(clock))
  if (!zones.has(zone))
    refuse([{ field: 'zone', zh: '没有这个时区，例：Asia/Shanghai', en: 'No such zone; say Asia/Shanghai' }])
  const { holidays, holidayList } = await networkSnapshot(ctx)
  const from = at ? new Date(at) : ctx.now
  const marks = planMarks(from, clock, calendarOf(clock, zone, holidays))
  const due = dueOf(marks)!
  const [first, last] = [dayIn(from, zone), dayIn(due, zone)]
  return {
    at: from.toISOString(),
    marks: marks.map(({ kind, at }) => ({ kind, at })),
    dueAt: due.toISOString(),
    exceptions: clock.mode === 'working' ? holidayList.filter(({ day }) => day >= first && day <= last) : [],
  }
}
