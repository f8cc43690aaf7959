import { sql } from 'kysely'
import type { Reply } from '../../../../contract/endpoint.ts'
import { commonProblems } from '../../../../contract/problem.ts'
import type { readNextActions as askNext, ChanceBand } from '../../../../contract/propensity.ts'
import type { ValueClass, ValueStage } from '../../../../contract/value.ts'
import { type Ctx, dealerOf } from '../../../kernel/ctx.ts'
import { found } from '../../../kernel/errors.ts'
import { latestValuation } from '../value/verdicts.ts'
import { scoresOf } from './keep.ts'
import { type Channel, nextActions, type Purpose } from './next.ts'
import { chanceOf } from './versions.ts'

type Row = {
  deceased: boolean
  doNotContact: boolean
  preferredChannel: Channel | null
  hasPhone: boolean
  hasEmail: boolean
  valueClass: ValueClass | null
  stage: ValueStage | null
  atLoss: boolean
  lapseRisk: number | null
  leadId: string | null
  leadOverdue: boolean | null
  leadChance: ChanceBand | null
  cart: { item: string; others: number; hours: number } | null
  purposes: Purpose[]
}

/** The kind of recipient as a whole, as the consent ledger writes it. */
const anyRecipient = '00000000-0000-0000-0000-000000000000'

/** Head office speaks for the carmaker, a dealer for itself; a dealer's own no outweighs a yes for dealers in general. */
async function standingOf(ctx: Ctx, id: string): Promise<Row | undefined> {
  const dealer = dealerOf(ctx)
  const { rows } = await sql<Row>`
    select c.deceased, c.do_not_contact, c.preferred_channel, c.phone is not null as has_phone, c.email is not null as has_email,
      v.value_class, v.stage, coalesce(v.loss_fen > 0, false) as at_loss, (to_jsonb(v) ->> 'lapse_risk')::float8 as lapse_risk,
      l.id as lead_id, l.attention_at < ${ctx.now} as lead_overdue, h.band as lead_chance,
      case when k.hours is not null then jsonb_build_object('item', k.item, 'others', k.others, 'hours', k.hours) end as cart,
      array(select s.purpose from consent.state s where s.customer_id = c.id and s.recipient = ${dealer ? 'dealer' : 'carmaker'}
          and s.recipient_key in (${dealer ?? anyRecipient}::uuid, ${anyRecipient}::uuid)
        group by s.purpose
        having (array_agg(s.granted order by s.recipient_key = ${anyRecipient}::uuid))[1]) as purposes
    from customers.customer c
    left join insights.verdict v on v.id = c.id
    left join lateral (
      select l.id, l.attention_at from leads.lead l where l.customer_id = c.id and l.closed_at is null order by l.captured_at desc limit 1
    ) l on true
    left join leads.chance h on h.lead_id = l.id
    left join lateral (
      select floor(extract(epoch from ${ctx.now}::timestamptz - k.updated_at) / 3600)::int as hours, count(*)::int - 1 as others,
        (array_agg(i.name order by i.quantity * i.price_fen desc, i.code))[1] as item
      from customers.cart k join customers.cart_line i on i.cart_id = k.id and i.removed_at is null
      where k.customer_id = c.id and k.state = 'open' group by k.id order by k.updated_at desc limit 1
    ) k on true
    where c.id = ${id} and c.merged_into is null`.execute(ctx.db)
  return rows[0]
}

/** Refusals: notFound for a customer out of sight. */
export async function readNextActions(ctx: Ctx, id: string): Promise<Reply<typeof askNext>> {
  const { purposes, leadId, leadOverdue, leadChance, ...said } = found(
    await standingOf(ctx, id),
    commonProblems.notFound,
  )
  const scores = (await scoresOf(ctx, id)).map(chanceOf)
  const items = nextActions({
    ...said,
    consents: new Set(purposes),
    repurchase: scores.find(({ kind }) => kind === 'repurchase')?.band ?? null,
    lead: leadId ? { id: leadId, overdue: leadOverdue === true, chance: leadChance } : null,
  })
  const { valueClass, stage } = said
  const valuation = stage ? await latestValuation(ctx) : null
  return { items, valueClass, stage, scores, judgedOn: valuation?.judgedOn ?? null }
}
