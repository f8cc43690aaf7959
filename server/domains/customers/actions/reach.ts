import type { Ctx } from '../../../kernel/ctx.ts'
import { finderKeys } from '../../../kernel/finder.ts'
import { learn, reachTo } from '../queries/arrivals.ts'

/** From now on, or since they were seen, these brands and dealers deal with these customers; search follows by trigger. */
export async function extendReach(
  ctx: Ctx,
  pairs: { nodeId: string; customerId: string; seenAt?: string }[],
): Promise<void> {
  if (pairs.length === 0) return
  const once = new Map<string, { nodeId: string; customerId: string; seenAt: string }>()
  for (const { nodeId, customerId, seenAt = ctx.now.toISOString() } of pairs) {
    const key = `${nodeId}${customerId}`
    if ((once.get(key)?.seenAt ?? '') < seenAt) once.set(key, { nodeId, customerId, seenAt })
  }
  await reachTo(ctx, [...once.values()])
}

/** Plates and VINs learned beside an arrival: a car sold, a plate given out. They identify and they are found. */
export async function learnIdentifiers(
  ctx: Ctx,
  learned: { customerId: string; kind: 'vin' | 'plate' | 'phone'; value: string; source: string }[],
): Promise<void> {
  if (learned.length === 0) return
  const finders = [...Map.groupBy(learned, (one) => one.customerId)].map(([id, group]) => {
    const of = (kind: string) => group.filter((one) => one.kind === kind).map((one) => one.value)
    return { id, keys: finderKeys({ vins: of('vin'), plates: of('plate'), phones: of('phone') }) }
  })
  await learn(
    ctx,
    learned.map((one) => ({
      kind: one.kind,
      value: one.value,
      customer_id: one.customerId,
      at: ctx.now,
      source: one.source,
    })),
    finders,
  )
}

type ByHand = {
  name?: string
  company?: string | null
  phone?: string | null
  email?: string | null
  creditCode?: string | null
  residentHash?: string | null
  /** Masked, as it was typed. */
  residentShown?: string | null
}

/** What was typed in identifies and is found like what arrived. */
export async function learnByHand(ctx: Ctx, customerId: string, typed: ByHand): Promise<void> {
  const values = {
    phone: typed.phone,
    email: typed.email?.toLowerCase(),
    'credit-code': typed.creditCode,
    'resident-id': typed.residentHash,
    'resident-shown': typed.residentShown,
  }
  const learned = Object.entries(values).flatMap(([kind, value]) =>
    value ? [{ kind, value, customer_id: customerId, at: ctx.now, source: 'by-hand' }] : [],
  )
  const keys = finderKeys({
    name: typed.name,
    companyName: typed.company,
    phones: typed.phone ? [typed.phone] : [],
  })
  if (learned.length > 0 || keys.length > 0) await learn(ctx, learned, [{ id: customerId, keys }])
}
