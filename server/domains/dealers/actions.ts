import type { NodeKind } from '../../../contract/dealers.ts'
import {
  type Branch,
  type DealerDetail,
  type DealerItem,
  dealerProblems,
  parentKinds,
} from '../../../contract/dealers.ts'
import { commonProblems } from '../../../contract/problem.ts'
import type { Ctx } from '../../kernel/ctx.ts'
import { asSystem } from '../../kernel/db/widen.ts'
import { nameOf } from '../../kernel/divisions.ts'
import { found, Refused } from '../../kernel/errors.ts'
import { newId } from '../../kernel/ids.ts'
import { readPhone } from '../../kernel/phone.ts'
import { type Holiday, holidaysOf, replaceHolidays } from './queries/holidays.ts'
import * as network from './queries/network.ts'
import * as nodes from './queries/nodes.ts'
import { forgetNetwork } from './snapshot.ts'

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

/** A brand's people edit only below their brand; everybody else who may edit sees the whole network. */
async function within(ctx: Ctx, id: string) {
  const node = found(await nodes.nodeById(ctx, id), commonProblems.notFound)
  const visible =
    ctx.scope.kind === 'carmaker' ||
    ctx.scope.kind === 'system' ||
    node.path.some((step) => ctx.scope.nodes.includes(step))
  return found(visible ? node : null, commonProblems.notFound)
}

type Change = {
  name?: string
  active?: boolean
  monthlyCapacity?: number
  phone?: string
  address?: string
  version: number
}
export async function changeDealer(
  ctx: Ctx,
  id: string,
  { version, name, active, phone, ...rest }: Change,
): Promise<DealerDetail> {
  found((await within(ctx, id)).kind === 'dealer' || null, commonProblems.notFound)
  const dealer = { ...rest, ...(phone !== undefined && { phone: phoneOf(phone) }) }
  const node = { ...(name !== undefined && { name }), ...(active !== undefined && { active }) }
  const done = await asSystem(ctx, (wide) => nodes.updateDealer(wide, id, version, node, dealer))
  if (!done) throw new Refused(commonProblems.conflict)
  forgetNetwork(ctx)
  return readDealer(ctx, id)
}

function phoneOf(text: string): string | null {
  if (text === '') return null
  const phone = readPhone(text)
  if (phone.ok) return phone.e164
  throw new Refused(commonProblems.invalid, {}, [
    { field: 'phone', zh: '电话号码无效', en: 'Not a valid telephone number' },
  ])
}

export type NewNode = {
  code: string
  kind: NodeKind
  name: string
  parentId: string
  brandIds?: string[]
  divisionCode?: string
  address?: string
  phone?: string
  latitude?: number
  longitude?: number
  monthlyCapacity?: number
  openedOn?: string
}
export async function createNode(ctx: Ctx, input: NewNode): Promise<{ id: string }> {
  const parent = await within(ctx, input.parentId)
  if (!parentKinds[input.kind].includes(parent.kind as NodeKind))
    throw new Refused(dealerProblems.wrongParent, { kind: input.kind, parent: parent.kind })
  const known = await nodes.allNodes(ctx)
  if (known.some((node) => node.code === input.code))
    throw new Refused(dealerProblems.codeTaken, { code: input.code })
  const id = newId(ctx.now)
  const node = {
    id,
    code: input.code,
    kind: input.kind,
    name: input.name,
    parentId: parent.id,
    brandId: parent.brandId,
  }
  await asSystem(ctx, async (wide) => {
    await nodes.saveNodes(wide, [{ ...node, path: [...parent.path, id], active: true }])
    if (input.kind === 'dealer') await createDealer(wide, id, input, parent)
  })
  forgetNetwork(ctx)
  return { id }
}

async function createDealer(ctx: Ctx, id: string, input: NewNode, area: nodes.NodeRow): Promise<void> {
  const { divisionCode, latitude, longitude, monthlyCapacity, brandIds } = input
  const whole =
    divisionCode && latitude !== undefined && longitude !== undefined && monthlyCapacity !== undefined
  if (!whole || !area.brandId || !area.parentId) throw new Refused(dealerProblems.dealerIncomplete)
  const brands = brandIds?.length ? brandIds : [area.brandId]
  await nodes.saveDealers(ctx, [
    {
      id,
      regionId: area.parentId,
      areaId: area.id,
      brandId: area.brandId,
      divisionCode,
      address: input.address ?? '',
      phone: input.phone ? phoneOf(input.phone) : null,
      latitude,
      longitude,
      monthlyCapacity,
      openedOn: input.openedOn ?? null,
    },
  ])
  await nodes.saveAuthorisations(
    ctx,
    [id],
    brands.map((brandId) => ({ id: newId(), dealerId: id, brandId })),
  )
}

export async function saveHolidays(ctx: Ctx, year: number, items: Holiday[]) {
  const wrong = items.findIndex((one) => !one.day.startsWith(`${year}-`))
  if (wrong >= 0)
    throw new Refused(commonProblems.invalid, {}, [
      { field: `items.${wrong}.day`, zh: `不在 ${year} 年`, en: `Not in ${year}` },
    ])
  await asSystem(ctx, (wide) => replaceHolidays(wide, year, items))
  forgetNetwork(ctx)
  return { items: await holidaysOf(ctx, year) }
}

export const listHolidays = async (ctx: Ctx, year: number) => ({ items: await holidaysOf(ctx, year) })
