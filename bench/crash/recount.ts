import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { tokenOf } from '../../tests/harness/cast.ts'
import { writePeople } from '../people.ts'
import type { Sender } from './sender.ts'

export type Shortfall = { what: string; detail: unknown }
export type Upload = { id: string; rows: number; source: string }

const headers = { 'x-ringroad': '1', cookie: `ringroad=${tokenOf('meng')}` }

/** Uploads a customer file and starts its import. */
export async function importOf(
  address: string,
  folder: string,
  round: number,
  rows = 2_000,
): Promise<Upload> {
  const path = join(folder, 'people.csv')
  await writePeople(path, rows, round)
  const form = new FormData()
  const source = `crash-${round}`
  form.append('kind', 'customers')
  form.append('source', source)
  form.append('file', new Blob([readFileSync(path)]), `${source}.csv`)
  const uploaded = await fetch(`${address}/api/imports`, { method: 'POST', headers, body: form })
  if (uploaded.status !== 201) throw new Error(`upload: ${uploaded.status} ${await uploaded.text()}`)
  const { id } = (await uploaded.json()) as { id: string }
  const started = await fetch(`${address}/api/imports/${id}/run`, { method: 'POST', headers })
  if (started.status !== 202) throw new Error(`run: ${started.status} ${await started.text()}`)
  return { id, rows, source }
}

/** Counts again from the rows themselves: each acknowledged enquiry once, each custody chain with one holder. */
export async function recount(ownerUrl: string, leads: Sender): Promise<Shortfall[]> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    const faults: Shortfall[] = []
    const { rows } = await client.query<{ external_id: string; n: number; lead: string }>(
      'select external_id, count(*)::int as n, min(lead_id::text) as lead from leads.touch group by external_id',
    )
    const there = new Map(rows.map((row) => [row.external_id, row]))
    for (const [externalId, leadId] of leads.acknowledged) {
      const found = there.get(externalId)
      if (!found) faults.push({ what: 'an acknowledged lead is gone', detail: externalId })
      else if (found.n !== 1 || found.lead !== leadId)
        faults.push({ what: 'a lead is there twice, or elsewhere', detail: found })
    }
    const wrong = await client.query(`
      select l.id from leads.lead l where not exists (select from leads.custody c where c.lead_id = l.id)
        or (select count(*) from leads.lead o where o.customer_id = l.customer_id and o.brand_id = l.brand_id and o.closed_at is null) > 1 limit 5`)
    for (const row of wrong.rows)
      faults.push({ what: 'a lead without custody, or two open ones of one person', detail: row })
    return faults
  } finally {
    await client.end()
  }
}

/** Waits until every import has come to its end by itself, and counts its rows. */
export async function recountImports(ownerUrl: string, uploads: Upload[]): Promise<Shortfall[]> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    const faults: Shortfall[] = []
    for (const upload of uploads) {
      const state = await ended(client, upload.id)
      const { rows } = await client.query<{ records: number; distinct: number }>(
        'select count(*)::int as records, count(distinct external_id)::int as distinct from customers.source_record where import_id = $1',
        [upload.id],
      )
      const { records, distinct } = rows[0]!
      if (state !== 'done' || records !== upload.rows || distinct !== upload.rows)
        faults.push({
          what: 'an import did not end with each row once',
          detail: { ...upload, state, records, distinct },
        })
    }
    return faults
  } finally {
    await client.end()
  }
}

async function ended(client: pg.Client, id: string): Promise<string> {
  for (let waited = 0; ; waited++) {
    const { rows } = await client.query<{ state: string }>('select state from imports.import where id = $1', [
      id,
    ])
    const state = rows[0]?.state ?? 'gone'
    if (!['checking', 'running', 'draft', 'checked'].includes(state) || waited > 900) return state
    await new Promise((done) => setTimeout(done, 200))
  }
}
