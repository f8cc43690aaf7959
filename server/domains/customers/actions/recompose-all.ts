import type { SurvivorshipRules } from '../../../../contract/survivorship.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { asSystem } from '../../../kernel/db/widen.ts'
import { type Progress, progressOf, saveProgress, severalTimesSeen } from '../queries/survivorship.ts'
import { withDraft } from '../survivorship/policy.ts'
import { recompose } from './recompose.ts'

/** With a draft nothing is written: it is only counted what it would change. */
export type Recomposition = { draft?: { brandId: string | null; rules: SurvivorshipRules } }

/** Customers per transaction: short enough that an arrival never waits long for a row. */
const step = 500

/** The next customers after those the job has looked at already; `null` when there are no more. */
export async function recomposeNext(
  ctx: Ctx,
  jobId: string,
  { draft }: Recomposition,
): Promise<Progress | null> {
  const before = await asSystem(ctx, (wide) => progressOf(wide, jobId))
  const ids = await severalTimesSeen(ctx, { after: before.afterId, limit: step })
  if (ids.length === 0) return null
  const proposed = draft && (await withDraft(ctx, draft.brandId, draft.rules))
  const changed = await recompose(ctx, ids, { draft: proposed, dry: draft !== undefined })
  const progress: Progress = {
    afterId: ids.at(-1)!,
    looked: before.looked + ids.length,
    customers: before.customers + changed.length,
    fields: before.fields + changed.reduce((sum, one) => sum + one.differences.length, 0),
  }
  await asSystem(ctx, (wide) => saveProgress(wide, jobId, progress))
  return progress
}
