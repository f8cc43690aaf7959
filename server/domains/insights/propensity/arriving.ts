import { day, dayIn, hour, minute, second } from '../../../kernel/clock.ts'
import type { Ctx, Services } from '../../../kernel/ctx.ts'
import { prepared } from '../../../kernel/db/prepared.ts'
import type { Answer } from '../../../kernel/ports.ts'
import type { Arriving, Foresight, ForesightAsked } from '../../leads/index.ts'
import { arrivalFeatures, averagedOf, type Known, tableOf, valueWords } from './features.ts'
import { championId, championOf, keepScores, type Score, type Whole } from './keep.ts'
import { saleDays } from './kinds.ts'
import { chancesOf } from './scoring.ts'

const kind = 'lead-to-sale'
/** Beijing time, as the model knows the hours of a day. */
const aheadMs = 8 * hour
const averaged = averagedOf(arrivalFeatures)

/** What the facts say at night, said at the door: a lead nothing has happened to since is told the same by both. */
export const foreseeLeads: Answer<ForesightAsked, Foresight> = async (ctx, asked) => {
  const champion = await championNow(ctx)
  if (!champion) return null
  const past = await pastOf(ctx, asked)
  const judged = (leads: readonly Arriving[]): Score[] => {
    const due = leads.filter(({ capturedAt }) => ctx.now.getTime() - capturedAt.getTime() <= saleDays * day)
    const rows = due.map((lead) => knownOf(lead, past.get(lead.leadId) ?? nothing, ctx.now))
    const byName = new Map(arrivalFeatures.map((feature) => [feature.name, feature]))
    return chancesOf(champion, tableOf(arrivalFeatures, rows), {
      averaged,
      wordsOf: (row, feature) => valueWords(byName.get(feature)!, rows[row]!),
    }).map((one, at) => ({ id: due[at]!.leadId, ...one }))
  }
  return {
    bands: (leads) => new Map(judged(leads).map(({ id, band }) => [id, band])),
    keep: (leads) =>
      keepScores(ctx, { kind, modelId: champion.id, subject: 'lead', at: ctx.now }, judged(leads)),
  }
}

const freshMs = 5 * second
const champions = new WeakMap<Services, { at: number; id: string | null; champion: Whole | null }>()
/** Looked up every five seconds per process; its weights are read again only when it is another one. */
async function championNow(ctx: Ctx): Promise<Whole | null> {
  const known = champions.get(ctx.services)
  const age = known ? ctx.now.getTime() - known.at : -1
  if (known && age >= 0 && age < freshMs) return known.champion
  const id = await championId(ctx, kind)
  const champion = known && known.id === id ? known.champion : readable((await championOf(ctx, kind)) ?? null)
  champions.set(ctx.services, { at: ctx.now.getTime(), id, champion })
  return champion
}
/** Leads come in whatever stands in a version: one that cannot be read foretells nobody, and the night says why. */
function readable(champion: Whole | null): Whole | null {
  try {
    if (champion) chancesOf(champion, tableOf(arrivalFeatures, []), { averaged, wordsOf: () => null })
    return champion
  } catch {
    return null
  }
}
/** After one was published or retired in this process; the others hear of it within five seconds. */
export const forgetChampion = (ctx: Ctx): void =>
  ctx.afterCommit(async () => void champions.delete(ctx.services))

type Past = { leadId: string; purchases: number; lastOn: string | null; enquiries: number }
const nothing: Omit<Past, 'leadId'> = { purchases: 0, lastOn: null, enquiries: 0 }

/** As the views `purchase` and `arrival` of the facts have it: days somebody paid, and what they asked before. */
const pastRows = prepared<Past, [ids: string[], customers: string[], at: string[], on: string[]]>(`
  select k.lead_id, count(p.day)::int as purchases, max(p.day)::text as last_on,
    (select count(*) from leads.lead l where l.customer_id = k.customer_id and l.captured_at < k.at)::int as enquiries
  from unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::date[]) as k(lead_id, customer_id, at, day)
  left join lateral (
    select (s.delivered_at at time zone d.zone)::date as day from sales.delivery s join dealers.dealer d on d.id = s.dealer_id
    where s.customer_id = k.customer_id
    union
    select (s.opened_at at time zone d.zone)::date from service.repair_order s join dealers.dealer d on d.id = s.dealer_id
    where s.customer_id = k.customer_id and s.total_fen > 0
  ) p on p.day < k.day
  group by k.lead_id, k.customer_id, k.at`)

/** Of strangers there is nothing to ask; who stands twice in one batch asked before all the same. */
async function pastOf(ctx: Ctx, { leads, strangers, unsaved }: ForesightAsked) {
  const familiar = leads.filter(({ customerId }) => !strangers.has(customerId))
  const rows =
    familiar.length === 0
      ? []
      : await pastRows(
          ctx,
          familiar.map(({ leadId }) => leadId),
          familiar.map(({ customerId }) => customerId),
          familiar.map(({ capturedAt }) => capturedAt.toISOString()),
          familiar.map(onOf),
        )
  const past = new Map(rows.map(({ leadId, ...one }) => [leadId, one]))
  for (const group of Map.groupBy(leads, ({ customerId }) => customerId).values()) {
    if (group.length < 2) continue
    for (const { leadId, capturedAt } of group) {
      const before = group.filter((one) => unsaved.has(one.leadId) && one.capturedAt < capturedAt).length
      const one = past.get(leadId) ?? nothing
      past.set(leadId, { ...one, enquiries: one.enquiries + before })
    }
  }
  return past
}

const onOf = ({ capturedAt, zone }: Arriving) => dayIn(capturedAt, zone)
const daysBetween = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / day
/** Minutes begun, as ClickHouse counts them. */
const minutesBetween = (from: Date, to: Date) =>
  Math.max(0, Math.floor(to.getTime() / minute) - Math.floor(from.getTime() / minute))

function knownOf(lead: Arriving, past: Omit<Past, 'leadId'>, now: Date): Known {
  const on = onOf(lead)
  return {
    source: lead.source,
    medium: lead.medium,
    series: lead.series,
    brand: lead.brand,
    dealer: lead.dealer,
    province: lead.divisionCode?.slice(0, 2) ?? '',
    horizon: lead.horizon ?? '',
    tradeIn: lead.tradeIn === null ? '' : lead.tradeIn ? 'yes' : 'no',
    budgetFen: lead.budgetFen,
    wantsDealer: lead.wantsDealer,
    hour: new Date(lead.capturedAt.getTime() + aheadMs).getUTCHours(),
    weekday: ((new Date(on).getUTCDay() + 6) % 7) + 1,
    sentAfterHours: minutesBetween(lead.capturedAt, lead.sentAt ?? now) / 60,
    purchases: past.purchases,
    daysSincePurchase: past.lastOn === null ? null : daysBetween(past.lastOn, on),
    enquiriesBefore: past.enquiries,
  }
}
