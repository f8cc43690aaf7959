import type {
  ConsentLine,
  ConsentPurpose,
  ConsentRecipient,
  CustomerConsents,
  listConsents,
  recordCustomerConsents,
} from '../../../contract/consent.ts'
import { consentProblems } from '../../../contract/consent.ts'
import type { Call, Reply } from '../../../contract/endpoint.ts'
import { commonProblems } from '../../../contract/problem.ts'
import { type Ctx, dealerOf } from '../../kernel/ctx.ts'
import { pageOf } from '../../kernel/db/keyset.ts'
import { found, Refused } from '../../kernel/errors.ts'
import { type Network, networkSnapshot } from '../dealers/index.ts'
import { recordConsents } from './actions.ts'
import { ledgerOf, standingOf, statesOf, wholeLedger } from './queries/ledger.ts'
import { entryFault } from './rules.ts'

export async function consentsOf(ctx: Ctx, customerId: string): Promise<CustomerConsents> {
  const standing = found(await standingOf(ctx, customerId), commonProblems.notFound)
  const network = await networkSnapshot(ctx)
  const states = await statesOf(ctx, customerId)
  const ledger = await ledgerOf(ctx, customerId)
  return {
    ...standing,
    states: states.map((state) => ({
      ...state,
      purpose: state.purpose as ConsentPurpose,
      recipient: state.recipient as ConsentRecipient,
      recipientName: nameOf(network, state.recipientId),
      happenedAt: state.happenedAt.toISOString(),
    })),
    ledger: ledger.map((line) => showLine(network, line)),
  }
}

const nameOf = (network: Network, id: string | null) => (id ? (network.nodes.get(id)?.name ?? null) : null)

function showLine(network: Network, line: Awaited<ReturnType<typeof ledgerOf>>[number]): ConsentLine {
  const { customerId: _, ...shown } = line
  return {
    ...shown,
    purpose: line.purpose as ConsentPurpose,
    recipient: line.recipient as ConsentRecipient,
    recipientName: nameOf(network, line.recipientId),
    happenedAt: line.happenedAt.toISOString(),
    recordedAt: line.recordedAt.toISOString(),
  }
}

/** What a customer said at the desk or on the telephone, line by line with its evidence. */
export async function recordFor(
  ctx: Ctx,
  customerId: string,
  { entries }: Call<typeof recordCustomerConsents>['body'],
): Promise<CustomerConsents> {
  found(await standingOf(ctx, customerId), commonProblems.notFound)
  const read = entries.map((entry) => ({
    ...entry,
    customerId,
    happenedAt: entry.happenedAt ? new Date(entry.happenedAt) : ctx.now,
  }))
  for (const [at, entry] of read.entries()) {
    const fault = entryFault(entry, ctx.now)
    if (fault)
      throw new Refused(commonProblems.invalid, {}, [
        { field: `entries.${at}.${fault.field}`, ...consentProblems[fault.problem] },
      ])
  }
  await recordConsents(ctx, read)
  await ctx.emit({
    type: 'consent.recorded',
    subjectId: customerId,
    customerId,
    dealerId: dealerOf(ctx),
    brandId: ctx.scope.kind === 'brand' ? ctx.scope.nodes[0] : null,
    data: { entries: entries.map(({ purpose, recipient, granted }) => ({ purpose, recipient, granted })) },
  })
  return consentsOf(ctx, customerId)
}

export async function ledgerPage(
  ctx: Ctx,
  { after, limit, granted, ...filter }: Call<typeof listConsents>['query'],
): Promise<Reply<typeof listConsents>> {
  const network = await networkSnapshot(ctx)
  const rows = await wholeLedger(
    ctx,
    { ...filter, granted: granted === undefined ? undefined : granted === 'true' },
    { after, limit },
  )
  return pageOf(
    rows,
    limit,
    (row) => [row.recordedAt.toISOString(), row.id],
    ({ customerName, ...row }) => ({
      ...showLine(network, row),
      customer: { id: row.customerId, name: customerName },
    }),
  )
}
