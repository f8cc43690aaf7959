import { sql } from 'kysely'
import type { Ctx } from '../../../kernel/ctx.ts'
import { keyset } from '../../../kernel/db/keyset.ts'
import { newId } from '../../../kernel/ids.ts'
import type { Policy } from '../linking/rules.ts'
import type { Model, Parameters } from '../matching/model.ts'

export type ModelRow = {
  number: number
  model: Model
  parameters: Parameters
  estimatedFrom: { records?: number; rules?: { rule: number; pairs: number }[] }
  active: boolean
  trainedAt: Date
  trainedBy: string
}
/** The one asked for, or the one in use. */
export async function modelShown(ctx: Ctx, number?: number): Promise<ModelRow | undefined> {
  const { rows } = await sql<ModelRow>`
    select number, model, parameters, estimated_from, active, trained_at, trained_by from customers.match_model
    where ${number ?? null}::int is null and active or number = ${number ?? null}::int`.execute(ctx.db)
  return rows[0]
}

export async function modelVersions(ctx: Ctx) {
  const { rows } = await sql<{
    number: number
    active: boolean
    trainedAt: Date
    trainedBy: string
    records: number | null
  }>`select number, active, trained_at, trained_by, (estimated_from ->> 'records')::int as records
    from customers.match_model order by number desc limit 50`.execute(ctx.db)
  return rows
}

/** Pairs the run that trained this model found, and pairs it drew at random. */
export async function trainingRun(ctx: Ctx, number: number) {
  const { rows } = await sql<{ pairs: number; randomPairs: number }>`
    select r.pairs, (s.step ->> 'rows')::int as random_pairs from customers.match_run r
    cross join lateral jsonb_array_elements(r.steps) s(step)
    where r.model_number = ${number} and s.step ->> 'step' = 'randomly' order by r.started_at limit 1`.execute(
    ctx.db,
  )
  return rows[0]
}

export type RunShown = {
  id: string
  modelNumber: number
  startedAt: Date
  finishedAt: Date | null
  records: number
  pairs: number
  linked: number
  asked: number
  settled: number
  whole: boolean
  because: string
  renewed: unknown
  steps: unknown
}
export const runsListed = (ctx: Ctx, page: { after?: string; limit: number }): Promise<RunShown[]> =>
  keyset(
    ctx.db
      .selectFrom('customers.matchRun')
      .select([
        'id',
        'modelNumber',
        'startedAt',
        'finishedAt',
        'records',
        'pairs',
        'linked',
        'asked',
        'settled',
        'whole',
        'because',
        'renewed',
        'steps',
      ]),
    ['startedAt', 'id'],
    'desc',
    page,
  ).execute()

/** Of runs, how many of their merges stand and how many were taken back; whoever asks, of the whole network. */
export async function mergesOfRuns(wide: Ctx, ids: readonly string[]) {
  const { rows } = await sql<{ id: string; standing: number; undone: number }>`
    select r.id, m.standing, m.undone from unnest(${ids}::text[]) as r(id) cross join lateral (
      select (count(*) filter (where g.undone_at is null))::int as standing, (count(*) filter (where g.undone_at is not null))::int as undone
      from customers.merge g where g.kind = 'merge' and g.evidence ->> 'run' = r.id) m`.execute(wide.db)
  return new Map(rows.map(({ id, ...counts }) => [id, counts]))
}

export const runById = (ctx: Ctx, id: string) =>
  ctx.db.selectFrom('customers.matchRun').select('id').where('id', '=', id).executeTakeFirst()

/** The one whose tables stand: a run that has not finished has not scored everything. */
export async function lastRun(ctx: Ctx) {
  const { rows } = await sql<{ modelNumber: number; startedAt: Date; records: number }>`
    select model_number, started_at, records from customers.match_run
    order by finished_at is null, started_at desc limit 1`.execute(ctx.db)
  return rows[0]
}

/** A run of anybody's, or one that is being taken back, waiting or at work. */
export const isRunning = (wide: Ctx) =>
  hasJob(wide, ['customers.match', 'customers.unmatch'], ['queued', 'running'])
/** A run that has not begun. */
export const isWaiting = (wide: Ctx) => hasJob(wide, ['customers.match'], ['queued'])

async function hasJob(wide: Ctx, queues: string[], states: string[]): Promise<boolean> {
  const row = await wide.db
    .selectFrom('kernel.job')
    .select('id')
    .where('queue', 'in', queues)
    .where('state', 'in', states)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

export type PolicyRow = Policy & { number: number; version: number; updatedAt: Date }
export const policyRows = (ctx: Ctx): Promise<PolicyRow[]> =>
  ctx.db
    .selectFrom('customers.matchPolicy')
    .select(['brandId', 'linkAt', 'reviewAt', 'mostLinked', 'automatic', 'number', 'version', 'updatedAt'])
    .execute()

/** Writes the next version, 1 for the first; false when somebody else was quicker. */
export async function savePolicy(ctx: Ctx, policy: Policy, version: number): Promise<boolean> {
  const { brandId, linkAt, reviewAt, mostLinked, automatic } = policy
  const { rows } = await sql`
    with made as (
      insert into customers.match_policy as p (id, brand_id, link_at, review_at, most_linked, automatic, updated_at)
      select ${newId(ctx.now)}::uuid, ${brandId}::uuid, ${linkAt}::real, ${reviewAt}::real, ${mostLinked}::int, ${automatic}::boolean, ${ctx.now}
      where ${version} = 0 on conflict (brand_id) do nothing returning number
    ), changed as (
      update customers.match_policy p set link_at = ${linkAt}::real, review_at = ${reviewAt}::real, most_linked = ${mostLinked}::int,
        automatic = ${automatic}::boolean, number = p.number + 1, version = p.version + 1, updated_at = ${ctx.now}
      where p.brand_id is not distinct from ${brandId}::uuid and p.version = ${version} returning number
    )
    insert into customers.match_policy_version (id, brand_id, number, link_at, review_at, most_linked, automatic, at, actor_id, actor_name)
    select ${newId(ctx.now)}::uuid, ${brandId}::uuid, number, ${linkAt}::real, ${reviewAt}::real, ${mostLinked}::int, ${automatic}::boolean,
      ${ctx.now}, ${ctx.actor.id}, ${ctx.actor.name}
    from (select number from made union all select number from changed) n returning id`.execute(ctx.db)
  return rows.length > 0
}

export const policyVersions = (ctx: Ctx, brandId: string | null, limit: number) =>
  ctx.db
    .selectFrom('customers.matchPolicyVersion')
    .select(['number', 'at', 'actorName', 'linkAt', 'reviewAt', 'mostLinked', 'automatic'])
    .where('brandId', 'is not distinct from', brandId)
    .orderBy('number', 'desc')
    .limit(limit)
    .execute()

export type JudgedRow = {
  bin: number
  same: number
  different: number
  sameLinked: number
  differentLinked: number
  sameReviewed: number
  differentReviewed: number
}
/** Both deal with this brand and no other, as they are now; who was merged since, as the one they became. */
const bothDealWith = (brands: readonly string[], brandId: string) => sql`not exists (
  select from customers.customer c where c.id in (p.a, p.b) and array(select r.node_id from customers.reach r
    where r.customer_id = coalesce(c.merged_into, c.id) and r.node_id = any(${brands}::uuid[])) <> array[${brandId}::uuid])`

/**
 * Each judged pair once, by what was said of it last; what was taken back, second opinions and "unsure" are left out. Of the
 * pairs one policy decides.
 */
export async function judgedByBin(
  wide: Ctx,
  { linkAt, reviewAt }: { linkAt: number; reviewAt: number },
  { brandId, owned, brands }: { brandId: string | null; owned: readonly string[]; brands: readonly string[] },
): Promise<JudgedRow[]> {
  const both = (id: string) => bothDealWith(brands, id)
  const others = owned.map((id) => sql`and not ${both(id)}`)
  const decided = brandId === null ? sql.join(others, sql` `) : sql`and ${both(brandId)}`
  const { rows } = await sql<JudgedRow>`
    with judged as (
      select distinct on (d.pair_id) p.weight, d.verdict from customers.match_decision d join customers.match_pair p on p.id = d.pair_id
      where d.undone_at is null and not d.blind and d.verdict in ('same', 'different') ${decided} order by d.pair_id, d.at desc
    )
    select (floor(weight * 2) / 2)::float8 as bin,
      (count(*) filter (where verdict = 'same'))::int as same, (count(*) filter (where verdict = 'different'))::int as different,
      (count(*) filter (where verdict = 'same' and weight >= ${linkAt}::real))::int as same_linked,
      (count(*) filter (where verdict = 'different' and weight >= ${linkAt}::real))::int as different_linked,
      (count(*) filter (where verdict = 'same' and weight >= ${reviewAt}::real))::int as same_reviewed,
      (count(*) filter (where verdict = 'different' and weight >= ${reviewAt}::real))::int as different_reviewed
    from judged group by 1 order by 1`.execute(wide.db)
  return rows
}

export type PairBetween = {
  pairId: string
  groupId: string
  a: string
  b: string
  weight: number
  held: string
}
/** Open pairs of a customer with others, the likeliest first, and those among these others. */
export async function clusterPairs(ctx: Ctx, id: string, most: number): Promise<PairBetween[]> {
  const { rows } = await sql<PairBetween>`
    with own as materialized (
      select case when p.a = ${id} then p.b else p.a end as id from customers.match_pair p
      where p.state = 'open' and (p.a = ${id} or p.b = ${id}) order by p.weight desc, p.id limit ${most}
    ), everybody as (select id from own union all select ${id}::uuid)
    select p.id as pair_id, p.group_id, p.a, p.b, p.weight, p.held from customers.match_pair p
    where p.state = 'open' and p.a in (select id from everybody) and p.b in (select id from everybody)
    order by p.weight desc, p.id`.execute(ctx.db)
  return rows
}

export type RecordRow = {
  id: string
  customerId: string
  source: string
  kind: string
  dealerId: string | null
  happenedAt: Date
  nth: number
  how: string
  said: unknown
}
/** The latest of each, the one it is about before the others; then in the order things happened. */
export async function clusterRecords(
  ctx: Ctx,
  first: string,
  ids: readonly string[],
  most: number,
): Promise<RecordRow[]> {
  const { rows } = await sql<RecordRow>`
    select * from (
      select s.id, c.id as customer_id, s.source, s.kind, s.dealer_id, s.happened_at, s.nth, s.how, s.said
      from unnest(${ids}::uuid[]) as c(id) cross join lateral (
        select r.id, r.source, r.kind, r.dealer_id, r.happened_at, r.nth, r.said, k.how
        from customers.link k join customers.source_record r on r.id = k.record_id where k.customer_id = c.id
        order by r.happened_at desc, r.id desc limit case when c.id = ${first} then ${most * 0.6}::int else 5 end) s
      order by c.id <> ${first}, array_position(${ids}::uuid[], c.id), s.happened_at desc limit ${most}
    ) s order by happened_at, id`.execute(ctx.db)
  return rows
}

export async function customersNamed(ctx: Ctx, ids: readonly string[]) {
  const { rows } = await sql<{ id: string; name: string; records: number }>`
    select c.id, c.name, (select count(*)::int from (select from customers.link k where k.customer_id = c.id limit 1000) k) as records
    from customers.customer c where c.id = any(${ids}::uuid[]) order by array_position(${ids}::uuid[], c.id)`.execute(
    ctx.db,
  )
  return rows
}
