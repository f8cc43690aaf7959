import type { disputeReasons } from '../../../../contract/leads.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { pageOf, readCursor } from '../../../kernel/db/keyset.ts'
import { namesOf } from '../../admin/index.ts'
import { dealersBelow, networkSnapshot } from '../../dealers/index.ts'
import { present } from '../present.ts'
import { waitingDisputes } from '../queries/disputes.ts'
import { listedLeads } from '../queries/list.ts'

export async function listDisputes(
  ctx: Ctx,
  { after, limit, brandId, under }: { after?: string; limit: number; brandId?: string; under?: string },
) {
  const cursor = after ? (readCursor(after, 2) as [string, string]) : null
  const rows = await waitingDisputes(ctx, {
    after: cursor,
    limit,
    ...(brandId && { brandId }),
    ...(under && { dealerIds: await dealersBelow(ctx, under) }),
  })
  const page = pageOf(
    rows,
    limit,
    (row) => [row.openedAt.toISOString(), row.id],
    (row) => row,
  )
  const leads = new Map(
    (
      await present(
        ctx,
        await listedLeads(
          ctx,
          page.items.map((row) => row.leadId),
        ),
      )
    ).map((lead) => [lead.id, lead]),
  )
  const names = new Map(
    (
      await namesOf(
        ctx,
        page.items.flatMap((row) => row.openedBy ?? []),
      )
    ).map((one) => [one.id, one.name]),
  )
  const network = await networkSnapshot(ctx)
  return {
    items: page.items.flatMap(({ leadId, dealerId, openedBy, ...row }) => {
      const lead = leads.get(leadId)
      if (!lead) return []
      const reason = row.reason as (typeof disputeReasons)[number]
      return [
        {
          ...row,
          reason,
          lead,
          dealerName: network.byId.get(dealerId)?.name ?? '—',
          openedAt: row.openedAt.toISOString(),
          openedByName: openedBy ? (names.get(openedBy) ?? null) : null,
        },
      ]
    }),
    next: page.next,
  }
}
