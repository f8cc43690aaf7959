import { sql } from 'kysely'
import type { Credibility, Fault, JudgedField } from '../../../../contract/credibility.ts'
import { customerProblems } from '../../../../contract/customers.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { asSystem } from '../../../kernel/db/widen.ts'
import { nameOf } from '../../../kernel/divisions.ts'
import { found } from '../../../kernel/errors.ts'
import { readResidentId } from '../../../kernel/resident-id.ts'
import { type PersonRow, personById } from '../queries/person.ts'
import { explain, fieldsIn, type Judged, scoreOf, together } from './rules.ts'

type Row = Judged & { customerId: string; parts: { faults?: Partial<Record<JudgedField, Fault>> }; at: Date }

/** Judgements of all records of these people, whoever registered them: a score is one for the whole network. */
async function judgedOf(ctx: Ctx, ids: readonly string[]): Promise<Map<string, Row[]>> {
  const { rows } = await asSystem(ctx, ({ db }) =>
    sql<Row>`
      select l.customer_id, k.asked, k.filled, k.checked, k.invalid, k.compared, k.contradicted, k.verified, k.bounced, k.claimed, k.heard, k.parts, k.at
      from customers.link l join customers.credibility k on k.id = l.record_id
      where l.customer_id = any(${ids}::uuid[]) order by k.at`.execute(db),
  )
  return Map.groupBy(rows, (row) => row.customerId)
}

export type Standing = { score: number; records: number; weak: JudgedField[] }

/**
 * How far what is known of these people can be believed, 0 to 100, for whoever wants at least N before it goes on (a
 * credit, a commission); who is absent has not been judged yet. Ask only for customers the caller has read.
 */
export async function credibilityOf(
  ctx: Ctx,
  customerIds: readonly string[],
): Promise<Map<string, Standing>> {
  const judged = await judgedOf(ctx, customerIds)
  return new Map(
    [...judged].map(([id, rows]) => {
      const one = together(rows)
      const weak = fieldsIn((one.asked & ~one.filled) | one.invalid | one.contradicted)
      return [id, { score: scoreOf(one), records: rows.length, weak }]
    }),
  )
}

/** The customer page's: the score with its reasons, and the ID number held against everything else. */
export async function showCredibility(ctx: Ctx, id: string): Promise<Credibility> {
  const person = found(await personById(ctx, id), customerProblems.nobody)
  const rows = (await judgedOf(ctx, [person.id])).get(person.id) ?? []
  const one = together(rows)
  const faults: Partial<Record<JudgedField, Fault>> = {}
  for (const { parts } of rows) Object.assign(faults, parts.faults)
  return {
    score: rows.length > 0 ? scoreOf(one) : null,
    records: rows.length,
    parts: rows.length > 0 ? explain(one, faults) : [],
    at: rows.at(-1)?.at.toISOString() ?? null,
    idCheck: await checkId(ctx, person),
  }
}

const unknown = { age: null, place: null, birthAgrees: null, sexAgrees: null, sameProvince: null }

/** A number that only ever came masked: shown as it came, and nothing about it can be checked. */
async function maskedOnly(ctx: Ctx, id: string): Promise<Credibility['idCheck']> {
  const shown = await ctx.db
    .selectFrom('customers.identifier')
    .select('value')
    .where('customerId', '=', id)
    .where('kind', '=', 'resident-shown')
    .orderBy('lastAt', 'desc')
    .limit(1)
    .executeTakeFirst()
  return shown ? { masked: shown.value, valid: false, reason: 'masked', others: 0, ...unknown } : null
}

async function checkId(ctx: Ctx, person: PersonRow): Promise<Credibility['idCheck']> {
  if (!person.residentIdCipher || !person.residentIdHash) return maskedOnly(ctx, person.id)
  const reading = readResidentId(ctx.services.secrets.open(person.residentIdCipher))
  const { rows } = await asSystem(ctx, ({ db }) =>
    sql<{ n: number }>`
      select count(*)::int as n from (select from customers.identifier i join customers.customer c on c.id = i.customer_id
        where i.kind = 'resident-id' and i.value = ${person.residentIdHash!.toString('hex')} and c.id <> ${person.id} and c.merged_into is null limit 100) o`.execute(
      db,
    ),
  )
  const shared = { masked: person.residentIdMasked ?? '***', others: rows[0]!.n }
  if (!reading.ok) return { ...shared, ...unknown, valid: false, reason: reading.reason }
  const { birthOn, sex, divisionCode } = reading
  return {
    ...shared,
    valid: true,
    reason: null,
    age: ageOn(birthOn, ctx.now),
    place: nameOf(divisionCode) ?? nameOf(`${divisionCode.slice(0, 2)}0000`),
    birthAgrees: person.birthOn ? person.birthOn === birthOn : null,
    sexAgrees: person.sex ? person.sex === sex : null,
    sameProvince: person.divisionCode ? person.divisionCode.slice(0, 2) === divisionCode.slice(0, 2) : null,
  }
}

/** Whole years, on the day it is in China. */
export function ageOn(birthOn: string, now: Date): number {
  const today = new Date(now.getTime() + 8 * 3_600_000).toISOString().slice(0, 10)
  return Number(today.slice(0, 4)) - Number(birthOn.slice(0, 4)) - (today.slice(5) < birthOn.slice(5) ? 1 : 0)
}
