import { sql } from 'kysely'
import type { OpenCart } from '../../../../contract/carts.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { newId } from '../../../kernel/ids.ts'
import type { Cart } from './rules.ts'

export type CartKey = { visitorId: string; key: string }
export type KeptCart = CartKey & Cart & { id: string }

/** Carts by browser and number, held until the end of the transaction. */
export async function cartsKeyed({ db }: Ctx, keys: readonly CartKey[]): Promise<KeptCart[]> {
  const [visitors, names] = [keys.map((one) => one.visitorId), keys.map((one) => one.key)]
  const { rows } = await sql<KeptCart>`
    select c.id, c.visitor_id, c.key, c.state, c.ordered_at, c.began_at, c.updated_at from customers.cart c
    where (c.visitor_id, c.key) in (select * from unnest(${visitors}::uuid[], ${names}::text[])) order by c.id for update`.execute(
    db,
  )
  if (rows.length === 0) return []
  const lines = await sql<KeptCart['lines'][number] & { cartId: string }>`
    select l.cart_id, l.code, l.name, l.kind, l.quantity, l.price_fen::float8 as price_fen, l.added_at, l.removed_at
    from customers.cart_line l where l.cart_id = any(${rows.map(({ id }) => id)}::uuid[]) order by l.added_at, l.id`.execute(
    db,
  )
  const linesOf = Map.groupBy(lines.rows, (line) => line.cartId)
  return rows.map((row) => ({
    ...row,
    lines: (linesOf.get(row.id) ?? []).map(({ cartId: _, ...line }) => line),
  }))
}

export type CartToKeep = CartKey & Cart & { brandId: string | null }

/** One statement each for carts and lines; two tellers of one new cart end in one cart. @returns the ids, in order */
export async function keepCarts({ db }: Ctx, carts: readonly CartToKeep[]): Promise<string[]> {
  const of = <K extends keyof CartToKeep>(key: K) => carts.map((one) => one[key])
  const { rows } = await sql<{ id: string; visitorId: string; key: string }>`
    insert into customers.cart as c (id, visitor_id, key, brand_id, state, began_at, updated_at, ordered_at)
    select * from unnest(${carts.map(() => newId())}::uuid[], ${of('visitorId')}::uuid[], ${of('key')}::text[], ${of('brandId')}::uuid[],
      ${of('state')}::text[], ${of('beganAt')}::timestamptz[], ${of('updatedAt')}::timestamptz[], ${of('orderedAt')}::timestamptz[])
    on conflict (visitor_id, key) do update set brand_id = coalesce(excluded.brand_id, c.brand_id), state = excluded.state,
      began_at = excluded.began_at, updated_at = excluded.updated_at, ordered_at = excluded.ordered_at
    returning c.id, c.visitor_id, c.key`.execute(db)
  const idOf = new Map(rows.map((row) => [`${row.visitorId} ${row.key}`, row.id]))
  const ids = carts.map((one) => idOf.get(`${one.visitorId} ${one.key}`)!)
  const lines = carts.flatMap((one, at) => one.lines.map((line) => ({ ...line, cartId: ids[at]! })))
  const the = <K extends keyof (typeof lines)[number]>(key: K) => lines.map((one) => one[key])
  await sql`
    insert into customers.cart_line as l (id, cart_id, code, name, kind, quantity, price_fen, added_at, removed_at)
    select * from unnest(${lines.map(() => newId())}::uuid[], ${the('cartId')}::uuid[], ${the('code')}::text[], ${the('name')}::text[],
      ${the('kind')}::text[], ${the('quantity')}::int[], ${the('priceFen')}::bigint[], ${the('addedAt')}::timestamptz[], ${the('removedAt')}::timestamptz[])
    on conflict (cart_id, code) do update set name = excluded.name, kind = excluded.kind, quantity = excluded.quantity,
      price_fen = excluded.price_fen, added_at = excluded.added_at, removed_at = excluded.removed_at
    where (l.name, l.kind, l.quantity, l.price_fen, l.added_at, l.removed_at)
      is distinct from (excluded.name, excluded.kind, excluded.quantity, excluded.price_fen, excluded.added_at, excluded.removed_at)`.execute(
    db,
  )
  return ids
}

type CartRow = Omit<OpenCart, 'beganAt' | 'updatedAt'> & { beganAt: Date; updatedAt: Date }

/** What lies in carts of theirs, the latest cart first. */
export async function openCartsOf({ db }: Ctx, customerId: string, most: number): Promise<OpenCart[]> {
  const { rows } = await sql<CartRow>`
    select c.id, c.began_at, c.updated_at, sum(l.quantity * l.price_fen)::float8 as value_fen,
      jsonb_agg(jsonb_build_object('code', l.code, 'name', l.name, 'kind', l.kind, 'quantity', l.quantity, 'priceFen', l.price_fen,
        'addedAt', to_char(l.added_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by l.quantity * l.price_fen desc, l.code) as items
    from customers.cart c join customers.cart_line l on l.cart_id = c.id and l.removed_at is null
    where c.customer_id = ${customerId} and c.state = 'open'
    group by c.id order by c.updated_at desc, c.id limit ${most}`.execute(db)
  return rows.map((row) => ({
    ...row,
    beganAt: row.beganAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  }))
}
