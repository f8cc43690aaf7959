import type { Ctx } from '../../../kernel/ctx.ts'
import { column } from '../../../kernel/db/columns.ts'
import { prepared } from '../../../kernel/db/prepared.ts'
import { newId } from '../../../kernel/ids.ts'
import { genesis, link } from '../custody.ts'
import type { Change } from '../rules/change.ts'
import * as columns from './columns.ts'

type Shape = Record<string, string>
const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** Rows arrive as one array per column; what PostgreSQL cannot hold in an array as it is travels as text. */
const travels: Record<string, (name: string) => string> = {
  jsonb: (name) => `r.${name}::jsonb`,
  bytea: (name) => `decode(r.${name}, 'hex')`,
}
const read = (shape: Shape, name: string) => (travels[shape[name]!] ?? ((same) => `r.${same}`))(snake(name))

let parameters = 0
const rowsOf = (shape: Shape) =>
  `unnest(${Object.values(shape)
    .map((type) => `$${++parameters}::${type in travels ? 'text' : type}[]`)
    .join(', ')}) as r(${Object.keys(shape).map(snake).join(', ')})`
const insert = (table: string, shape: Shape) => {
  const names = Object.keys(shape)
  return `insert into ${table} (${names.map(snake).join(', ')})
    select ${names.map((name) => read(shape, name)).join(', ')} from ${rowsOf(shape)}`
}
const sets = (shape: Shape, except: string[], value: (name: string) => string) =>
  Object.keys(shape)
    .filter((name) => !except.includes(name))
    .map((name) => `${snake(name)} = ${value(name)}`)
    .join(', ')
const { leadColumns, turnColumns } = columns
const neverChanged = ['id', 'customerId', 'brandId', 'createdAt', 'version']
const turnStays = ['id', 'leadId', 'brandId', 'dealerId', 'origin', 'at']

// Every part every time, so that there is one statement to plan: a part without rows costs some 20 µs.
const save = prepared<{ id: string; number: string }, (string | null)[]>(`
  with created as (${insert('leads.lead', leadColumns)} returning id, number),
  changed as (
    update leads.lead l set ${sets(leadColumns, neverChanged, (name) => read(leadColumns, name))}, version = l.version + 1
    from ${rowsOf(leadColumns)} where l.id = r.id
  ),
  turned as (${insert('leads.turn', turnColumns)}
    on conflict (id) do update set ${sets(turnColumns, turnStays, (name) => `excluded.${snake(name)}`)}),
  held as (${insert('leads.custody', columns.custodyColumns)}),
  staged as (${insert('leads.stage_change', columns.stageColumns)}),
  marked as (${insert('leads.mark', columns.markColumns)} on conflict (lead_id, kind, due_at) do nothing),
  sent as (${insert('leads.dispatch', columns.dispatchColumns)}),
  touched as (${insert('leads.touch', columns.touchColumns)})
  select id, number from created`)

/**
 * Writes what the rules gathered in one statement, whatever the number of leads: one round trip instead of eight,
 * which is what a single lead waits for. The leads are new or locked (`lockLeads`): what hangs from them has no foreign
 * key to them (0077). System scope only.
 *
 * @returns the number of every new lead by id
 */
export async function saveChanges(ctx: Ctx, changes: Change[]): Promise<Map<string, string>> {
  if (changes.length === 0) return new Map()
  const rows = await save(ctx, ...valuesOf(ctx, changes))
  await ctx.emit(
    ...changes.flatMap(({ lead: one, told }) =>
      told.map((event) => ({
        ...event,
        subjectId: one.id,
        customerId: one.customerId,
        brandId: one.brandId,
      })),
    ),
  )
  return new Map(rows.map((row) => [row.id, row.number]))
}

/** The arrays of every part, in the order of the statement. */
function valuesOf(ctx: Ctx, changes: Change[]): (string | null)[] {
  const now = ctx.now
  const actorId = ctx.actor.id
  const leads = (isNew: boolean) =>
    changes.filter((change) => change.isNew === isNew).map(({ lead }) => ({ ...lead, updatedAt: now }))
  const of = <T>(pick: (change: Change) => readonly T[]) =>
    changes.flatMap((change) =>
      pick(change).map((one) => ({ id: newId(now), leadId: change.lead.id, actorId, ...one })),
    )
  const texts = textOfInstants()
  const parts: [Shape, readonly object[]][] = [
    [leadColumns, leads(true)],
    [leadColumns, leads(false)],
    [turnColumns, changes.flatMap((change) => [...change.turns])],
    [columns.custodyColumns, changes.flatMap((change) => linked(ctx, change))],
    [columns.stageColumns, of((change) => change.stages)],
    [columns.markColumns, of((change) => change.marks)],
    [columns.dispatchColumns, of((change) => change.dispatches)],
    [columns.touchColumns, of((change) => change.touches)],
  ]
  return parts.flatMap(([shape, rows]) =>
    Object.keys(shape).map((name) =>
      column(rows.map((row) => carried((row as Record<string, unknown>)[name], texts))),
    ),
  )
}

function carried(value: unknown, textOf: (at: Date) => string) {
  if (value instanceof Date) return textOf(value)
  if (Buffer.isBuffer(value)) return value.toString('hex')
  if (typeof value === 'object' && value !== null) return JSON.stringify(value)
  return value as string | number | boolean | null | undefined
}

/** The rows of a batch share their instants, and a Date is the slowest thing to write. */
function textOfInstants() {
  const known = new Map<number, string>()
  return (at: Date) => {
    const ms = at.getTime()
    const text = known.get(ms) ?? at.toISOString()
    known.set(ms, text)
    return text
  }
}

/** Custody lines with their numbers and hashes, continuing the lead's own chain. */
function linked(ctx: Ctx, change: Change) {
  let { seq, hash } = change.tail ?? { seq: 0, hash: genesis }
  return change.custody.map((step) => {
    seq += 1
    const line = link(hash, {
      ...step,
      leadId: change.lead.id,
      seq,
      actorId: ctx.actor.id,
      actorName: ctx.actor.name,
    })
    hash = line.hash
    change.tail = { seq, hash, at: step.at }
    return { ...line, id: newId(step.at) }
  })
}
