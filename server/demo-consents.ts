import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { recordConsents } from './domains/consent/index.ts'
import { peopleByPhone } from './domains/customers/index.ts'
import type { Ctx } from './kernel/ctx.ts'
import { readPhone } from './kernel/phone.ts'

/** The demonstration's shop asks at the sign-in whether offers may be sent; no file of a dealer says so. */
export async function recordDemoConsents(ctx: Ctx, folder: string): Promise<void> {
  const path = join(folder, 'shop-events.jsonl')
  if (!existsSync(path)) return
  const agreed = new Map<string, Date>()
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    const event = line ? (JSON.parse(line) as { at: string; phone?: string; newsletter?: boolean }) : null
    const phone = event?.newsletter ? readPhone(event.phone ?? '') : null
    if (event && phone?.ok) agreed.set(phone.e164, new Date(event.at))
  }
  const known = await peopleByPhone(ctx, [...agreed.keys()])
  await recordConsents(
    ctx,
    [...known].map(([phone, customerId]) => ({
      customerId,
      purpose: 'marketing',
      recipient: 'carmaker',
      granted: true,
      channel: 'web',
      evidence: 'shop:newsletter',
      happenedAt: agreed.get(phone)!,
    })),
  )
}
