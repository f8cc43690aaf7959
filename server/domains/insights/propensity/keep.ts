import { sql } from 'kysely'
import type { ChanceBand, PropensityKind } from '../../../../contract/propensity.ts'
import { minute } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { newId } from '../../../kernel/ids.ts'
import type { Drift, Footprint } from '../models/propensity/drift.ts'
import type { Judgement } from '../models/propensity/judging.ts'
import type { Propensity } from '../models/propensity/model.ts'
import type { Bands, Trained } from './training.ts'

/** A version as it is kept, without the weights or with them. */
export type Kept = {
  id: string
  kind: PropensityKind
  number: number
  algorithm: 'logistic' | 'boosted'
  state: 'challenger' | 'champion' | 'retired'
  trainedAt: Date
  features: string[]
  horizonDays: number
  baseRate: number
  trainedOn: number
  heldOut: number
  heldOutFrom: string
  bands: Bands
  footprints: Footprint[]
  judgement: Judgement
  recommended: boolean
  publishedAt: Date | null
  publishedBy: string | null
  drift: Drift[] | null
  driftAt: Date | null
}
export type Whole = Kept & { model: Propensity }

const columns = sql`id, kind, number, algorithm, state, trained_at, features, horizon_days, base_rate, trained_on, held_out, held_out_from,
  bands, footprints, judgement, recommended, published_at, published_by, drift, drift_at, model`

/** One training makes a version of each kind of mathematics; they stand beside each other as challengers. */
export async function keepVersions(
  ctx: Ctx,
  kind: PropensityKind,
  horizonDays: number,
  trained: Trained,
): Promise<{ id: string; number: number; recommended: boolean }[]> {
  const made: { id: string; number: number; recommended: boolean }[] = []
  for (const one of trained.candidates) {
    const id = newId()
    const { rows } = await sql<{ number: number }>`
      insert into insights.propensity_model (id, kind, number, algorithm, trained_at, features, horizon_days, base_rate, trained_on, held_out,
        held_out_from, model, bands, footprints, judgement, recommended)
      select ${id}, ${kind}, coalesce(max(number), 0) + 1, ${one.algorithm}, ${ctx.now}, ${one.model.names}::text[], ${horizonDays},
        ${one.model.baseRate}, ${trained.trainedOn}, ${trained.heldOut}, ${trained.heldOutFrom}::date, ${JSON.stringify(one.model)}::jsonb,
        ${JSON.stringify(one.bands)}::jsonb, ${JSON.stringify(trained.footprints)}::jsonb, ${JSON.stringify(one.judgement)}::jsonb, ${one.recommended}
      from insights.propensity_model where kind = ${kind}
      returning number`.execute(ctx.db)
    made.push({ id, number: rows[0]!.number, recommended: one.recommended })
  }
  return made
}

/** Parameters and charts are nobody's data: everybody who reads boards may read them. */
export async function versionsOf(ctx: Ctx, kind: PropensityKind, most: number): Promise<Whole[]> {
  const { rows } = await sql<Whole>`
    select ${columns} from insights.propensity_model where kind = ${kind}
    order by state = 'champion' desc, number desc limit ${most}`.execute(ctx.db)
  return rows.sort((a, b) => b.number - a.number)
}
export async function versionById(ctx: Ctx, id: string): Promise<Whole | undefined> {
  const { rows } = await sql<Whole>`
    select ${columns} from insights.propensity_model where id = ${id} for update`.execute(ctx.db)
  return rows[0]
}
export async function championOf(ctx: Ctx, kind: PropensityKind): Promise<Whole | undefined> {
  const { rows } = await sql<Whole>`
    select ${columns} from insights.propensity_model where kind = ${kind} and state = 'champion'`.execute(
    ctx.db,
  )
  return rows[0]
}

export async function championId(ctx: Ctx, kind: PropensityKind): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select id from insights.propensity_model where kind = ${kind} and state = 'champion'`.execute(ctx.db)
  return rows[0]?.id ?? null
}

export async function wasEverPublished(ctx: Ctx, kind: PropensityKind): Promise<boolean> {
  const { rows } = await sql`
    select from insights.propensity_model where kind = ${kind} and published_at is not null limit 1`.execute(
    ctx.db,
  )
  return rows.length > 0
}

/** Whoever was champion becomes a challenger again. */
export async function makeChampion(
  ctx: Ctx,
  { id, kind }: { id: string; kind: PropensityKind },
): Promise<void> {
  await sql`update insights.propensity_model set state = 'challenger' where kind = ${kind} and state = 'champion'`.execute(
    ctx.db,
  )
  await sql`
    update insights.propensity_model set state = 'champion', published_at = ${ctx.now}, published_by = ${ctx.actor.name}
    where id = ${id}`.execute(ctx.db)
}
export async function makeRetired(ctx: Ctx, id: string): Promise<void> {
  await sql`update insights.propensity_model set state = 'retired' where id = ${id}`.execute(ctx.db)
  await sql`delete from insights.propensity_score where model_id = ${id}`.execute(ctx.db)
}
export async function keepDrift(ctx: Ctx, id: string, drift: Drift[]): Promise<void> {
  await sql`
    update insights.propensity_model set drift = ${JSON.stringify(drift)}::jsonb, drift_at = ${ctx.now} where id = ${id}`.execute(
    ctx.db,
  )
}

export type Score = { id: string; score: number; band: ChanceBand; reasons: unknown[] }
export type Scoring = { kind: PropensityKind; modelId: string; subject: 'lead' | 'customer'; at: Date }
/** Whoever was merged or deleted since the facts were read is left out, and everybody once the version is champion no more. */
export async function keepScores(
  ctx: Ctx,
  { kind, modelId, subject, at }: Scoring,
  scores: readonly Score[],
): Promise<void> {
  const there =
    subject === 'lead'
      ? sql`leads.lead s on s.id = r.id`
      : sql`customers.customer s on s.id = r.id and s.merged_into is null`
  await sql`
    insert into insights.propensity_score (kind, ${sql.ref(`${subject}_id`)}, model_id, score, band, reasons, at)
    select ${kind}, r.id, ${modelId}, r.score, r.band, r.reasons, ${at}
    from jsonb_to_recordset(${JSON.stringify(scores)}::jsonb) as r(id uuid, score real, band text, reasons jsonb)
    join ${there}
    where exists (select from insights.propensity_model m where m.id = ${modelId} and m.state = 'champion')
    on conflict (subject_id, kind) do update set model_id = excluded.model_id, score = excluded.score, band = excluded.band,
      reasons = excluded.reasons, at = excluded.at`.execute(ctx.db)
}
/** What arrived while the facts were read is younger than they are, and was scored by itself. */
const arrivingMinutes = 10
/** Who is not worth a score any more (closed, sold, merged) has none. */
export async function dropStale(ctx: Ctx, { kind, modelId, at }: Scoring): Promise<void> {
  const before = new Date(at.getTime() - arrivingMinutes * minute)
  await sql`
    delete from insights.propensity_score
    where kind = ${kind} and at < ${at} and (model_id <> ${modelId} or at < ${before})`.execute(ctx.db)
}

export type KeptScore = {
  kind: PropensityKind
  score: number
  band: ChanceBand
  reasons: unknown
  model: number
  at: Date
}
/** Scores of a subject the reader may see: the row's own policy asks for its lead or its customer. */
export async function scoresOf(ctx: Ctx, subjectId: string): Promise<KeptScore[]> {
  const { rows } = await sql<KeptScore>`
    select s.kind, s.score, s.band, s.reasons, m.number as model, s.at
    from insights.propensity_score s join insights.propensity_model m on m.id = s.model_id
    where s.subject_id = ${subjectId} order by s.kind`.execute(ctx.db)
  return rows
}
/** How the champion's scores lie, of those the reader may see. */
export async function bandsOf(
  ctx: Ctx,
  kind: PropensityKind,
): Promise<{ band: ChanceBand; subjects: number; average: number; at: Date }[]> {
  const { rows } = await sql<{ band: ChanceBand; subjects: number; average: number; at: Date }>`
    select band, count(*)::int as subjects, avg(score)::float8 as average, max(at) as at
    from insights.propensity_score where kind = ${kind} group by band`.execute(ctx.db)
  return rows
}
