import { type RawBuilder, sql } from 'kysely'
import type { ProfileName } from '../../../../contract/customer-profile.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { readCursor } from '../../../kernel/db/keyset.ts'
import type { Search } from '../search.ts'

export type ListFilter = {
  search?: Search
  stage?: string[]
  valueClass?: string[]
  valueStage?: string[]
  lapse?: string[]
  audience?: string[]
  import?: string
  kind?: 'person' | 'organisation'
  dealer?: string
  updatedFrom?: string
  updatedTo?: string
}
export type ListedPerson = Record<ProfileName, string | null> & {
  id: string
  kind: 'person' | 'organisation'
  name: string
  salutation: string | null
  phone: string | null
  email: string | null
  company: string | null
  divisionCode: string | null
  stage: 'acquisition' | 'growth' | 'maturity' | 'decline' | 'ended'
  doNotContact: boolean
  deceased: boolean
  firstSource: string | null
  seenAt: Date
  updatedAt: Date
  sortedAt: Date
  nodes: string[]
}

/** A search looks at the 1,000 most recent finds; whoever has more narrows it. */
const mostFound = 1_000

const listed = sql`c.id, c.kind, c.name, c.salutation, c.phone, c.email, c.company, c.division_code, c.stage, c.do_not_contact, c.deceased,
  c.marital, c.children, c.education, c.income, c.occupation, c.interests, c.first_source, c.seen_at, c.updated_at, array(select r.node_id from customers.reach r where r.customer_id = c.id) as nodes`

export async function peopleByIds(ctx: Ctx, ids: string[]): Promise<ListedPerson[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<ListedPerson>`
    select ${listed}, c.seen_at as sorted_at from customers.customer c where c.id = any(${ids}::uuid[]) and c.merged_into is null order by c.seen_at desc limit 100
  `.execute(ctx.db)
  return rows
}

/** One page, most recently seen first, and one row more. */
export async function listPeople(
  ctx: Ctx,
  filter: ListFilter,
  page: { after?: string; limit: number },
): Promise<ListedPerson[]> {
  const { stage, valueClass, valueStage, lapse, audience, kind, updatedFrom, updatedTo } = filter
  const worth = valueClass ?? valueStage ?? lapse
  const isNarrowed = !!(
    stage ??
    worth ??
    audience ??
    filter.import ??
    kind ??
    updatedFrom ??
    updatedTo ??
    page.after
  )
  // What is shown is all that is found, as long as nothing is taken from it: typing asks for eight, not for a thousand.
  const { from, at } = source(ctx, filter, isNarrowed ? mostFound : page.limit + 1)
  const conditions = [
    // Absorbed people hang from nothing that is searched; only who lists everybody meets them.
    sql`c.merged_into is null`,
    stage && sql`c.stage = any(${stage}::text[])`,
    worth &&
      sql`exists (select from customers.worth w where w.customer_id = c.id
        and (${valueClass ?? null}::text[] is null or w.value_class = any(${valueClass ?? null}::text[]))
        and (${valueStage ?? null}::text[] is null or w.value_stage = any(${valueStage ?? null}::text[]))
        and (${lapse ?? null}::text[] is null or w.lapse_band = any(${lapse ?? null}::text[])))`,
    audience &&
      sql`c.id in (select m.customer_id from customers.audience_member m where m.audience_id = any(${audience}::uuid[]))`,
    // Whom the records of the import belong to today, wherever merges took them.
    filter.import &&
      sql`c.id in (select k.customer_id from customers.source_record s join customers.link k on k.record_id = s.id
        where s.import_id = ${filter.import}::uuid)`,
    kind && sql`c.kind = ${kind}`,
    updatedFrom && sql`c.updated_at >= ${updatedFrom}::timestamptz`,
    updatedTo && sql`c.updated_at < ${updatedTo}::timestamptz`,
    page.after && laterThan(at, page.after),
  ].filter((condition) => !!condition)
  const { rows } = await sql<ListedPerson>`
    select ${listed}, ${at} as sorted_at
    from ${from} where ${sql.join(conditions, sql` and `)} order by ${at} desc, c.id desc limit ${page.limit + 1}
  `.execute(ctx.db)
  return rows
}

/** Search keys, an identifier, one node's customers in the order it saw them, or everybody. */
function source(
  ctx: Ctx,
  { search, dealer }: ListFilter,
  most: number,
): { from: RawBuilder<unknown>; at: RawBuilder<Date> } {
  if (search?.kind === 'keys') {
    const keys = dealer ? [...search.keys, `n:${dealer}`] : search.keys
    return {
      from: sql`customers.find(${keys}::text[], ${most}) f join customers.customer c on c.id = f.customer_id`,
      at: sql`f.seen_at`,
    }
  }
  if (search) {
    const ofDealer = dealer
      ? sql`join customers.reach d on d.customer_id = c.id and d.node_id = ${dealer}`
      : sql``
    return {
      from: sql`customers.customer c ${ofDealer} join customers.identifier i on i.customer_id = c.id and i.kind = ${search.type} and i.value = ${search.value}`,
      at: sql`c.seen_at`,
    }
  }
  const node = dealer ?? (ctx.scope.nodes.length === 1 ? ctx.scope.nodes[0] : undefined)
  if (node)
    return {
      from: sql`customers.reach r join customers.customer c on c.id = r.customer_id and r.node_id = ${node}`,
      at: sql`r.seen_at`,
    }
  return { from: sql`customers.customer c`, at: sql`c.seen_at` }
}

function laterThan(at: RawBuilder<Date>, after: string) {
  const [seenAt, id] = readCursor(after, 2)
  return sql`(${at}, c.id) < (${seenAt}::timestamptz, ${id}::uuid)`
}
