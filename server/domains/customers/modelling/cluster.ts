import { type MatchCluster, mostClusterRecords } from '../../../../contract/match-model.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { networkSnapshot } from '../../dealers/index.ts'
import { seenPerson } from '../actions/read.ts'
import { showValue } from '../present.ts'
import { nameOfField } from '../survivorship/fields.ts'
import { readSaid, type Stored } from '../survivorship/stored.ts'
import { bondsOf } from './hanging.ts'
import { clusterPairs, clusterRecords, customersNamed } from './queries.ts'

/** Others it may be one with, the likeliest first. */
const mostNeighbours = 11

/**
 * One customer's source records, those of the customers it may be one with, and what holds them together. Others are
 * shown to who may see the review; row security keeps out records that came through other dealers.
 */
export async function clusterOf(ctx: Ctx, id: string): Promise<MatchCluster> {
  const { id: customerId } = await seenPerson(ctx, id)
  const mayCompare = ctx.actor.permissions.has('customers.review-read')
  const pairs = mayCompare ? await clusterPairs(ctx, customerId, mostNeighbours) : []
  const ids = [...new Set([customerId, ...pairs.flatMap(({ a, b }) => [a, b])])]
  const network = await networkSnapshot(ctx)
  const rows = await clusterRecords(ctx, customerId, ids, mostClusterRecords)
  const read = rows.map((row) => ({
    ...row,
    said: readSaid(
      { ...row, recordId: row.id, receivedAt: row.happenedAt, said: (row.said ?? {}) as Stored },
      {},
    ),
  }))
  const masked = new Map(read.map((row) => [row.id, row.said.resident?.masked]))
  const bonds = bondsOf(
    read.map((row) => ({ id: row.id, customerId: row.customerId, values: row.said.values })),
  )
  return {
    customerId,
    customers: await customersNamed(ctx, ids),
    nodes: read.map(({ id, customerId, source, kind, dealerId, happenedAt, how, said }) => ({
      id,
      customerId,
      source,
      kind,
      how,
      name: said.values.name ?? null,
      dealer: (dealerId && network.nodes.get(dealerId)?.name) || null,
      at: happenedAt.toISOString(),
    })),
    edges: bonds.map(({ a, b, shared }) => ({
      a,
      b,
      shared: shared.map(({ field, value }) => ({
        field: nameOfField(field),
        value: showValue(field, value, masked.get(a)) ?? '',
      })),
    })),
    pairs: pairs.filter(({ a, b }) => ids.includes(a) && ids.includes(b)),
  }
}
