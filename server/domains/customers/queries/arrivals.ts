import { sql } from 'kysely'
import type { Ctx } from '../../../kernel/ctx.ts'
import { column, joined } from '../../../kernel/db/columns.ts'
import type { Evidence } from '../matching/exact.ts'
import type { Fit, NameForms } from '../matching/names.ts'

type Met = {
  n: number
  kind: Evidence['kind']
  customerId: string
  fit: Fit
  clash: boolean
  recordId: string | null
}

/** One claim of one who asks: `n` is their place in the batch. An `external` number counts within its source and dealer. */
export type Question = {
  n: number
  kind: string
  value: string
  who: 'person' | 'organisation'
  forms: NameForms
  hash: string | null
  source?: string | null
  dealer?: string | null
  fingerprint?: string | null
}

function asked(questions: readonly Question[]) {
  const of = (pick: (one: Question) => Parameters<typeof column>[0][number]) => column(questions.map(pick))
  return sql`${of((one) => one.n)}::integer[], ${of((one) => one.kind)}::text[], ${of((one) => one.value)}::text[],
    ${of((one) => one.who)}::text[], ${of((one) => joined(one.forms.exact))}::text[], ${of((one) => one.forms.family)}::text[],
    ${of((one) => one.forms.whole)}::boolean[], ${of((one) => one.hash)}::text[], ${of((one) => one.source)}::text[],
    ${of((one) => one.dealer)}::uuid[], ${of((one) => one.fingerprint)}::text[]`
}

/** Locks what is claimed and says who is known by it. */
export async function meet(ctx: Ctx, questions: readonly Question[]): Promise<Map<number, Evidence[]>> {
  if (questions.length === 0) return new Map()
  const { rows } = await sql<Met>`select * from customers.meet(${asked(questions)})`.execute(ctx.db)
  return Map.groupBy(rows, (row) => row.n)
}

/** The same answer without a lock: for looking, not for writing. */
export async function whoIsKnown(ctx: Ctx, questions: readonly Question[]): Promise<Evidence[]> {
  if (questions.length === 0) return []
  const { rows } = await sql<Met>`select * from customers.known(${asked(questions)})`.execute(ctx.db)
  return rows
}

export const peopleNow = (ctx: Ctx, ids: readonly string[]) => peopleIn(ctx, ids).execute()

/** The golden records these people have now, kept from changing until the transaction ends. */
export const currentPeople = (ctx: Ctx, ids: readonly string[]) => peopleIn(ctx, ids).forUpdate().execute()

const peopleIn = (ctx: Ctx, ids: readonly string[]) =>
  ctx.db
    .selectFrom('customers.customer')
    .selectAll()
    .where('id', '=', sql<string>`any(${ids}::uuid[])`)
    .where('mergedInto', 'is', null)
    .orderBy('id')

/** Instants are ISO text here: a row of a file is written with its instant in four places. */
export type Reached = { nodeId: string; customerId: string; seenAt: string }
export type IdentifierSeen = { kind: string; value: string; customerId: string; at: string; source: string }
export type NewPerson = {
  row: Record<string, string | null | undefined> & { name_forms: string; origins: string }
  keys: string[]
}
export type RecordKept = {
  id: string
  source: string
  externalId: string | null
  kind: string
  brandId: string | null
  dealerId: string | null
  importId: string | null
  happenedAt: string
  raw: string
  said: string
  fingerprint: string | null
  customerId: string
  how: string
}
export type Kept = {
  created: NewPerson[]
  changed: object[]
  records: RecordKept[]
  identifiers: IdentifierSeen[]
  reached: Reached[]
}

/** The columns of rows as parameters of their type. */
const columnsOf = <T extends Record<keyof T, string | null>>(rows: readonly T[]) => {
  const as = (type: string) => (key: keyof T) =>
    sql`${column(rows.map((row) => row[key]))}::${sql.raw(type)}[]`
  return { text: as('text'), uuid: as('uuid'), time: as('timestamptz') }
}

function addReach(reached: readonly Reached[]) {
  const { uuid, time } = columnsOf(reached)
  return sql`customers.reach_to(${uuid('nodeId')}, ${uuid('customerId')}, ${time('seenAt')})`
}

const textColumns = [
  'kind',
  'name',
  'name_pinyin',
  'name_forms',
  'salutation',
  'sex',
  'birth_on',
  'phone',
  'email',
  'resident_id_hash',
  'resident_id_cipher',
  'resident_id_masked',
  'credit_code',
  'company',
  'division_code',
  'address',
  'preferred_channel',
  'preferred_hours',
  'marital',
  'children',
  'education',
  'income',
  'occupation',
  'interests',
  'first_source',
  'origins',
] as const

function addPeople(ctx: Ctx, created: readonly NewPerson[]) {
  const of = (name: string) => column(created.map(({ row }) => row[name]))
  const texts = textColumns.map(
    (name) => sql`${of(name)}::${sql.raw(name === 'birth_on' ? 'date' : 'text')}[]`,
  )
  return sql`customers.add_people(${ctx.now}, ${of('id')}::uuid[], ${sql.join(texts)}, ${of('seen_at')}::timestamptz[],
    ${column(created.map(({ keys }) => joined(keys)))}::text[])`
}

function addIdentifiers(fresh: boolean, identifiers: readonly IdentifierSeen[]) {
  const { text, uuid, time } = columnsOf(identifiers)
  return sql`customers.add_identifiers(${fresh}, ${text('kind')}, ${text('value')}, ${uuid('customerId')},
    ${time('at')}, ${text('source')})`
}

function addRecords(ctx: Ctx, records: readonly RecordKept[]) {
  const { text, uuid, time } = columnsOf(records)
  return sql`customers.add_records(${ctx.now}, ${uuid('id')}, ${text('source')}, ${text('externalId')}, ${text('kind')},
    ${uuid('brandId')}, ${uuid('dealerId')}, ${uuid('importId')}, ${time('happenedAt')}, ${text('raw')},
    ${text('said')}, ${text('fingerprint')}, ${uuid('customerId')}, ${text('how')})`
}

/** Writes a batch in one statement: the parts that have rows, whatever the number of rows. */
export async function keep(
  ctx: Ctx,
  { created, changed, records, identifiers, reached }: Kept,
): Promise<void> {
  const made = new Set(created.map(({ row }) => row.id))
  const fresh = identifiers.filter((one) => made.has(one.customerId))
  const known =
    fresh.length === identifiers.length ? [] : identifiers.filter((one) => !made.has(one.customerId))
  const parts = [
    reached.length > 0 && addReach(reached),
    created.length > 0 && addPeople(ctx, created),
    changed.length > 0 && sql`customers.change_people(${ctx.now}, ${JSON.stringify(changed)}::jsonb)`,
    fresh.length > 0 && addIdentifiers(true, fresh),
    known.length > 0 && addIdentifiers(false, known),
    records.length > 0 && addRecords(ctx, records),
  ].filter((part) => part !== false)
  if (parts.length > 0) await sql`select ${sql.join(parts)}`.execute(ctx.db)
}

export async function reachTo(ctx: Ctx, reached: readonly Reached[]): Promise<void> {
  await sql`select ${addReach(reached)}`.execute(ctx.db)
}

export async function learn(
  ctx: Ctx,
  identifiers: object[],
  finders: { id: string; keys: string[] }[],
): Promise<void> {
  await sql`select customers.learn(${JSON.stringify(identifiers)}::jsonb, ${JSON.stringify(finders)}::jsonb)`.execute(
    ctx.db,
  )
}
