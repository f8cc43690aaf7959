import type { LeadItem } from '../../../../contract/leads.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { cursorOf, readCursor } from '../../../kernel/db/keyset.ts'
import { namesOf } from '../../admin/index.ts'
import { present, shown } from '../present.ts'
import { listedLeads } from '../queries/list.ts'
import { takeNext, toQualify } from '../queries/qualify.ts'

/** Leads the contact centre has to qualify, with who is on which. */
export async function qualificationQueue(
  ctx: Ctx,
  { after, limit, brandId }: { after?: string; limit: number; brandId?: string },
) {
  const cursor = after ? (readCursor(after, 3) as [number, string, string]) : null
  const rows = await toQualify(ctx, { after: cursor, limit, ...(brandId && { brandId }) })
  const shownRows = rows.slice(0, limit)
  const leads = new Map(
    (
      await present(
        ctx,
        await listedLeads(
          ctx,
          shownRows.map((row) => row.id),
        ),
      )
    ).map((lead) => [lead.id, lead]),
  )
  const names = new Map(
    (await namesOf(ctx, [...new Set(shownRows.flatMap((row) => row.takenBy ?? []))])).map((one) => [
      one.id,
      one.name,
    ]),
  )
  const last = shownRows.at(-1)
  return {
    items: shownRows.flatMap((row) => {
      const lead = leads.get(row.id)
      return lead
        ? [{ lead, takenBy: row.takenBy ? { id: row.takenBy, name: names.get(row.takenBy) ?? '—' } : null }]
        : []
    }),
    next: rows.length > limit && last ? cursorOf([last.rank, last.capturedAt.toISOString(), last.id]) : null,
  }
}

export async function takeNextLead(ctx: Ctx, brandId?: string): Promise<LeadItem | null> {
  const id = await takeNext(ctx, brandId)
  return id ? shown(ctx, id) : null
}
