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
import { auditOf, eventsOf, isSeen, personWithAll, recordsOf } from '../queries/person.ts'
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

export async function showPerson(ctx: Ctx, id: string) {
  const [person] = await personWithAll(ctx, id)
  return showCustomer(await networkSnapshot(ctx), found(person, customerProblems.nobody))
}

export async function refuseUnlessSeen(ctx: Ctx, id: string): Promise<void> {
  if (!(await isSeen(ctx, id))) throw new Refused(customerProblems.nobody)
}

const nodeOf = (network: Network, id: string | null) => {
  const node = id ? network.nodes.get(id) : undefined
  return node ? { id: node.id, name: node.name } : null
}

export async function timelineOf(
  ctx: Ctx,
  id: string,
  query: Call<typeof readTimeline>['query'],
): Promise<Reply<typeof readTimeline>> {
  await refuseUnlessSeen(ctx, id)
  const network = await networkSnapshot(ctx)
  const rows = await eventsOf(ctx, id, query.kind, query)
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
  await refuseUnlessSeen(ctx, id)
  const network = await networkSnapshot(ctx)
  const rows = await recordsOf(ctx, id, query)
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
  await refuseUnlessSeen(ctx, id)
  const rows = await auditOf(ctx, id, query)
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
