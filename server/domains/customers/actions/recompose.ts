import type { Ctx } from '../../../kernel/ctx.ts'
import { asSystem } from '../../../kernel/db/widen.ts'
import { changeOf } from '../growing.ts'
import { currentPeople, peopleNow } from '../queries/arrivals.ts'
import { changePeople, picksOf, statementsOf } from '../queries/survivorship.ts'
import type { Difference } from '../rules.ts'
import { choose } from '../survivorship/compose.ts'
import { goldenFields } from '../survivorship/fields.ts'
import { rulesFor, type Survivorship, survivorshipNow } from '../survivorship/policy.ts'
import { packed } from '../survivorship/standing.ts'
import { readSaid } from '../survivorship/stored.ts'
import { goldenOf } from './identify.ts'

export type Recomposed = { customerId: string; name: string; differences: Difference[] }

/**
 * Composes golden records anew out of everything that was said, by the rules as they are now (or as they would be:
 * `draft`), and writes what is different unless it is only to be told. Reads past the caller's scope, like intake.
 */
export async function recompose(
  ctx: Ctx,
  ids: readonly string[],
  { draft, dry = false }: { draft?: Survivorship; dry?: boolean } = {},
): Promise<Recomposed[]> {
  if (ids.length === 0) return []
  return asSystem(ctx, async (wide) => {
    const people = await (dry ? peopleNow : currentPeople)(wide, ids)
    const said = await statementsOf(wide, ids)
    const picks = await picksOf(wide, ids)
    const rules = await rulesFor(wide, draft ?? (await survivorshipNow(wide)), ids)
    const changes: object[] = []
    const recomposed: Recomposed[] = []
    for (const row of people) {
      const rows = said.get(row.id)
      if (!rows) continue
      const before = goldenOf(row)
      const { fields, trust } = rules(row.id)
      const statements = rows.map((one) => readSaid(one, trust))
      const chosen = choose(statements, fields, picks.get(row.id))
      const origins = packed(before.origins, chosen.origins, chosen.values)
      const differences: Difference[] = goldenFields.flatMap((field) => {
        const [was, is] = [before.values[field] || null, chosen.values[field] || null]
        return was === is ? [] : [{ field, before: was, after: is, won: true }]
      })
      if (differences.length > 0) recomposed.push({ customerId: row.id, name: row.name, differences })
      if (differences.length > 0 || origins)
        changes.push({ id: row.id, ...changeOf(before, { ...chosen, origins }) })
    }
    if (!dry) await changePeople(wide, changes)
    return recomposed
  })
}
