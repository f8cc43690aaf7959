import { type RawBuilder, sql } from 'kysely'
import type { Ctx } from '../../../kernel/ctx.ts'
import { newId } from '../../../kernel/ids.ts'
import { genesis, link } from '../custody.ts'
import type { Change } from '../rules/change.ts'
import * as columns from './columns.ts'

type Columns = Record<string, string>
const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** The SQL text of a table's columns, made once. */
function textOf(table: string, shape: Columns) {
  const names = Object.keys(shape)
  return {
    table: sql.raw(table),
    names: sql.raw(names.map(snake).join(', ')),
    read: sql.raw(names.map((name) => `r."${name}"`).join(', ')),
    record: sql.raw(names.map((name) => `"${name}" ${shape[name]}`).join(', ')),
    sets: (except: string[]) =>
      sql.raw(
        names
          .filter((name) => !except.includes(name))
          .map((name) => `${snake(name)} = r."${name}"`)
          .join(', '),
      ),
  }
}

const lead = textOf('leads.lead', columns.leadColumns)
const turn = textOf('leads.turn', columns.turnColumns)
const custody = textOf('leads.custody', columns.custodyColumns)
const stage = textOf('leads.stage_change', columns.stageColumns)
const mark = textOf('leads.mark', columns.markColumns)
const dispatch = textOf('leads.dispatch', columns.dispatchColumns)
const touch = textOf('leads.touch', columns.touchColumns)
const leadSets = lead.sets(['id', 'customerId', 'brandId', 'createdAt', 'version'])

/**
 * Rows as JSON without what is null (a missing key reads as null, and half of a new lead's 52 columns are), each
 * instant written once: the rows of a batch share theirs, and a Date is the slowest thing to write.
 */
function json(rows: readonly object[]): string {
  const instants = new Map<number, string>()
  const textOfInstant = (at: Date) => {
    const ms = at.getTime()
    const known = instants.get(ms) ?? at.toISOString()
    instants.set(ms, known)
    return known
  }
  const said = rows.map((row) => {
    const one: Record<string, unknown> = {}
    for (const key in row) {
      const value = (row as Record<string, unknown>)[key]
      if (value !== null) one[key] = value instanceof Date ? textOfInstant(value) : value
    }
    return one
  })
  return JSON.stringify(said)
}

const insert = (into: ReturnType<typeof textOf>, rows: object[], conflict = sql``) => sql`
  insert into ${into.table} (${into.names}) select ${into.read}
  from jsonb_to_recordset(${json(rows)}::jsonb) as r(${into.record}) ${conflict}`

/**
 * Writes what the rules gathered: one statement, one part per table that has rows, whatever the number of leads.
 * One round trip instead of eight, which is what a single lead waits for. System scope only.
 *
 * @returns the number of every new lead by id
 */
export async function saveChanges(ctx: Ctx, changes: Change[]): Promise<Map<string, string>> {
  const parts = partsOf(ctx, changes)
  if (parts.length === 0) return new Map()
  const named = parts.map(({ name, query }) => sql`${sql.raw(name)} as (${query})`)
  const answer = parts.some((part) => part.name === 'created')
    ? sql`select id, number from created`
    : sql`select null::uuid as id, null as number where false`
  const { rows } = await sql<{ id: string; number: string }>`with ${sql.join(named)} ${answer}`.execute(
    ctx.db,
  )
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

function partsOf(ctx: Ctx, changes: Change[]): { name: string; query: RawBuilder<unknown> }[] {
  const now = ctx.now
  const fresh = changes.filter((change) => change.isNew).map(({ lead: one }) => ({ ...one, updatedAt: now }))
  const known = changes.filter((change) => !change.isNew).map(({ lead: one }) => ({ ...one, updatedAt: now }))
  const turns = changes.flatMap((change) => [...change.turns])
  const lines = changes.flatMap((change) => linked(ctx, change))
  const by = ctx.actor.id
  const of = <T>(pick: (change: Change) => readonly T[]) =>
    changes.flatMap((change) =>
      pick(change).map((one) => ({ id: newId(now), leadId: change.lead.id, ...one })),
    )
  const all: [string, object[], RawBuilder<unknown>][] = [
    ['created', fresh, sql`${insert(lead, fresh)} returning id, number`],
    [
      'changed',
      known,
      sql`update leads.lead l set ${leadSets}, version = l.version + 1
        from jsonb_to_recordset(${json(known)}::jsonb) as r(${lead.record}) where l.id = r.id`,
    ],
    ['turned', turns, insert(turn, turns, sql`on conflict (id) do update set ${sql.raw(excluded)}`)],
    ['held', lines, insert(custody, lines)],
    ...(
      [
        ['staged', of((change) => change.stages.map((step) => ({ ...step, actorId: by }))), stage],
        ['marked', of((change) => change.marks), mark],
        ['sent', of((change) => change.dispatches.map((line) => ({ ...line, actorId: by }))), dispatch],
        ['touched', of((change) => change.touches), touch],
      ] as [string, object[], ReturnType<typeof textOf>][]
    ).map(([name, rows, into]): [string, object[], RawBuilder<unknown>] => [
      name,
      rows,
      insert(into, rows, name === 'marked' ? sql`on conflict (lead_id, kind, due_at) do nothing` : sql``),
    ]),
  ]
  return all.filter(([, rows]) => rows.length > 0).map(([name, , query]) => ({ name, query }))
}

const excluded = Object.keys(columns.turnColumns)
  .filter((name) => !['id', 'leadId', 'brandId', 'dealerId', 'origin', 'at'].includes(name))
  .map((name) => `${snake(name)} = excluded.${snake(name)}`)
  .join(', ')

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
    return {
      ...line,
      id: newId(step.at),
      previousHash: `\\x${line.previousHash.toString('hex')}`,
      hash: `\\x${line.hash.toString('hex')}`,
    }
  })
}
