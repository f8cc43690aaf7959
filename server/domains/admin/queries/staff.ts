import { sql } from 'kysely'
import type { Ctx } from '../../../kernel/ctx.ts'

export type StaffPlace = { id: string; code: string; brandId: string }
export const dealersByCode = async (ctx: Ctx, codes: string[]): Promise<Map<string, StaffPlace>> => {
  const { rows } =
    await sql<StaffPlace>`select id, upper(code) as code, brand_id from dealers.node where kind = 'dealer' and upper(code) = any(${codes}::text[])`.execute(
      ctx.db,
    )
  return new Map(rows.map((row) => [row.code, row]))
}

export type StaffRow = {
  index: number
  id: string
  login: string
  name: string
  phone: string | null
  dealerId: string
  brandId: string
  roleId: string
  roleRowId: string
}
export type Written = { index: number; id: string; before: Record<string, unknown> | null }

/** Matched by log-in. One statement for accounts, one for their roles; a row that was already so is not written. */
export async function writeStaff(ctx: Ctx, staff: StaffRow[]): Promise<Written[]> {
  const given = sql`jsonb_to_recordset(${JSON.stringify(staff)}::jsonb) as r(index int, id uuid, login text, name text, phone text, "dealerId" uuid,
    "brandId" uuid, "roleId" uuid, "roleRowId" uuid)`
  const { rows } = await sql<Written>`
    with given as (select * from ${given}),
    known as (select g.login, jsonb_build_object('name', a.name, 'phone', a.phone) as before from given g join admin.account a using (login)),
    saved as (
      insert into admin.account as a (id, login, name, phone, node_id, brand_id, dealer_id, created_at, updated_at)
      select id, login, name, phone, "dealerId", "brandId", "dealerId", ${ctx.now}, ${ctx.now} from given
      on conflict (login) do update set name = excluded.name, phone = excluded.phone, updated_at = excluded.updated_at, version = a.version + 1
        where (a.name, a.phone) is distinct from (excluded.name, excluded.phone) and a.node_id = excluded.node_id
      returning a.id, a.login
    )
    select g.index, s.id, k.before from saved s join given g using (login) left join known k using (login) order by g.index`.execute(
    ctx.db,
  )
  await sql`
    insert into admin.account_role (id, account_id, role_id)
    select r."roleRowId", a.id, r."roleId" from ${given} join admin.account a on a.login = r.login
    where not exists (select from admin.account_role x where x.account_id = a.id)
    on conflict (account_id, role_id) do nothing`.execute(ctx.db)
  return rows
}
