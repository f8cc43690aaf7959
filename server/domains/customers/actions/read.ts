import type { listCustomers, readHistory, readRecords, readTimeline } from '../../../../contract/customers.ts'
import { customerProblems } from '../../../../contract/customers.ts'
import type { Call, Reply } from '../../../../contract/endpoint.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { pageOf } from '../../../kernel/db/keyset.ts'
import { found, Refused } from '../../../kernel/errors.ts'
import { type Network, networkSnapshot } from '../../dealers/index.ts'
import { changesOf } from '../history.ts'
import { maskRaw } from '../masking.ts'
import { showCustomer, showRow } from '../present.ts'
import { type ListFilter, listPeople } from '../queries/list.ts'
import {
  type Answering,
  answering,
  auditOf,
  eventsOf,
  personWithAll,
  recordsOf,
  survivorOf,
} from '../queries/person.ts'
import { readSearch } from '../search.ts'

type Filters = Omit<Call<typeof listCustomers>['query'], 'after' | 'limit'>

/** Null when too little was typed to search by: that finds nobody, not everybody. */
export function filterOf(ctx: Ctx, { q, ...filter }: Filters): ListFilter | null {
  if (!q) return filter
  const search = readSearch(q, (value) => ctx.services.secrets.blind(value).toString('hex'))
  return search.kind === 'keys' && search.keys.length === 0 ? null : { ...filter, search }
}

export async function findCustomers(
  ctx: Ctx,
  { after, limit, ...filters }: Call<typeof listCustomers>['query'],
): Promise<Reply<typeof listCustomers>> {
  const filter = filterOf(ctx, filters)
  if (!filter) return { items: [], next: null }
  const network = await networkSnapshot(ctx)
  const rows = await listPeople(ctx, filter, { after, limit })
  return pageOf(
    rows,
    limit,
    (row) => [row.sortedAt.toISOString(), row.id],
    (row) => showRow(network, row),
  )
}

/** An absorbed id answers with the survivor, if the reader sees them. */
export async function showPerson(ctx: Ctx, id: string) {
  let [person] = await personWithAll(ctx, id)
  if (!person || person.mergedInto) {
    const survivorId = person?.mergedInto ?? (await survivorOf(ctx, id))
    ;[person] = survivorId ? await personWithAll(ctx, survivorId) : []
  }
  return showCustomer(await networkSnapshot(ctx), found(person, customerProblems.nobody))
}

/** Who answers for this id, as far as the reader sees. */
export async function seenPerson(ctx: Ctx, id: string): Promise<Answering> {
  const person = await answering(ctx, id)
  if (person && !person.mergedInto) return person
  const survivorId = person?.mergedInto ?? (await survivorOf(ctx, id))
  return found(survivorId ? await answering(ctx, survivorId) : undefined, customerProblems.nobody)
}
const allIds = (person: Answering) => [person.id, ...person.mergedFrom]

const nodeOf = (network: Network, id: string | null) => {
  const node = id ? network.nodes.get(id) : undefined
  return node ? { id: node.id, name: node.name } : null
}

export async function timelineOf(
  ctx: Ctx,
  id: string,
  query: Call<typeof readTimeline>['query'],
): Promise<Reply<typeof readTimeline>> {
  const person = await seenPerson(ctx, id)
  const network = await networkSnapshot(ctx)
  const rows = await eventsOf(ctx, allIds(person), query.kind, query)
  return pageOf(
    rows,
    query.limit,
    (row) => [row.at.toISOString(), row.id],
    ({ dealerId, at, data, ...row }) => ({
      ...row,
      at: at.toISOString(),
      dealer: nodeOf(network, dealerId),
      data: data as Record<string, unknown>,
    }),
  )
}

export async function sourceRecordsOf(
  ctx: Ctx,
  id: string,
  query: Call<typeof readRecords>['query'],
): Promise<Reply<typeof readRecords>> {
  const person = await seenPerson(ctx, id)
  const network = await networkSnapshot(ctx)
  const rows = await recordsOf(ctx, person.id, query)
  return pageOf(
    rows,
    query.limit,
    (row) => [row.receivedAt.toISOString(), row.id],
    ({ dealerId, brandId, happenedAt, receivedAt, raw, ...row }) => ({
      ...row,
      dealer: nodeOf(network, dealerId),
      brand: nodeOf(network, brandId),
      happenedAt: happenedAt.toISOString(),
      receivedAt: receivedAt.toISOString(),
      raw: maskRaw(raw),
    }),
  )
}

/** The audit belongs to head office; a dealer may not even ask for it. */
export async function historyOf(
  ctx: Ctx,
  id: string,
  query: Call<typeof readHistory>['query'],
): Promise<Reply<typeof readHistory>> {
  if (ctx.scope.kind !== 'carmaker') throw new Refused(customerProblems.headOfficeOnly)
  const rows = await auditOf(ctx, allIds(await seenPerson(ctx, id)), query)
  return pageOf(
    rows,
    query.limit,
    (row) => [row.at.toISOString(), row.id],
    ({ at, before, after, ...row }) => ({
      ...row,
      at: at.toISOString(),
      changes: changesOf(before, after),
    }),
  )
}
