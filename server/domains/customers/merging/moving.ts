import { type RawBuilder, sql } from 'kysely'
import type { Ctx } from '../../../kernel/ctx.ts'
import { type Moving, movesOf } from './relation.ts'

/** One absorbed customer and who answers for them. A survivor comes once per call. */
export type Pair = { mergeId: string; survivorId: string; absorbedId: string }

/** The merges as a relation `m`. */
export const pairsAs = (pairs: readonly Pair[]): RawBuilder<unknown> =>
  sql`(select * from unnest(${pairs.map((pair) => pair.mergeId)}::uuid[], ${pairs.map((pair) => pair.survivorId)}::uuid[],
    ${pairs.map((pair) => pair.absorbedId)}::uuid[]) as m(merge_id, survivor_id, absorbed_id)) m`

const parts = (moving: Moving) => {
  const { table, id = 'id', owner = 'customer_id', also = {} } = moving
  return {
    name: sql.lit(movesOf(moving)),
    target: sql.table(table),
    own: sql.ref(`t.${id}`),
    owner: sql.ref(owner),
    ownerKey: sql.lit(owner),
    before: sql.raw(
      `jsonb_build_object('${owner}', t.${owner}${Object.keys(also)
        .map((column) => `, '${column}', t.${column}`)
        .join('')})`,
    ),
    columns: Object.keys(also),
  }
}

/** The absorbed persons' rows become the survivors'; each notes what it was. */
export async function changeHands(ctx: Ctx, pairs: readonly Pair[], relation: Moving): Promise<void> {
  const { name, target, own, owner, before, columns } = parts(relation)
  const values = columns.map((column) => sql`, ${sql.raw(relation.also![column]!)} as ${sql.ref(column)}`)
  const sets = columns.map((column) => sql`, ${sql.ref(column)} = b.${sql.ref(column)}`)
  await sql`
    with b as materialized (
      select m.merge_id, m.survivor_id, ${own} as row_id, ${before} as before ${sql.join(values, sql` `)}
      from ${target} t join ${pairsAs(pairs)} on t.${owner} = m.absorbed_id for update of t
    ), noted as (
      insert into customers.merge_move (merge_id, table_name, row_id, before) select merge_id, ${name}, row_id, before from b
    )
    update ${target} t set ${owner} = b.survivor_id ${sql.join(sets, sql` `)} from b where ${own} = b.row_id`.execute(
    ctx.db,
  )
}

/**
 * Notes the survivor's rows that belong to the source records a merge or split moves, as far as they are not noted yet:
 * after a merge, what came in since through a record of the absorbed person.
 */
export async function noteBelonging(ctx: Ctx, pairs: readonly Pair[], relation: Moving): Promise<void> {
  if (!relation.belongs) return
  const { name, target, own, owner, ownerKey, columns } = parts(relation)
  const also = sql.raw(columns.map((column) => `, '${column}', t.${column}`).join(''))
  await sql`
    insert into customers.merge_move (merge_id, table_name, row_id, before)
    select m.merge_id, ${name}, ${own}, jsonb_build_object(${ownerKey}, m.absorbed_id ${also})
    from ${target} t join ${pairsAs(pairs)} on t.${owner} = m.survivor_id
    where ${sql.raw(relation.belongs)}
    on conflict do nothing`.execute(ctx.db)
}

/** What was noted goes to who it was noted for, as it was, unless it has gone elsewhere since. */
export async function comeBack(ctx: Ctx, pairs: readonly Pair[], relation: Moving): Promise<void> {
  const { name, target, own, owner, columns } = parts(relation)
  const sets = columns.map((column) => sql`, ${sql.ref(column)} = b.${sql.ref(column)}`)
  await sql`
    update ${target} t set ${owner} = b.${owner} ${sql.join(sets, sql` `)}
    from ${pairsAs(pairs)} join customers.merge_move v on v.merge_id = m.merge_id and v.table_name = ${name}
    cross join lateral jsonb_populate_record(null::${target}, v.before) b
    where ${own} = v.row_id and t.${owner} = m.survivor_id`.execute(ctx.db)
}
