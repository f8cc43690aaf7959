import type { VisitorHow } from '../../../../contract/customer-visitors.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { asSystem } from '../../../kernel/db/widen.ts'
import { isId, newId } from '../../../kernel/ids.ts'
import { type LinkRow, visitorsKeyed, writeEvents, writeLinks } from './queries.ts'

/** Who the browser's user said they were, and where: `causeId` is the source record; without one the event itself. */
export type Named = { customerId: string; how: VisitorHow; causeId: string | null }
export type WebEvent = {
  /** Our own id, or the sender's. */
  visitor: string
  at: Date
  kind: 'view' | 'form'
  page: string
  series: string | null
  brandId: string | null
  campaign: string | null
  medium: string | null
  named: Named | null
}
export type Watched = { eventId: string; outcome: 'create' | 'update' | 'unchanged' }

/** Our own id is the same whoever sends it; a sender's is only theirs. */
const keyOf = (source: string, visitor: string) =>
  isId(visitor) ? visitor.toLowerCase() : `${source} ${visitor}`

const idsOf = (ctx: Ctx, keys: Iterable<string>) =>
  visitorsKeyed(ctx, new Map([...keys].map((key) => [key, isId(key) ? key : newId()])))

/** The browsers, made where they are new; one id each, in order. In the system scope. */
export async function browsersKnown(
  wide: Ctx,
  source: string,
  visitors: readonly string[],
): Promise<string[]> {
  const keys = visitors.map((visitor) => keyOf(source, visitor))
  const ids = await idsOf(wide, new Set(keys))
  return keys.map((key) => ids.get(key)!)
}

/** What browsers did, any number at once; the same event again is the same. Ask customers only within the caller's scope. */
export async function saveWebEvents(
  ctx: Ctx,
  source: string,
  events: readonly WebEvent[],
): Promise<Watched[]> {
  if (events.length === 0) return []
  return asSystem(ctx, async (wide) => {
    const keys = events.map(({ visitor }) => keyOf(source, visitor))
    const ids = await idsOf(wide, new Set(keys))
    const visitorOf = (n: number) => ids.get(keys[n]!)!
    const written = await writeEvents(
      wide,
      events.map((one, n) => ({ ...one, visitorId: visitorOf(n) })),
    )
    const links = events.flatMap(({ named, at }, n): LinkRow[] =>
      named ? [{ ...named, causeId: named.causeId ?? written[n]!.id, at, visitorId: visitorOf(n) }] : [],
    )
    const linked = new Set(
      (await link(wide, links)).map(({ visitorId, causeId }) => `${visitorId} ${causeId}`),
    )
    return events.map(({ named }, n) => {
      const { id, created } = written[n]!
      const isNew = named !== null && linked.has(`${visitorOf(n)} ${named.causeId ?? id}`)
      return { eventId: id, outcome: created ? 'create' : isNew ? 'update' : 'unchanged' }
    })
  })
}

/** Forms that came with the id our script gave the browser. */
export async function linkVisitors(
  ctx: Ctx,
  forms: readonly { visitorId: string; customerId: string; recordId: string; at: Date }[],
): Promise<void> {
  if (forms.length === 0) return
  await asSystem(ctx, async (wide) => {
    const ids = await idsOf(wide, new Set(forms.map(({ visitorId }) => keyOf('', visitorId))))
    await link(
      wide,
      forms.map(({ visitorId, customerId, recordId, at }) => ({
        visitorId: ids.get(keyOf('', visitorId))!,
        customerId,
        how: 'form' as const,
        causeId: recordId,
        at,
      })),
    )
  })
}

async function link(ctx: Ctx, links: readonly LinkRow[]) {
  if (links.length === 0) return []
  const linked = await writeLinks(ctx, links)
  const fresh = new Map(
    linked.flatMap((one) =>
      one.first && !one.detached ? [[`${one.visitorId} ${one.customerId}`, one] as const] : [],
    ),
  )
  if (fresh.size > 0)
    await ctx.emit(
      ...[...fresh.values()].map(({ visitorId, customerId, how, at }) => ({
        type: 'customers.browser-linked',
        subjectId: visitorId,
        customerId,
        at,
        data: { evidence: how },
      })),
    )
  return linked
}
