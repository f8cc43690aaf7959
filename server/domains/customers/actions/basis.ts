import type { Ctx } from '../../../kernel/ctx.ts'
import { asSystem } from '../../../kernel/db/widen.ts'
import type { Basis, Decided } from '../growing.ts'
import { picksOf, statementsOf } from '../queries/survivorship.ts'
import { rulesFor, survivorshipNow } from '../survivorship/policy.ts'
import type { Golden } from '../survivorship/standing.ts'
import { readSaid } from '../survivorship/stored.ts'

/**
 * Whom it takes more than the golden record to grow: people with rules that somebody wrote, with a pick, or of whom
 * something was said that is still to come (a file with a wrong date). Nobody, as a rule. Reads past the caller's scope: what another dealer was told counts, whoever brings the next word.
 */
export async function basesOf(
  ctx: Ctx,
  people: ReadonlyMap<string, readonly Decided[]>,
  golden: ReadonlyMap<string, Golden>,
): Promise<Map<string, Basis>> {
  const survivorship = await survivorshipNow(ctx)
  const special = new Set([...golden].filter(([, one]) => isSpecial(one, ctx.now)).map(([id]) => id))
  const isDefault = survivorship.network.isDefault && survivorship.byBrand.size === 0
  if (isDefault && special.size === 0) return new Map()
  const reaching = new Map(
    [...people].map(([id, group]) => [id, group.flatMap((one) => one.arrival.reachNodes)]),
  )
  return asSystem(ctx, async (wide) => {
    const rules = await rulesFor(wide, survivorship, [...people.keys()], reaching)
    const own = [...people.keys()].filter((id) => !rules(id).isDefault || special.has(id))
    const known = own.filter((id) => golden.has(id))
    const [said, picks] = [await statementsOf(wide, known), await picksOf(wide, known)]
    return new Map(
      own.map((id) => {
        const { fields, trust } = rules(id)
        const statements = (said.get(id) ?? []).map((row) => readSaid(row, trust))
        return [id, { said: statements, rules: fields, trust, picks: picks.get(id) ?? {} }]
      }),
    )
  })
}

const isSpecial = ({ origins, seenAt }: Golden, now: Date): boolean =>
  seenAt > now || Object.values(origins).some((origin) => origin.pick !== undefined)
