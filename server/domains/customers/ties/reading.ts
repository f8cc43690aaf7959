import {
  type Household,
  mostTies,
  type Relative,
  type readTies,
  type TieKind,
} from '../../../../contract/customer-ties.ts'
import type { Reply } from '../../../../contract/endpoint.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { seenPerson } from '../actions/read.ts'
import { type Around, proposalsFor } from './proposing.ts'
import { householdsWith, type MemberRow, tieKinds, tiesWith } from './queries.ts'
import { isMutual, onceEach } from './rules.ts'

export const kindsShown = async (ctx: Ctx) => ({ items: await tieKinds(ctx) })

type Shown = Pick<Relative, 'id' | 'kind' | 'name'>

/** Everybody around one customer whom the reader sees, with what the reader may see of them. */
export async function tiesOf(ctx: Ctx, customerId: string, around: Around): Promise<Reply<typeof readTies>> {
  const { id } = await seenPerson(ctx, customerId)
  const kinds = await tieKinds(ctx)
  const mutual = new Set(kinds.filter(isMutual).map((kind) => kind.key))
  const rows = await tiesWith(ctx, id, mostTies + 1)
  const ties = onceEach(id, rows.slice(0, mostTies), mutual)
  const members = await householdsWith(ctx, id)
  const proposals = await proposalsFor(ctx, id, around, new Set(members.map((member) => member.id)))
  const shown = await relatives(
    ctx,
    [
      ...ties.map((tie) => ({ id: tie.otherId, kind: tie.otherKind, name: tie.otherName })),
      ...members,
      ...proposals.map((proposal) => proposal.other),
    ],
    around,
  )
  return {
    ties: ties.map(({ fromId, otherId, createdAt, byName, ...tie }) => {
      const end = fromId === id ? ('to' as const) : ('from' as const)
      const { fromOn, untilOn, note, source, kind } = tie
      const other = shown(otherId)
      const word = wordOf(kinds, kind, end)
      return {
        id: tie.id,
        kind,
        end,
        word,
        other,
        fromOn,
        untilOn,
        note,
        source,
        at: createdAt.toISOString(),
        by: byName,
      }
    }),
    more: rows.length > mostTies,
    households: householdsOf(members, shown),
    proposals: proposals.map(({ other, kind, end, evidence }) => ({
      other: shown(other.id),
      kind,
      end,
      word: wordOf(kinds, kind, end),
      evidence,
    })),
  }
}

const wordOf = (kinds: readonly TieKind[], key: string, end: 'from' | 'to') =>
  kinds.find((kind) => kind.key === key)![end]

const householdsOf = (members: readonly MemberRow[], shown: (id: string) => Relative): Household[] =>
  [...Map.groupBy(members, (member) => member.householdId)].map(([id, rows]) => ({
    id,
    members: rows
      .toSorted((a, b) => Number(b.isHead) - Number(a.isHead) || (a.memberId < b.memberId ? -1 : 1))
      .map((row) => ({ ...shown(row.id), memberId: row.memberId, isHead: row.isHead, fromOn: row.fromOn })),
  }))

async function relatives(
  ctx: Ctx,
  people: readonly Shown[],
  around: Around,
): Promise<(id: string) => Relative> {
  const may = (permission: string) => ctx.actor.permissions.has(permission)
  const ids = [...new Set(people.map((person) => person.id))]
  const cars = may('vehicles.read') && ids.length > 0 ? await around.cars(ctx, ids) : []
  const leads = may('leads.read') && ids.length > 0 ? await around.leads(ctx, ids) : []
  const known = new Map(
    people.map(({ id, kind, name }): [string, Relative] => {
      const own = Map.groupBy(
        cars.filter((car) => car.customerId === id),
        (car) => car.vin,
      )
      const shownCars = [...own].map(([vin, rows]) => ({
        vin,
        model: rows[0]!.model,
        roles: rows.map((row) => row.role),
      }))
      const open = leads.filter((lead) => lead.customerId === id).length
      return [
        id,
        {
          id,
          kind,
          name,
          cars: may('vehicles.read') ? shownCars : null,
          openLeads: may('leads.read') ? open : null,
        },
      ]
    }),
  )
  return (id) => known.get(id)!
}
