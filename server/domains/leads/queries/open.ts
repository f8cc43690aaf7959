import type { Ctx } from '../../../kernel/ctx.ts'

/** How many open leads a dealer holds: one dealer's stretch of the attention index. */
export async function openLeadsOf(ctx: Ctx, dealerId: string): Promise<number> {
  const { count } = await ctx.db
    .selectFrom('leads.lead')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('dealerId', '=', dealerId)
    .where('closedAt', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(count)
}

export type OpenLead = {
  id: string
  number: string
  holder: string
  dealerId: string | null
  waiting: string | null
  divisionCode: string | null
  wantedDealerId: string | null
}

/** The one open lead a person may have of a brand; nothing is locked. */
export const openLeadOf = (ctx: Ctx, customerId: string, brandId: string): Promise<OpenLead | undefined> =>
  ctx.db
    .selectFrom('leads.lead')
    .select(['id', 'number', 'holder', 'dealerId', 'waiting', 'divisionCode', 'wantedDealerId'])
    .where('customerId', '=', customerId)
    .where('brandId', '=', brandId)
    .where('closedAt', 'is', null)
    .executeTakeFirst()

export const dealingsOf = (ctx: Ctx, customerIds: string[]) =>
  ctx.db
    .selectFrom('leads.lead')
    .select(['customerId', 'brandId', 'dealerId'])
    .distinct()
    .where('customerId', 'in', customerIds)
    .execute()
