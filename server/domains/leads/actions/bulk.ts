import type { previewBulk as previewEndpoint } from '../../../../contract/dispatch.ts'
import type { Reply } from '../../../../contract/endpoint.ts'
import { commonProblems } from '../../../../contract/problem.ts'
import { day } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { asSystem } from '../../../kernel/db/widen.ts'
import { found } from '../../../kernel/errors.ts'
import { newId } from '../../../kernel/ids.ts'
import { enqueue } from '../../../kernel/jobs/jobs.ts'
import { bulkDispatch } from '../jobs.ts'
import { type BulkFilter, dispatchable, lockDispatchable, sentByBulk } from '../queries/bulk.ts'
import { standingOf } from '../queries/intake.ts'
import { breachedDealers, lockLeads } from '../queries/lead.ts'
import { saveChanges } from '../queries/save.ts'
import { reference } from '../reference.ts'
import { backToPool } from '../rules/holding.ts'
import { narrowingTo } from './board.ts'
import { followReach, routeLeads } from './route.ts'

type BulkQuery = Omit<BulkFilter, 'waitingIn'> & { under?: string }
async function chosenLeads(ctx: Ctx, { under, ...filter }: BulkQuery): Promise<string[]> {
  const { waitingIn } = await narrowingTo(ctx, under)
  return dispatchable(ctx, { ...filter, ...(waitingIn && { waitingIn }) })
}

/** What a bulk dispatch would do now, by the same rules, writing nothing. */
export async function previewBulk(ctx: Ctx, filter: BulkQuery): Promise<Reply<typeof previewEndpoint>> {
  const ids = await chosenLeads(ctx, filter)
  const known = await reference(ctx)
  // A copy: what is only imagined must not count as load.
  const imagined = {
    ...known,
    standings: new Map([...known.standings].map(([id, standing]) => [id, { ...standing }])),
  }
  return asSystem(ctx, async (wide) => {
    const changes = await lockLeads(wide, ids)
    const numbers = new Map((await standingOf(wide, ids)).map((row) => [row.id, row.number]))
    await routeLeads(wide, imagined, changes, { except: await breachedDealers(wide, ids) })
    const outcomes = changes.map((change) => ({ change, outcome: change.dispatches.at(-1)!.outcome }))
    const count = (outcome: string) => outcomes.filter((one) => one.outcome === outcome).length
    const sent = outcomes.filter((one) => one.outcome === 'sent')
    const nameOf = (id: string | null) => (id ? (known.network.byId.get(id)?.name ?? null) : null)
    return {
      leads: ids.length,
      sent: sent.length,
      noConsent: count('no-consent'),
      noDealer: count('no-dealer'),
      tie: count('tie'),
      byDealer: [...Map.groupBy(sent, (one) => one.change.lead.dealerId!)]
        .map(([dealerId, group]) => ({ dealerId, name: nameOf(dealerId)!, leads: group.length }))
        .sort((a, b) => b.leads - a.leads)
        .slice(0, 100),
      items: outcomes.slice(0, 200).map(({ change: { lead }, outcome }) => ({
        leadId: lead.id,
        number: numbers.get(lead.id)!,
        dealerName: nameOf(lead.dealerId),
        outcome,
      })),
    }
  })
}

/** Which leads is settled now, in the caller's scope; the job only moves these. */
export async function startBulk(ctx: Ctx, filter: BulkQuery): Promise<{ bulkId: string; jobId: string }> {
  const leadIds = await chosenLeads(ctx, filter)
  const bulkId = newId(ctx.now)
  const jobId = await enqueue(ctx, bulkDispatch, { bulkId, leadIds })
  return { bulkId, jobId }
}

/** One step of the job: so many leads in one transaction. What somebody else has meanwhile moved is left alone. */
export async function dispatchBatch(ctx: Ctx, bulkId: string, leadIds: string[]): Promise<number> {
  const known = await reference(ctx)
  return asSystem(ctx, async (wide) => {
    const changes = await lockLeads(wide, await lockDispatchable(wide, leadIds))
    await routeLeads(wide, known, changes, {
      bulkId,
      except: await breachedDealers(
        wide,
        changes.map((change) => change.lead.id),
      ),
    })
    await saveChanges(wide, changes)
    await followReach(wide, changes)
    return changes.filter((change) => change.lead.dealerId !== null).length
  })
}

/** Takes back what no dealer has touched yet. */
export async function undoBulk(ctx: Ctx, bulkId: string): Promise<{ undone: number; kept: number }> {
  const { free, kept } = await sentByBulk(ctx, bulkId)
  found(free.length + kept > 0 || null, commonProblems.notFound)
  const changes = await lockLeads(ctx, free)
  for (const change of changes)
    backToPool(change, ctx.now, {
      waiting: 'recall',
      ending: 'undo',
      reason: 'undo',
      nextStepAt: new Date(ctx.now.getTime() + day),
    })
  await asSystem(ctx, async (wide) => {
    await saveChanges(wide, changes)
    await followReach(wide, changes)
  })
  return { undone: changes.length, kept }
}
