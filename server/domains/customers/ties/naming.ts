import { sql } from 'kysely'
import type { Ctx } from '../../../kernel/ctx.ts'
import { column } from '../../../kernel/db/columns.ts'

/** Somebody as a file names them; the strongest of what is given counts. */
export type Named = {
  customerId?: string | undefined
  residentId?: string | undefined
  creditCode?: string | undefined
  /** Under the source of the file. */
  externalId?: string | undefined
  phone?: string | undefined
}
export const namings = ['customerId', 'residentId', 'creditCode', 'externalId', 'phone'] as const
export type Naming = (typeof namings)[number]

export const namingOf = (named: Named): Naming | undefined => namings.find((one) => named[one])
const keyOf = (by: Naming, value: string) => `${by} ${value}`

/** Ids of the customers each is the name of, within the caller's scope: nobody, one, or several. */
export async function peopleNamed(
  ctx: Ctx,
  source: string,
  all: readonly Named[],
): Promise<(named: Named) => string[]> {
  const of = (by: Naming) => [...new Set(all.flatMap((one) => one[by] ?? []))]
  const blind = (id18: string) => ctx.services.secrets.blind(id18).toString('hex')
  const identifiers = [
    ...of('residentId').map((value) => ({
      key: keyOf('residentId', value),
      kind: 'resident-id',
      value: blind(value),
    })),
    ...of('creditCode').map((value) => ({ key: keyOf('creditCode', value), kind: 'credit-code', value })),
    ...of('phone').map((value) => ({ key: keyOf('phone', value), kind: 'phone', value })),
  ]
  const { rows } = await sql<{ key: string; ids: string[] }>`
    select n.key, array_agg(distinct c.id) as ids from (
      select a.key, i.customer_id from unnest(${column(identifiers.map((one) => one.key))}::text[], ${column(identifiers.map((one) => one.kind))}::text[],
          ${column(identifiers.map((one) => one.value))}::text[]) as a(key, kind, value)
        join customers.identifier i on i.kind = a.kind and i.value = a.value
      union
      select 'externalId ' || s.external_id, l.customer_id from customers.source_record s join customers.link l on l.record_id = s.id
        where s.source = ${source} and s.external_id = any(${of('externalId')}::text[])
      union
      select 'customerId ' || k.id, coalesce(k.merged_into, k.id) from customers.customer k where k.id = any(${of('customerId')}::uuid[])
    ) n join customers.customer c on c.id = n.customer_id and c.merged_into is null
    group by n.key`.execute(ctx.db)
  const found = new Map(rows.map(({ key, ids }) => [key, ids]))
  return (named) => {
    const by = namingOf(named)
    return by ? (found.get(keyOf(by, named[by]!)) ?? []) : []
  }
}
