import type { ConsentPurpose, ConsentRecipient } from '../../../contract/consent.ts'
import type { Ctx } from '../../kernel/ctx.ts'
import { newId } from '../../kernel/ids.ts'
import { permitted, saveEntries } from './queries/entries.ts'

export type ConsentEntry = {
  customerId: string
  purpose: ConsentPurpose
  recipient: ConsentRecipient
  recipientId?: string | null
  granted: boolean
  channel: string
  evidence: string
  textVersion?: string | null
  happenedAt: Date
  importId?: string | null
}

/** Writes grants and withdrawals into the ledger and brings the state up to date, however many. */
export async function recordConsents(ctx: Ctx, entries: ConsentEntry[]): Promise<void> {
  if (entries.length === 0) return
  await saveEntries(
    ctx,
    entries.map(({ recipientId = null, textVersion = null, importId = null, happenedAt, ...entry }) => ({
      ...entry,
      id: newId(ctx.now),
      recipientId,
      textVersion,
      importId,
      happenedAt: happenedAt.toISOString(),
    })),
  )
}

/** Of these customers, those who may be approached for this purpose by this recipient. */
export async function whoMay(
  ctx: Ctx,
  customerIds: string[],
  purpose: ConsentPurpose,
  recipient: ConsentRecipient,
  recipientId: string | null = null,
): Promise<Set<string>> {
  if (customerIds.length === 0) return new Set()
  return new Set(await permitted(ctx, customerIds, purpose, recipient, recipientId))
}
