import { commonProblems } from '../../../../contract/problem.ts'
import { salesProblems } from '../../../../contract/sales.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { found, Refused } from '../../../kernel/errors.ts'
import { newId } from '../../../kernel/ids.ts'
import { type HeldLead, heldLead } from '../../leads/index.ts'
import { catalogue } from '../../vehicles/index.ts'
import { liesAhead } from '../rules.ts'

/** The lead in the caller's scope, at a dealer. Refusals: notFound, noDealer. */
export async function leadAtDealer(ctx: Ctx, id: string): Promise<HeldLead> {
  const lead = found(await heldLead(ctx, id), commonProblems.notFound)
  if (!lead.dealerId) throw new Refused(salesProblems.noDealer)
  return lead
}

/** What every row of a sale carries of its lead. */
export const rowOf = ({ id, customerId, brandId, dealerId, consultantId }: HeldLead, made = newId()) => ({
  id: made,
  leadId: id,
  customerId,
  brandId,
  dealerId,
  consultantId,
})

/** When something happened: said, or now. Refusals: inFuture. */
export function instantOf(ctx: Ctx, said: string | undefined): Date {
  const at = said ? new Date(said) : ctx.now
  if (liesAhead(at, ctx.now)) throw new Refused(salesProblems.inFuture)
  return at
}

/** Refusals: unknownVariant. */
export async function seriesOf(ctx: Ctx, variantId: string, brandId: string): Promise<string> {
  const { series } = await catalogue(ctx)
  const line = series.find(
    (one) => one.brandId === brandId && one.variants.some((variant) => variant.id === variantId),
  )
  if (!line) throw new Refused(salesProblems.unknownVariant)
  return line.id
}
