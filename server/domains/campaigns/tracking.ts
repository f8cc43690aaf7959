import { second } from '../../kernel/clock.ts'
import type { Ctx, Services } from '../../kernel/ctx.ts'
import { codesInUse } from './queries.ts'

export type Tracked = { campaignId: string; brandId: string; medium: string }
type Remembered = { until: number; index: ReadonlyMap<string, Tracked> }

const rememberMs = 10 * second
/** Per process and per kind of reader: what a brand may not see, its intake does not resolve. */
const remembered = new WeakMap<Services, Map<string, Remembered>>()

/** Tracking code or campaign code -> the campaign and its medium. Remembered for 10 s: intake asks for every arrival. */
export async function trackingIndex(ctx: Ctx): Promise<ReadonlyMap<string, Tracked>> {
  const mine = remembered.get(ctx.services) ?? new Map<string, Remembered>()
  remembered.set(ctx.services, mine)
  const reader = [ctx.scope.kind, ...ctx.scope.brands].join(' ')
  const known = mine.get(reader)
  const left = known ? known.until - ctx.now.getTime() : 0
  if (known && left > 0 && left <= rememberMs) return known.index
  const rows = await codesInUse(ctx)
  const index = new Map(rows.map(({ code, ...tracked }) => [code, tracked]))
  if (mine.size > 200) mine.clear()
  mine.set(reader, { until: ctx.now.getTime() + rememberMs, index })
  return index
}

/** A new code works at once in this process, within 10 s in the others. */
export function forgetCodes(ctx: Ctx): void {
  ctx.afterCommit(async () => void remembered.get(ctx.services)?.clear())
}
