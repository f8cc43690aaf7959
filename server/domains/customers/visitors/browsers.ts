import {
  type Browser,
  type Browsers,
  mostBrowsers,
  mostVisitDays,
  visitorHows,
  visitorProblems,
} from '../../../../contract/customer-visitors.ts'
import { type Ctx, dealerOf } from '../../../kernel/ctx.ts'
import { asSystem } from '../../../kernel/db/widen.ts'
import { Refused } from '../../../kernel/errors.ts'
import { seenPerson } from '../actions/read.ts'
import {
  attach,
  detach,
  type LinkOf,
  linksOf,
  linksOfOthers,
  type SeenOf,
  seenOf,
  visitDays,
} from './queries.ts'
import { confidenceOf, showsPages } from './rules.ts'

/** The customer's browsers with what speaks for each, and what was looked at with those that are likely theirs. */
export async function browsersOf(ctx: Ctx, id: string): Promise<Browsers> {
  const { id: customerId } = await seenPerson(ctx, id)
  const own = Map.groupBy(await linksOf(ctx, customerId), (link) => link.visitorId)
  const ids = [...own.keys()].slice(0, mostBrowsers)
  const others = Map.groupBy(
    await asSystem(ctx, (wide) => linksOfOthers(wide, ids, customerId)),
    (link) => link.visitorId,
  )
  const judged = ids.map((visitorId) => judge(visitorId, own.get(visitorId)!, others.get(visitorId) ?? []))
  const shown = judged.filter((one) => one.shown).map((one) => one.id)
  const seen = new Map((await seenOf(ctx, shown)).map((one) => [one.visitorId, one]))
  const days = await visitDays(ctx, shown, mostVisitDays)
  return {
    browsers: judged
      .map((one) => ({ ...one, ...whatSeen(seen.get(one.id)) }))
      .sort((a, b) => b.confidence - a.confidence),
    visits: days.map(({ visitorId, different, pages, ...rest }) => ({
      ...rest,
      browserId: visitorId,
      pages,
      more: different - pages.length,
    })),
  }
}

type Judged = Pick<Browser, 'id' | 'confidence' | 'evidence' | 'sharedWith' | 'detached' | 'shown'>

function judge(id: string, links: readonly LinkOf[], others: readonly LinkOf[]): Judged {
  const attached = links.filter(({ detachedAt }) => detachedAt === null)
  const last = links[0]!
  const people = Map.groupBy(others, (link) => link.customerId)
  const confidence = attached.length > 0 ? confidenceOf(attached, [...people.values()]) : 0
  const counted = attached.length > 0 ? attached : links
  return {
    id,
    confidence,
    evidence: visitorHows.flatMap((how) => {
      const of = counted.filter((link) => link.how === how)
      return of.length > 0 ? [{ how, times: of.length, lastAt: of[0]!.at.toISOString() }] : []
    }),
    sharedWith: people.size,
    detached:
      attached.length === 0
        ? {
            at: last.detachedAt!.toISOString(),
            by: last.detachedBy!,
            reason: last.detachedReason,
          }
        : null,
    shown: showsPages(confidence),
  }
}

const whatSeen = (seen: SeenOf | undefined): Pick<Browser, 'firstAt' | 'lastAt' | 'pages' | 'series'> => ({
  firstAt: seen?.firstAt.toISOString() ?? null,
  lastAt: seen?.lastAt.toISOString() ?? null,
  pages: seen?.pages ?? 0,
  series: seen?.series.slice(0, 5) ?? [],
})

/** Not their browser, says a person: it stays so, whatever comes in later, until somebody attaches it again. */
export async function detachBrowserOf(
  ctx: Ctx,
  { id, visitorId }: { id: string; visitorId: string },
  reason: string,
): Promise<Browsers> {
  const { id: customerId } = await seenPerson(ctx, id)
  if ((await detach(ctx, { customerId, visitorId, reason })) === 0)
    throw new Refused(visitorProblems.notAttached)
  await tell(ctx, 'customers.browser-detached', customerId, visitorId, { text: reason })
  return browsersOf(ctx, customerId)
}

/** The evidence counts again, as it did. */
export async function attachBrowserOf(
  ctx: Ctx,
  { id, visitorId }: { id: string; visitorId: string },
): Promise<Browsers> {
  const { id: customerId } = await seenPerson(ctx, id)
  if ((await attach(ctx, customerId, visitorId)) === 0) throw new Refused(visitorProblems.notDetached)
  await tell(ctx, 'customers.browser-attached', customerId, visitorId, {})
  return browsersOf(ctx, customerId)
}

const tell = (ctx: Ctx, type: string, customerId: string, subjectId: string, data: Record<string, string>) =>
  ctx.emit({
    type,
    subjectId,
    customerId,
    brandId: ctx.scope.kind === 'brand' ? ctx.scope.nodes[0] : null,
    dealerId: dealerOf(ctx),
    data,
  })
