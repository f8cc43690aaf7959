import type { Branch, DealerDetail, DealerItem, NodeKind } from '../../../contract/dealers.ts'
import { commonProblems } from '../../../contract/problem.ts'
import type { Ctx } from '../../kernel/ctx.ts'
import { nameOf } from '../../kernel/divisions.ts'
import { found } from '../../kernel/errors.ts'
import * as network from './queries/network.ts'

/** Capacity is a plan between head office and one dealer: other dealers do not read it. */
const mayKnowPlan = (ctx: Ctx, dealerId: string) =>
  ctx.scope.kind !== 'dealer' || ctx.scope.nodes.includes(dealerId)

const item = (
  ctx: Ctx,
  { version: _, zone: _zone, openedOn: _opened, ...row }: network.DealerRow,
): DealerItem => ({
  ...row,
  divisionName: nameOf(row.divisionCode) ?? row.divisionCode,
  monthlyCapacity: mayKnowPlan(ctx, row.id) ? row.monthlyCapacity : null,
})

export async function readTree(ctx: Ctx): Promise<{ items: Branch[] }> {
  const rows = await network.branches(ctx)
  const hidden = ctx.scope.kind === 'dealer'
  return {
    items: rows.map((row) => ({
      ...row,
      kind: row.kind as NodeKind,
      monthlyCapacity: hidden ? null : row.monthlyCapacity,
    })),
  }
}

type ListQuery = {
  after?: string
  limit: number
  under?: string
  brandId?: string
  active?: 'true' | 'false'
  q?: string
}
export async function listDealers(ctx: Ctx, { after, limit, active, ...filter }: ListQuery) {
  const rows = await network.dealersLike(ctx, {
    ...filter,
    ...(active && { active: active === 'true' }),
    ...(after && { afterCode: after }),
    most: limit + 1,
  })
  const shown = rows.slice(0, limit)
  return {
    items: shown.map((row) => item(ctx, row)),
    next: rows.length > limit ? shown.at(-1)!.code : null,
  }
}

export async function readDealer(ctx: Ctx, id: string): Promise<DealerDetail> {
  const row = found(await network.dealerRow(ctx, id), commonProblems.notFound)
  const sites = (await network.sitesBelow(ctx, id)).map((site) => ({ ...site, kind: site.kind as NodeKind }))
  return {
    ...item(ctx, row),
    zone: row.zone,
    openedOn: row.openedOn,
    version: row.version,
    sites,
    siteCount: sites.length,
  }
}
