import type { editCustomer } from '../../../../contract/customers.ts'
import type { Call } from '../../../../contract/endpoint.ts'
import type { GoldenName } from '../../../../contract/survivorship.ts'
import { type Ctx, dealerOf } from '../../../kernel/ctx.ts'
import { newId } from '../../../kernel/ids.ts'
import { maskResidentId } from '../../../kernel/resident-id.ts'
import { nameOf, putField } from '../arrivals.ts'
import { keep } from '../queries/arrivals.ts'
import type { PersonRow } from '../queries/person.ts'
import { dropPicks } from '../queries/survivorship.ts'
import { choose } from '../survivorship/compose.ts'
import { defaultRules } from '../survivorship/criteria.ts'
import {
  fieldNamed,
  type GoldenField,
  type GoldenValues,
  goldenFields,
  type Origins,
} from '../survivorship/fields.ts'
import { packed, winnersOf } from '../survivorship/standing.ts'
import { ordinaryTrust, type SaidBy } from '../survivorship/statements.ts'
import { stored } from '../survivorship/stored.ts'
import { basesOf } from './basis.ts'
import { goldenOf } from './identify.ts'

type Typed = Omit<Call<typeof editCustomer>['body'], 'version'>
/** `said`: an edit is a statement like any other, that overrules what was said before; `flags` are nobody's to compose. */
export type Edit = { said: SaidBy; flags: Pick<Typed, 'doNotContact' | 'deceased'>; raw: object }

export function readEdit(ctx: Ctx, row: PersonRow, typed: Typed): Edit {
  const { doNotContact, deceased, ...named } = typed
  const { residentId } = named
  const values: GoldenValues = {}
  const cleared: GoldenField[] = []
  for (const [name, value] of Object.entries(named)) {
    const field = fieldNamed(name as GoldenName)
    if (value) values[field] = value
    else cleared.push(field)
  }
  if (named.name !== undefined) values.name = nameOf({ kind: row.kind as 'person', name: named.name })
  if (residentId) values.residentIdHash = ctx.services.secrets.blind(residentId).toString('hex')
  const now = ctx.now.toISOString()
  const said: SaidBy = {
    recordId: newId(ctx.now),
    source: 'by-hand',
    sourceTrust: ordinaryTrust,
    happenedAt: now,
    nth: 2 ** 50,
    verified: new Set(),
    values,
    cleared,
    forced: { at: now, fields: new Set(Object.keys(values) as GoldenField[]) },
    by: ctx.actor.name,
    ...(residentId && {
      resident: {
        cipher: ctx.services.secrets.seal(residentId).toString('hex'),
        masked: maskResidentId(residentId),
      },
    }),
  }
  return {
    said,
    flags: {
      ...(doNotContact !== undefined && { doNotContact }),
      ...(deceased !== undefined && { deceased }),
    },
    raw: { ...typed, ...(residentId && { residentId: maskResidentId(residentId) }) },
  }
}

const saysSomething = ({ said }: Edit): boolean =>
  Object.keys(said.values).length > 0 || (said.cleared?.length ?? 0) > 0

/** The golden record with this edit, as columns. Whoever types a value drops what was picked for the field. */
export async function composeEdit(
  ctx: Ctx,
  row: PersonRow,
  edit: Edit,
): Promise<{ columns: Record<string, unknown>; origins: Origins }> {
  const { said, flags } = edit
  const before = goldenOf(row)
  const beside = Object.fromEntries(
    Object.keys(flags).map((flag) => [flag, { record: null, at: said.happenedAt, by: ctx.actor.name }]),
  )
  if (!saysSomething(edit)) return { columns: flags, origins: { ...before.origins, ...beside } }
  await dropPicks(ctx, row.id, [...Object.keys(said.values), ...said.cleared!])
  const bases = await basesOf(ctx, new Map([[row.id, []]]), new Map([[row.id, before]]))
  const basis = bases.get(row.id)
  const chosen = choose(
    [...(basis?.said ?? winnersOf(before)), said],
    basis?.rules ?? defaultRules,
    basis?.picks,
  )
  const columns: Record<string, unknown> = { ...flags }
  for (const field of goldenFields) {
    const [was, is] = [before.values[field] || null, chosen.values[field] || null]
    if (was === is) continue
    if (is) putField(columns, field, is, chosen.winners[field])
    else if (field === 'residentIdHash')
      Object.assign(columns, { resident_id_hash: null, resident_id_cipher: null, resident_id_masked: null })
    else if (field !== 'name') columns[field] = null
  }
  for (const bytes of ['resident_id_hash', 'resident_id_cipher'])
    if (typeof columns[bytes] === 'string') columns[bytes] = Buffer.from(columns[bytes], 'hex')
  const origins = packed(before.origins, chosen.origins, chosen.values) ?? before.origins
  return { columns, origins: { ...origins, ...beside } }
}

/** What was typed is kept as it was typed, like everything that arrives. */
export async function keepEdit(ctx: Ctx, row: PersonRow, edit: Edit): Promise<void> {
  if (!saysSomething(edit)) return
  const { said, raw } = edit
  await keep(ctx, {
    created: [],
    changed: [],
    identifiers: [],
    reached: [],
    records: [
      {
        id: said.recordId,
        source: said.source,
        externalId: null,
        kind: 'edit',
        brandId: ctx.scope.kind === 'brand' ? (ctx.scope.nodes[0] ?? null) : null,
        dealerId: dealerOf(ctx),
        importId: null,
        happenedAt: said.happenedAt,
        raw: JSON.stringify(raw),
        said: JSON.stringify(stored(said)),
        fingerprint: null,
        customerId: row.id,
        how: 'edit',
      },
    ],
  })
}
