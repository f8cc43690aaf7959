import {
  type createNode as createEndpoint,
  dealerProblems,
  type NodeKind,
  parentKinds,
} from '../../../contract/dealers.ts'
import type { Call } from '../../../contract/endpoint.ts'
import { commonProblems } from '../../../contract/problem.ts'
import type { Ctx } from '../../kernel/ctx.ts'
import { asSystem } from '../../kernel/db/widen.ts'
import { Refused } from '../../kernel/errors.ts'
import { newId } from '../../kernel/ids.ts'
import { readParticulars, within } from './particulars.ts'
import * as nodes from './queries/nodes.ts'
import { forgetNetwork } from './snapshot.ts'

type NewNode = Call<typeof createEndpoint>['body']

export async function createNode(ctx: Ctx, input: NewNode): Promise<{ id: string }> {
  const parent = await within(ctx, input.parentId)
  if (!parentKinds[input.kind].includes(parent.kind as NodeKind))
    throw new Refused(dealerProblems.wrongParent, { kind: input.kind, parent: parent.kind })
  if (!parent.active) throw new Refused(dealerProblems.parentClosed, { parent: parent.name })
  const known = await nodes.allNodes(ctx)
  // Codes are compared as the files that name them are read: without regard to case.
  if (known.some((node) => node.code.toUpperCase() === input.code.toUpperCase()))
    throw new Refused(dealerProblems.codeTaken, { code: input.code }, [
      { field: 'code', zh: '编码已被使用', en: 'This code is already used' },
    ])
  const id = newId(ctx.now)
  const node = {
    id,
    code: input.code,
    kind: input.kind,
    name: input.name,
    parentId: parent.id,
    brandId: input.kind === 'brand' ? id : parent.brandId,
  }
  await asSystem(ctx, async (wide) => {
    await nodes.saveNodes(wide, [{ ...node, path: [...parent.path, id], active: true }])
    if (input.kind === 'dealer') await createDealer(wide, id, input, parent)
  })
  forgetNetwork(ctx)
  return { id }
}

const needed = ['divisionCode', 'latitude', 'longitude', 'monthlyCapacity'] as const

async function createDealer(ctx: Ctx, id: string, input: NewNode, area: nodes.NodeRow): Promise<void> {
  const { divisionCode, phone, latitude, longitude, monthlyCapacity, zone } = readParticulars(input)
  const missing = needed.filter((name) => input[name] === undefined || input[name] === '')
  if (!divisionCode || latitude === undefined || longitude === undefined || monthlyCapacity === undefined)
    throw new Refused(
      dealerProblems.dealerIncomplete,
      {},
      missing.map((field) => ({ field, zh: '经销商需要这一项', en: 'A dealer needs this' })),
    )
  const brandId = area.brandId!
  await nodes.saveDealers(ctx, [
    {
      id,
      regionId: area.parentId!,
      areaId: area.id,
      brandId,
      divisionCode,
      address: input.address ?? '',
      phone: phone ?? null,
      latitude,
      longitude,
      monthlyCapacity,
      openedOn: input.openedOn ?? null,
      ...(zone && { zone }),
    },
  ])
  await authorise(ctx, id, input.brandIds?.length ? input.brandIds : [brandId])
}

export async function authorise(ctx: Ctx, dealerId: string, brandIds: string[]): Promise<void> {
  const known = new Set(
    (await nodes.allNodes(ctx)).filter((node) => node.kind === 'brand').map((node) => node.id),
  )
  const unknown = brandIds.findIndex((brandId) => !known.has(brandId))
  if (unknown >= 0)
    throw new Refused(commonProblems.invalid, {}, [
      { field: `brandIds.${unknown}`, zh: '没有这个品牌', en: 'No such brand' },
    ])
  await nodes.saveAuthorisations(
    ctx,
    [dealerId],
    [...new Set(brandIds)].map((brandId) => ({ id: newId(), dealerId, brandId })),
  )
}
