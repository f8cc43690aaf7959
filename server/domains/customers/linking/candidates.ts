import { sql } from 'kysely'
import type { Ctx } from '../../../kernel/ctx.ts'
import type { Claim } from '../matching/exact.ts'

/** `record`: the columns of linking/records.ts, lists as lists. */
export type Newcomer = { n: number; claims: Claim[]; record: Record<string, string | string[]> }
export type Alike = {
  n: number
  customerId: string
  clash: boolean
  record: Record<string, string | string[]>
}

/** A number that more than this have is a front desk's and finds nobody; a name with so many birthdays alike neither. */
const mostPerKey = 30
const mostPerNewcomer = 40

/** Customers who share a number, plate, VIN or address, or sound the same and share birthday or the end of a number. */
export async function alikeTo(ctx: Ctx, newcomers: readonly Newcomer[]): Promise<Alike[]> {
  const claims = newcomers.flatMap(({ n, claims }) => claims.map((one) => ({ n, ...one })))
  const text = (one: Newcomer, name: string) => (one.record[name] as string) || null
  const { rows } = await sql<{
    n: number
    customerId: string
    resident: string
    record: Record<string, string | string[]>
  }>`
    with asked as (
      select * from unnest(${newcomers.map((one) => one.n)}::int[], ${newcomers.map((one) => text(one, 'kind'))}::text[], ${newcomers.map((one) => text(one, 'pinyin'))}::text[],
        ${newcomers.map((one) => text(one, 'birth'))}::date[], ${newcomers.map((one) => (one.record.phones as string[])[0]?.slice(-6) ?? null)}::text[]) as a(n, kind, pinyin, birth, tail)
    ), found as (
      select c.n, i.customer_id from unnest(${claims.map((one) => one.n)}::int[], ${claims.map((one) => one.kind)}::text[], ${claims.map((one) => one.value)}::text[]) as c(n, kind, value)
        cross join lateral (select i.customer_id from customers.identifier i where i.kind = c.kind and i.value = c.value limit ${mostPerKey}) i
      union
      select a.n, c.id from asked a cross join lateral (select c.id from customers.customer c
        where c.name_pinyin = a.pinyin and c.birth_on = a.birth and c.merged_into is null limit ${mostPerKey}) c
      union
      select a.n, c.id from asked a cross join lateral (select c.id from customers.customer c
        where c.name_pinyin = a.pinyin and c.phone is not null and "right"(c.phone, 6) = a.tail and c.merged_into is null limit ${mostPerKey}) c
    ), numbered as (select f.n, f.customer_id, row_number() over (partition by f.n) as at from found f)
    select f.n, c.id as customer_id, json_build_object('kind', c.kind, 'name', c.name, 'pinyin', coalesce(c.name_pinyin, ''), 'sex', coalesce(c.sex, ''),
        'birth', coalesce(c.birth_on::text, ''), 'resident', coalesce(encode(c.resident_id_hash, 'hex'), ''), 'resident_shown', coalesce(c.resident_id_masked, i.shown, ''),
        'credit_code', coalesce(c.credit_code, ''), 'company', coalesce(c.company, ''), 'division', coalesce(c.division_code, ''), 'address', coalesce(c.address, ''),
        'phones', i.phones, 'emails', i.emails, 'plates', i.plates, 'vins', i.vins,
        'resident_read', coalesce(encode(c.resident_id_hash, 'hex'), i.misread, ''), 'resident_valid', case when c.resident_id_hash is null then '' else 'yes' end,
        'resident_meant', case when c.resident_id_hash is null then i.meant else json_build_array(encode(c.resident_id_hash, 'hex')) end) as record
    from numbered f join asked a on a.n = f.n join customers.customer c on c.id = f.customer_id and c.kind = a.kind and c.merged_into is null and not c.deceased
    cross join lateral (select coalesce(json_agg(value) filter (where i.kind = 'phone'), '[]') as phones, coalesce(json_agg(value) filter (where i.kind = 'email'), '[]') as emails,
        coalesce(json_agg(value) filter (where i.kind = 'plate'), '[]') as plates, coalesce(json_agg(value) filter (where i.kind = 'vin'), '[]') as vins,
        min(value) filter (where i.kind = 'resident-misread') as misread, min(value collate "C") filter (where i.kind = 'resident-shown') as shown, coalesce(json_agg(value) filter (where i.kind = 'resident-meant'), '[]') as meant
      from customers.identifier i where i.customer_id = c.id) i
    where f.at <= ${mostPerNewcomer}`.execute(ctx.db)
  const own = new Map(newcomers.map((one) => [one.n, one.record.resident as string]))
  return rows.map(({ n, customerId, record }) => {
    const [mine, theirs] = [own.get(n)!, record.resident as string]
    return { n, customerId, record, clash: mine !== '' && theirs !== '' && mine !== theirs }
  })
}
