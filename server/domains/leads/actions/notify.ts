import type { Ctx } from '../../../kernel/ctx.ts'
import { colleagues, type Notice, notify } from '../../admin/index.ts'
import { networkSnapshot } from '../../dealers/index.ts'
import type { Swept } from '../rules/sweep.ts'

/** Reminders go to who holds the lead; from day 5 the area's and region's managers read along. */
export async function notifySwept(ctx: Ctx, swept: Swept[]): Promise<void> {
  const dealt = swept.filter((one) => one.dealerId !== null && one.did.length > 0)
  if (dealt.length === 0) return
  const network = await networkSnapshot(ctx)
  const dealerIds = [...new Set(dealt.map((one) => one.dealerId!))]
  const principals = Map.groupBy(
    await colleagues(ctx, { dealerIds, permission: 'leads.assign' }),
    (one) => one.dealerId!,
  )
  const above = new Set(
    dealerIds.flatMap((id) => [network.byId.get(id)!.areaId, network.byId.get(id)!.regionId]),
  )
  const managers = Map.groupBy(
    await colleagues(ctx, { nodeIds: [...above], permission: 'leads.decide' }),
    (one) => one.nodeId,
  )
  const notices: Notice[] = dealt.flatMap(({ change: { lead, custody }, dealerId, did }) => {
    const dealer = network.byId.get(dealerId!)!
    const holder =
      custody.length === 0 && lead.consultantId
        ? [lead.consultantId]
        : (principals.get(dealer.id) ?? []).map((one) => one.id)
    const over = [...(managers.get(dealer.areaId) ?? []), ...(managers.get(dealer.regionId) ?? [])].map(
      (one) => one.id,
    )
    return did.map((what) => ({
      kind: `leads.${what}`,
      link: what === 'breach' || what === 'recycle' ? '/leads' : `/leads/${lead.id}`,
      userIds: what === 'copy' ? over : what === 'breach' ? [...holder, ...over] : holder,
      data: { grade: lead.grade, dealer: dealer.name, dueAt: lead.dueAt?.toISOString() ?? null },
    }))
  })
  await notify(ctx, notices)
}
