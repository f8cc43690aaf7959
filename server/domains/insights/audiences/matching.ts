import { type RawBuilder, sql } from 'kysely'
import type { AudienceCriteria } from '../../../../contract/audiences.ts'
import type { PropensityKind } from '../../../../contract/propensity.ts'
import type { Scope } from '../../../kernel/ctx.ts'

type Sql = RawBuilder<unknown>
type Range = { from?: number | undefined; to?: number | undefined }
const every = (conditions: (Sql | undefined)[]): Sql =>
  sql.join(
    conditions.filter((one) => one !== undefined),
    sql` and `,
  )
const oneOf = (column: Sql, values: readonly string[] | undefined): Sql | undefined =>
  values && sql`${column} = any(${values}::text[])`
const oneOfIds = (column: Sql, values: readonly string[] | undefined): Sql | undefined =>
  values && sql`${column} = any(${values}::uuid[])`
/** What a text is like that has the word in it; signs of a pattern in the word are signs. */
const holding = (word: string): string => `%${word.replaceAll(/[\\%_]/g, '\\$&')}%`
/** Both ends belong to it; what is not known is in no range. */
const within = (value: Sql, range: Range | undefined): Sql | undefined =>
  range &&
  every([
    range.from === undefined ? undefined : sql`${value} >= ${range.from}::numeric`,
    range.to === undefined ? undefined : sql`${value} <= ${range.to}::numeric`,
  ])

/** What the last valuation said: one look at the verdict, whatever it is chosen by. */
function verdictOf(chosen: AudienceCriteria): Sql | undefined {
  const conditions = [
    oneOf(sql`v.value_class`, chosen.valueClass),
    oneOf(sql`v.abc`, chosen.abc),
    oneOf(sql`v.stage`, chosen.valueStage),
    within(sql`v.recency`, chosen.recency),
    within(sql`v.frequency`, chosen.frequency),
    within(sql`v.monetary`, chosen.monetary),
    oneOf(sql`v.lapse_band`, chosen.lapse),
    // Kept in single precision: 0.3 as it is written must be found by 0.3.
    within(sql`v.alive::text::numeric`, chosen.alive),
    within(sql`v.expected_visits::text::numeric`, chosen.expectedVisits),
    within(sql`v.expected_fen`, chosen.expectedFen),
    chosen.atLoss && sql`v.loss_fen > 0`,
  ].filter((one) => one !== undefined)
  return conditions.length === 0
    ? undefined
    : sql`c.id in (select v.id from insights.verdict v where ${every(conditions)})`
}

/** A score of a lead is its customer's while the lead is open. */
const chanceOf = (kind: PropensityKind, bands: readonly string[]): Sql =>
  kind === 'repurchase'
    ? sql`c.id in (select s.customer_id from insights.propensity_score s where s.kind = ${kind} and s.band = any(${bands}::text[]))`
    : sql`c.id in (select l.customer_id from leads.lead l join insights.propensity_score s on s.lead_id = l.id
        where l.closed_at is null and s.kind = ${kind} and s.band = any(${bands}::text[]))`

const reachedBy = (nodes: Sql): Sql =>
  sql`c.id in (select r.customer_id from customers.reach r where r.node_id in (${nodes}))`

/** Who sees through dealers sees no brand's own reach: there a brand is its dealers. */
const nodesOf = (brands: readonly string[], scope: Scope): Sql =>
  scope.kind === 'region' || scope.kind === 'dealer'
    ? sql`select u.dealer_id from dealers.authorisation u where u.brand_id = any(${brands}::uuid[])`
    : sql`select unnest(${brands}::uuid[])`

function placesOf({ brand, region, dealer, division }: AudienceCriteria, scope: Scope): (Sql | undefined)[] {
  return [
    brand && reachedBy(nodesOf(brand, scope)),
    dealer && reachedBy(sql`select unnest(${dealer}::uuid[])`),
    region && reachedBy(sql`select d.id from dealers.dealer d where d.region_id = any(${region}::uuid[])`),
    division &&
      sql`(${sql.join(
        division.map((code) => sql`c.division_code like ${`${code}%`}`),
        sql` or `,
      )})`,
  ]
}

/** Cars they own now: of these series, of that age. Both must hold of the same car. */
function carOf({ series, vehicleMonths }: AudienceCriteria, today: string): Sql | undefined {
  if (!series && !vehicleMonths) return undefined
  const months = sql`(extract(year from age(${today}::date, v.sold_on)) * 12 + extract(month from age(${today}::date, v.sold_on)))`
  return sql`c.id in (select k.customer_id from vehicles.keeper k join vehicles.vehicle v on v.id = k.vehicle_id where ${every(
    [
      sql`k.role in ('owner', 'buyer') and (k.until_on is null or k.until_on > ${today}::date)`,
      oneOfIds(sql`v.series_id`, series),
      within(months, vehicleMonths),
    ],
  )})`
}

const dayOf = (instant: Sql): Sql => sql`(${instant} at time zone 'Asia/Shanghai')::date`
const daysSince = (instant: Sql, today: string): Sql => sql`(${today}::date - ${dayOf(instant)})`

function spentIn(spend: NonNullable<AudienceCriteria['spend']>, today: string): Sql {
  const since = (instant: Sql) =>
    sql`${instant} >= (${today}::date - ${spend.days}::int)::timestamp at time zone 'Asia/Shanghai'`
  const works = {
    all: sql`total_fen`,
    service: sql`total_fen - least(total_fen, coalesce(accessories_fen, 0))`,
    accessories: sql`least(total_fen, coalesce(accessories_fen, 0))`,
    vehicle: sql`0`,
  }[spend.line]
  const cars = sql`select customer_id, price_fen as fen from sales.delivery where ${since(sql`delivered_at`)}`
  const visits = sql`select customer_id, ${works} from service.repair_order where customer_id is not null and ${since(sql`opened_at`)}`
  const paid =
    spend.line === 'vehicle' ? cars : spend.line === 'all' ? sql`${cars} union all ${visits}` : visits
  return sql`c.id in (select p.customer_id from (${paid}) p(customer_id, fen) group by p.customer_id having ${within(sql`sum(p.fen)`, spend.fen)})`
}

/** Visits, money and complaints: what happened, as far as the asker sees it. */
function pastOf({ visitDays, spend, complainedDays }: AudienceCriteria, today: string): (Sql | undefined)[] {
  return [
    visitDays &&
      sql`c.id in (select o.customer_id from service.repair_order o where o.customer_id is not null
        group by o.customer_id having ${within(daysSince(sql`max(o.opened_at)`, today), visitDays)})`,
    spend && spentIn(spend, today),
    complainedDays &&
      sql`c.id in (select k.customer_id from contact_centre.contact k
        where k.customer_id is not null and k.business_type = 'complaint' and ${within(daysSince(sql`k.at`, today), complainedDays)})`,
  ]
}

const personOf = (chosen: AudienceCriteria, today: string): (Sql | undefined)[] => [
  oneOf(sql`c.stage`, chosen.stage),
  oneOf(sql`c.kind`, chosen.kind),
  oneOf(sql`c.sex`, chosen.sex),
  within(sql`extract(year from age(${today}::date, c.birth_on))`, chosen.age),
  oneOf(sql`c.marital`, chosen.marital),
  oneOf(sql`c.education`, chosen.education),
  oneOf(sql`c.preferred_channel`, chosen.preferredChannel),
  chosen.interests && sql`c.interests ilike any(${chosen.interests.map(holding)}::text[])`,
  chosen.contactable && sql`not c.do_not_contact and not c.deceased`,
]

/** Whom the rule finds, in one statement under the asker's row security: `c` is the customer. */
export function matching(chosen: AudienceCriteria, today: string, scope: Scope): Sql {
  const chances = Object.entries(chosen.chance ?? {}) as [PropensityKind, readonly string[] | undefined][]
  return every([
    sql`c.merged_into is null`,
    ...personOf(chosen, today),
    verdictOf(chosen),
    ...chances.map(([kind, bands]) => bands && chanceOf(kind, bands)),
    ...placesOf(chosen, scope),
    carOf(chosen, today),
    ...pastOf(chosen, today),
  ])
}
