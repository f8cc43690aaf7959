import type { Ctx } from '../../kernel/ctx.ts'
import type { Event, EventBus } from '../../kernel/events.ts'
import { matchJob } from './jobs.ts'
import { wireMatching } from './linking/after-import.ts'
import { pairsComeBack, pairsFollow } from './review/following.ts'
import { stageAfterPurchase } from './rules.ts'

/**
 * Published: customers.created, customers.updated, customers.edited, customers.noted, customers.stage-changed.
 * Heard: sales.delivered, because who owns a car is in another stage of life; imports.finished, to match whom it brought.
 */
export function wireCustomers(bus: EventBus): void {
  wireMatching(bus, matchJob)
  bus.on('sales.delivered', enterNextStage)
  bus.on('customers.merged', pairsFollow)
  bus.on('customers.unmerged', pairsComeBack)
}

async function enterNextStage(ctx: Ctx, events: Event[]): Promise<void> {
  const ids = [...new Set(events.map((event) => event.customerId).filter((id) => id != null))]
  if (ids.length === 0) return
  const people = await ctx.db
    .selectFrom('customers.customer')
    .select(['id', 'stage'])
    .where('id', 'in', ids)
    .forUpdate()
    .execute()
  for (const [stage, group] of Map.groupBy(people, (person) => person.stage)) {
    const next = stageAfterPurchase(stage)
    if (next === stage) continue
    await ctx.db
      .updateTable('customers.customer')
      .set((eb) => ({ stage: next, updatedAt: ctx.now, version: eb('version', '+', 1) }))
      .where(
        'id',
        'in',
        group.map((person) => person.id),
      )
      .execute()
    await ctx.emit(
      ...group.map((person) => {
        const cause = events.find((event) => event.customerId === person.id)
        const { brandId = null, dealerId = null } = cause ?? {}
        return {
          type: 'customers.stage-changed',
          subjectId: person.id,
          customerId: person.id,
          brandId,
          dealerId,
          data: { before: stage, after: next },
        }
      }),
    )
  }
}
