import type { Ctx } from '../../../kernel/ctx.ts'
import { tellNews } from '../../../kernel/events.ts'

/** Told to who sees the review: `/api/match…` has changed. A decision is no event of the record; the merge it makes is. */
export const tellMatching = (ctx: Ctx, what: 'decided' | 'ended'): Promise<unknown> =>
  tellNews(ctx, {
    type: `match.${what}`,
    subject: null,
    dealers: [],
    brands: [],
    actor: ctx.actor.id,
    permission: 'customers.review-read',
  })
