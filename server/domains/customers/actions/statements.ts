import { customerProblems } from '../../../../contract/customers.ts'
import type { Reply } from '../../../../contract/endpoint.ts'
import type { readStatements } from '../../../../contract/survivorship.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { asSystem } from '../../../kernel/db/widen.ts'
import { found } from '../../../kernel/errors.ts'
import { showStatement } from '../present.ts'
import { personById } from '../queries/person.ts'
import { pickRowsOf, statementsOf } from '../queries/survivorship.ts'
import { ranked } from '../survivorship/compose.ts'
import { goldenFields, nameOfField, type Origins, originOf } from '../survivorship/fields.ts'
import { rulesFor, survivorshipNow } from '../survivorship/policy.ts'
import { readSaid } from '../survivorship/stored.ts'
import { goldenOf } from './identify.ts'

/** Somebody with a service visit a month says the same phone a hundred times. */
const mostOfField = 20

/** Field by field what was said, by the records the reader may see; the best first. */
export async function statementsShown(ctx: Ctx, id: string): Promise<Reply<typeof readStatements>> {
  const row = found(await personById(ctx, id), customerProblems.nobody)
  const golden = goldenOf(row)
  const rows = (await statementsOf(ctx, [id])).get(id) ?? []
  const picks = await pickRowsOf(ctx, id)
  const survivorship = await survivorshipNow(ctx)
  const rules = await asSystem(ctx, (wide) => rulesFor(wide, survivorship, [id]))
  const { fields, trust } = rules(id)
  const said = rows.map((one) => readSaid(one, trust))
  const shown = goldenFields.flatMap((field) => {
    const value = golden.values[field] || null
    const origin = originOf(row.origins as Origins, field)
    const statements = ranked(field, said, fields, { value, record: origin?.record ?? null })
    const pick = picks.find((one) => one.field === field)
    if (statements.length === 0 && value === null) return []
    return {
      field: nameOfField(field),
      criteria: [...fields[field]],
      pick: pick ? { by: pick.byName, at: pick.at.toISOString(), reason: pick.reason } : null,
      elsewhere: value !== null && !said.some((one) => one.values[field] === value),
      statements: statements
        .slice(0, mostOfField)
        .map((one) => ({ ...showStatement(field, one), wins: (one.values[field] ?? null) === value })),
    }
  })
  return { version: row.version, fields: shown }
}
