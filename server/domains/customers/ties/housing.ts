import type { Ctx } from '../../../kernel/ctx.ts'
import { newId } from '../../../kernel/ids.ts'
import type { Filed, Line, Refuse } from './filing.ts'
import { insertMembers, openMemberships } from './queries.ts'

/**
 * Lines that say two persons live together: whoever of the two has no household joins the other's; where neither has one,
 * the one named as the other heads it. What a file says nobody leaves.
 */
export async function houseAll(
  ctx: Ctx,
  lines: readonly Line[],
  filed: Filed,
  refuse: Refuse,
): Promise<void> {
  if (lines.length === 0) return
  const ids = [...new Set(lines.flatMap(({ own, other }) => [own.id, other.id]))]
  const houses = new Map(
    (await openMemberships(ctx, ids)).map(({ customerId, householdId }) => [customerId, householdId]),
  )
  const members: Parameters<typeof insertMembers>[1] = []
  for (const { index, row, own, other } of lines) {
    const [ours, theirs] = [houses.get(own.id), houses.get(other.id)]
    if (own.id === other.id) refuse(index, 'kind', 'itself')
    else if (own.kind !== 'person' || other.kind !== 'person') refuse(index, 'kind', 'personsOnly')
    else if (ours && theirs) {
      if (ours !== theirs) refuse(index, 'kind', 'housed', own.name)
    } else {
      const householdId = ours ?? theirs ?? newId(ctx.now)
      const joining = [...(theirs ? [] : [other.id]), ...(ours ? [] : [own.id])]
      for (const customerId of joining) {
        const isHead = !ours && !theirs && customerId === other.id
        members.push({ id: newId(ctx.now), householdId, customerId, isHead, fromOn: row.fromOn })
        houses.set(customerId, householdId)
      }
      filed.written.push({ index, id: members.at(-1)!.id, outcome: 'created', customerId: own.id })
    }
  }
  if (members.length > 0) await insertMembers(ctx, members)
}
