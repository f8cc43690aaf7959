import { createHash } from 'node:crypto'

/**
 * Who is held out: everybody's ticket is a hash of the seed and their id, and the lowest tickets are left out. The same
 * seed over the same audience holds out the same, whatever order it comes in.
 */
export function drawLots(
  ids: readonly string[],
  share: number,
  seed: number,
): { id: string; heldOut: boolean }[] {
  const ticket = (id: string) => createHash('sha256').update(`${seed}:${id}`).digest('hex')
  const tickets = ids.map((id) => ({ id, ticket: ticket(id) }))
  tickets.sort((a, b) => (a.ticket < b.ticket ? -1 : 1))
  const heldOut = Math.round(ids.length * share)
  return tickets.map(({ id }, at) => ({ id, heldOut: at < heldOut }))
}

/** In each arm: fewer say nothing, and a hold-out of one names that one. */
export const fewestInArm = { owners: 10, enquirers: 10, dealers: 2 } as const
export const mostMembers = 500_000
