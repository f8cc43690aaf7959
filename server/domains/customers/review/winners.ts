import type { Ctx } from '../../../kernel/ctx.ts'
import { asSystem } from '../../../kernel/db/widen.ts'
import { picksOf, statementsOf } from '../queries/survivorship.ts'
import { choose } from '../survivorship/compose.ts'
import { goldenFields, nameOfField } from '../survivorship/fields.ts'
import { rulesFor, survivorshipNow } from '../survivorship/policy.ts'
import { readSaid } from '../survivorship/stored.ts'

/** Per field, whose value would be the golden one once all of these are one customer, by the rules of survivorship. */
export const winnersAmong = (
  ctx: Ctx,
  ids: readonly string[],
  survivorId: string,
): Promise<Record<string, string>> =>
  asSystem(ctx, async (wide) => {
    const said = await statementsOf(wide, ids)
    const standing = await survivorshipNow(wide)
    const rules = await rulesFor(wide, standing, ids)
    // A brand's own rules end where somebody comes in whom another brand deals with.
    const ruled = ids.every((id) => rules(id) === rules(survivorId)) ? rules(survivorId) : standing.network
    const ownerOf = new Map<string, string>()
    const statements = ids.flatMap((id) =>
      (said.get(id) ?? []).map((row) => {
        ownerOf.set(row.recordId, id)
        return readSaid(row, ruled.trust)
      }),
    )
    const { winners } = choose(statements, ruled.fields, (await picksOf(wide, [survivorId])).get(survivorId))
    return Object.fromEntries(
      goldenFields.flatMap((field) => {
        const owner = ownerOf.get(winners[field]?.recordId ?? '')
        return owner && winners[field]?.values[field] ? [[nameOfField(field), owner]] : []
      }),
    )
  })
