import type { Policy } from '../../../../contract/policy.ts'
import { commonProblems } from '../../../../contract/problem.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { asSystem } from '../../../kernel/db/widen.ts'
import { found, Refused } from '../../../kernel/errors.ts'
import { networkSnapshot } from '../../dealers/index.ts'
import * as queries from '../queries/policy.ts'
import { forgetReference } from '../reference.ts'

const visible = (ctx: Ctx, brandId: string) =>
  ctx.scope.kind === 'carmaker' || ctx.scope.kind === 'system' || ctx.scope.brands.includes(brandId)

async function described(ctx: Ctx, row: queries.BrandPolicy) {
  const network = await networkSnapshot(ctx)
  return {
    ...row,
    brandName: network.nodes.get(row.brandId)?.name ?? '',
    updatedAt: row.updatedAt.toISOString(),
  }
}

export async function listPolicies(ctx: Ctx) {
  const rows = (await queries.allPolicies(ctx)).filter((row) => visible(ctx, row.brandId))
  return { items: await Promise.all(rows.map((row) => described(ctx, row))) }
}

const policyRow = async (ctx: Ctx, brandId: string) =>
  found(
    (await queries.allPolicies(ctx)).find((row) => row.brandId === brandId && visible(ctx, brandId)),
    commonProblems.notFound,
  )

export async function readPolicy(ctx: Ctx, brandId: string) {
  const row = await policyRow(ctx, brandId)
  const history = (await queries.policyVersions(ctx, brandId)).map((one) => ({
    ...one,
    at: one.at.toISOString(),
  }))
  return { ...(await described(ctx, row)), history }
}

/** Takes effect for dispatches from now on; running clocks keep the marks they were given. */
export async function savePolicy(ctx: Ctx, brandId: string, input: { policy: Policy; version: number }) {
  await policyRow(ctx, brandId)
  const { clock } = input.policy
  const late = clock.remindDays.some((days) => days >= clock.breachDay) || clock.copyDay >= clock.breachDay
  if (late || clock.opensHour >= clock.closesHour)
    throw new Refused(commonProblems.invalid, {}, [
      {
        field: 'policy.clock',
        zh: '提醒和抄送应早于超时日，开门应早于关门',
        en: 'Reminders and copies come before the breach day, opening before closing',
      },
    ])
  const saved = await asSystem(ctx, (wide) => queries.savePolicy(wide, brandId, input.version, input.policy))
  if (!saved) throw new Refused(commonProblems.conflict)
  forgetReference(ctx)
  return described(ctx, await policyRow(ctx, brandId))
}
