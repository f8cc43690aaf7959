import { type editMember, type joinHousehold, tieProblems } from '../../../../contract/customer-ties.ts'
import type { Call } from '../../../../contract/endpoint.ts'
import { commonProblems } from '../../../../contract/problem.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { asSystem } from '../../../kernel/db/widen.ts'
import { found, Refused } from '../../../kernel/errors.ts'
import { newId } from '../../../kernel/ids.ts'
import { seenPerson } from '../actions/read.ts'
import {
  endMemberships,
  holdParties,
  insertMembers,
  membershipById,
  openMembers,
  openMemberships,
  setHead,
} from './queries.ts'
import { endsEarly, nextHead } from './rules.ts'
import { heldPair } from './writing.ts'

/** Whoever of the two has no household joins the other's; when neither has one, the first heads a new one. */
export async function join(
  ctx: Ctx,
  customerId: string,
  { otherId, fromOn = null }: Call<typeof joinHousehold>['body'],
): Promise<{ id: string }> {
  const [own, other] = await heldPair(ctx, customerId, otherId)
  if (own.id === other.id) throw new Refused(tieProblems.itself)
  if (own.kind !== 'person' || other.kind !== 'person') throw new Refused(tieProblems.personsOnly)
  const open = await openMemberships(ctx, [own.id, other.id])
  const [theirs, ours] = [other.id, own.id].map((id) => open.find((one) => one.customerId === id))
  if (theirs && ours) throw new Refused(tieProblems.housed, { name: other.name })
  const standing = theirs ?? ours
  const joining = theirs ? own.id : other.id
  const householdId = standing?.householdId ?? newId(ctx.now)
  const members = [...(standing ? [] : [own.id]), joining].map((id) => ({
    id: newId(ctx.now),
    householdId,
    customerId: id,
    isHead: !standing && id === own.id,
    fromOn,
  }))
  await insertMembers(ctx, members)
  return { id: members.at(-1)!.id }
}

export async function changeMember(
  ctx: Ctx,
  id: string,
  { isHead, untilOn }: Call<typeof editMember>['body'],
): Promise<void> {
  const member = found(await membershipById(ctx, id), commonProblems.notFound)
  const person = await seenPerson(ctx, member.customerId)
  await holdParties(ctx, [person.id])
  if (member.untilOn !== null) throw new Refused(tieProblems.left)
  if (untilOn && endsEarly(member.fromOn, untilOn))
    throw new Refused(tieProblems.untilEarly, {}, [{ field: 'untilOn', ...tieProblems.untilEarly }])
  // Past the caller's scope: who heads a household concerns its members whom this dealer does not see, too.
  await asSystem(ctx, async (wide) => {
    if (untilOn) await leave(wide, member, untilOn)
    else if (isHead) await setHead(wide, member.householdId, id)
  })
}

/** Both of whom a merge made one person leave together; a household of one is none. */
async function leave(
  ctx: Ctx,
  { householdId, customerId }: { householdId: string; customerId: string },
  untilOn: string,
): Promise<void> {
  const members = await openMembers(ctx, householdId)
  const leaving = members.filter((member) => member.customerId === customerId)
  const left = members.filter((member) => member.customerId !== customerId)
  const ending = new Set(left.map((member) => member.customerId)).size < 2 ? members : leaving
  await endMemberships(
    ctx,
    ending.map((member) => member.id),
    untilOn,
  )
  if (ending === leaving && !left.some((member) => member.isHead))
    await setHead(ctx, householdId, nextHead(left)!)
}
