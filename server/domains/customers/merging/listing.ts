import type { listMerges } from '../../../../contract/customer-merge.ts'
import type { Call, Reply } from '../../../../contract/endpoint.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { pageOf } from '../../../kernel/db/keyset.ts'
import { seenPerson } from '../actions/read.ts'
import { mergesListed } from './queries.ts'

/** Who was merged or split, by whom, why and on what evidence; of one customer, with those of whom they absorbed. */
export async function mergesOf(
  ctx: Ctx,
  { customer, ...page }: Call<typeof listMerges>['query'],
): Promise<Reply<typeof listMerges>> {
  const person = customer ? await seenPerson(ctx, customer) : null
  // Comparisons quote what other dealers were told: only for who decides on them.
  const mayMerge = ctx.actor.permissions.has('customers.merge')
  const rows = await mergesListed(ctx, person && [person.id, ...person.mergedFrom], page)
  return pageOf(
    rows,
    page.limit,
    (row) => [row.at.toISOString(), row.id],
    (row) => ({
      id: row.id,
      kind: row.kind as 'merge' | 'split',
      survivor: { id: row.survivorId, name: row.survivorName },
      absorbed: { id: row.absorbedId, name: row.absorbedName },
      reason: row.reason,
      evidence: mayMerge ? told(row.evidence as Record<string, unknown> | null) : null,
      at: row.at.toISOString(),
      by: row.byName,
      undone: row.undoneAt && {
        at: row.undoneAt.toISOString(),
        by: row.undoneBy!,
        reason: row.undoneReason,
      },
      undoable: !row.undoneAt && !row.mergedInto && (row.kind === 'merge' || !row.absorbedInto),
    }),
  )
}

/** Without what a reviewer had on screen: that goes to second opinions only, and others' leads and consents are in it. */
function told(evidence: Record<string, unknown> | null): Record<string, unknown> | null {
  if (!evidence) return null
  const { shown: _, ...rest } = evidence
  return rest
}
