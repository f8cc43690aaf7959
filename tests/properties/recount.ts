import type { World } from '../harness/world.ts'

export type Recount = { id: string; counted: number; breaches: number; turns: number; marks: number }

const weekMs = 7 * 86_400_000

/**
 * Breaches again, from custody, feedback and disputes alone: a dealer's run of custody lines is a turn; it is breached
 * when seven days, plus what a rejected dispute stood still, passed before the person was reached.
 */
export type Sale = { leadId: string; at: Date }
export async function recountBreaches(world: World, ids: string[], sales: Sale[]): Promise<Recount[]> {
  const now = world.clock.now().getTime()
  const custody = await world.sql<{
    lead_id: string
    at: Date
    holder: string
    dealer_id: string | null
    reason: string
  }>(
    'select lead_id, at, holder, dealer_id, reason from leads.custody where lead_id = any($1) order by lead_id, seq',
    [ids],
  )
  const feedback = await world.sql<{ lead_id: string; at: Date }>(
    `select lead_id, at from leads.feedback where lead_id = any($1) and undone_at is null and (contacted = 'reached' or outcome = 'lost')`,
    [ids],
  )
  const contacts = [...feedback.map((one) => ({ leadId: one.lead_id, at: one.at })), ...sales].sort(
    (a, b) => a.at.getTime() - b.at.getTime(),
  )
  const disputes = await world.sql<{ lead_id: string; opened_at: Date; decided_at: Date | null }>(
    'select lead_id, opened_at, decided_at from leads.dispute where lead_id = any($1) order by opened_at',
    [ids],
  )
  const said = await world.sql<{ id: string; breaches: number; turns: number; marks: number }>(
    `select l.id, l.breaches, (select count(*)::int from leads.turn t where t.lead_id = l.id and t.breached_at is not null) as turns,
      (select count(*)::int from leads.mark m where m.lead_id = l.id and m.kind = 'breach') as marks from leads.lead l where l.id = any($1)`,
    [ids],
  )
  const linesOf = Map.groupBy(custody, (line) => line.lead_id)
  return said.map((row) => ({
    ...row,
    counted: turnsOf(linesOf.get(row.id) ?? []).filter((turn) => isBreached(row.id, turn)).length,
  }))

  function isBreached(id: string, turn: Turn): boolean {
    if (turn.own) return false
    const end = turn.end ?? now
    const within = (at: Date) => at.getTime() >= turn.start && at.getTime() <= end
    const contact =
      contacts.find((one) => one.leadId === id && within(one.at))?.at.getTime() ?? Number.POSITIVE_INFINITY
    let due = turn.start + weekMs
    for (const dispute of disputes) {
      if (
        dispute.lead_id !== id ||
        !within(dispute.opened_at) ||
        dispute.opened_at.getTime() >= Math.min(due, contact)
      )
        continue
      // Undecided, or decided by taking the lead away: the clock never ran on.
      const resumed =
        dispute.decided_at && dispute.decided_at.getTime() < end ? dispute.decided_at.getTime() : null
      if (resumed === null) return false
      due += resumed - dispute.opened_at.getTime()
    }
    return contact >= due && end >= due
  }
}

type Turn = { start: number; end: number | null; own: boolean }
const begins = new Set(['dispatched', 'manual', 'claimed', 'own', 'imported'])

function turnsOf(lines: { at: Date; holder: string; dealer_id: string | null; reason: string }[]): Turn[] {
  const turns: Turn[] = []
  for (const line of lines) {
    const at = line.at.getTime()
    const open = turns.at(-1)?.end === null ? turns.at(-1)! : null
    if (begins.has(line.reason)) {
      if (open) open.end = at
      turns.push({ start: at, end: null, own: line.reason === 'own' })
    } else if (line.reason === 'undo' && line.dealer_id && !open) turns.at(-1)!.end = null
    else if (open && (line.holder === 'pool' || line.holder === 'closed' || line.holder === 'contact-centre'))
      open.end = at
  }
  return turns
}

/** Everything that happened to one lead, for whoever reads a failure. */
export async function storyOf(world: World, id: string): Promise<string> {
  const rows = await world.sql<{ at: Date; what: string }>(
    `select at, 'event ' || type || ' ' || data as what, id from kernel.event where subject_id = $1
     union all select at, 'custody ' || seq || ' ' || holder || ' ' || reason, id from leads.custody where lead_id = $1
     union all select at, 'turn ' || origin || ' due ' || due_at || ' reached ' || coalesce(contacted_at::text, '-') || ' breached ' || coalesce(breached_at::text, '-')
       || ' ended ' || coalesce(ended_at::text || ending, '-'), id from leads.turn where lead_id = $1 order by 1, 3`,
    [id],
  )
  return rows.map((row) => `${row.at.toISOString()} ${row.what}`).join('\n')
}
