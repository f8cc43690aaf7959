import { execFileSync } from 'node:child_process'
import { chmodSync, mkdtempSync, openAsBlob, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { type Started, startRingroad } from '../../tests/system/process.ts'
import { dice, writePeople } from '../people.ts'
import { cookie, ownerUrl, people } from './crash.ts'

type Options = { customers: number; kills: number; seed: number }
type Ended = { people: string; asked: string; customers: number; linked: number; questions: number }
/** Pulls the plug after so long; false when everything had ended before. */
type Harm = (pull: (afterMs: number) => Promise<boolean>) => Promise<void>
type Asking = <T>(query: string) => Promise<T[]>

const headers = { 'x-ringroad': '1', cookie }

/**
 * A file becomes source records and customers while the server is killed -9 at random moments. Then the folder is copied:
 * in one the matching that follows is left alone, in the other it is killed, too. Both must end alike.
 */
export async function crashMatching({ customers, kills, seed }: Options): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'ringroad-crash-'))
  chmodSync(folder, 0o711)
  const [calm, harmed, file] = ['calm', 'harmed', 'people.csv'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ]
  const roll = dice(seed)
  let killed = 0
  const harm =
    (most: number, longest: number): Harm =>
    async (pull) => {
      for (let times = 0; times < most && (await pull(500 + roll() * longest)); times++) killed++
    }
  try {
    await writePeople(file, customers)
    await withServer(calm, isImported, harm(kills, 40_000), async ({ address }) => {
      await people(calm)
      await asked(
        ownerUrl(calm),
        'insert into customers.match_policy (id, link_at, review_at, updated_at) values (uuidv7(), 6, 0, now())',
      )
      await upload(address, file)
    })
    console.log(`imported, killed ${killed} times`)
    // With owners: PostgreSQL may run as somebody else, who must go on owning its files.
    execFileSync('cp', ['-a', calm, harmed])
    const alone = await withServer(calm, isMatched, async () => {})
    const disturbed = await withServer(harmed, isMatched, harm(kills, 8_000))
    console.log(`left alone  ${JSON.stringify(alone)}`)
    console.log(`killed, ${killed} times in all  ${JSON.stringify(disturbed)}`)
    return JSON.stringify(alone) === JSON.stringify(disturbed)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Runs on a folder until it is over, and says what is there then. */
async function withServer(
  data: string,
  isOver: (ask: Asking) => Promise<boolean>,
  harm: Harm,
  begin?: (running: Started) => Promise<void>,
): Promise<Ended> {
  const start = () => startRingroad(data, [], { LOG_LEVEL: 'silent' })
  let running = await start()
  const ask: Asking = (query) => asked(ownerUrl(data), query)
  try {
    await begin?.(running)
    await harm(async (afterMs) => {
      for (const until = Date.now() + afterMs; Date.now() < until; await wait(200))
        if (await isOver(ask)) return false
      await running.kill('SIGKILL')
      running = await start()
      return true
    })
    while (!(await isOver(ask))) await wait(300)
    return (await ask<Ended>(endedSql))[0]!
  } finally {
    await running.kill('SIGTERM')
  }
}

async function asked<T>(url: string, query: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(query)).rows as T[]
  } finally {
    await client.end()
  }
}

async function isImported(ask: Asking): Promise<boolean> {
  await refuseBroken(ask)
  const [row] = await ask<{ over: boolean }>(
    `select exists (select from imports.import where state = 'done') as over`,
  )
  return row!.over
}

/** The run that follows the import by itself. */
async function isMatched(ask: Asking): Promise<boolean> {
  await refuseBroken(ask)
  const [row] = await ask<{ over: boolean }>(`
    select exists (select from customers.match_run where finished_at is not null)
      and not exists (select from kernel.job where queue = 'customers.match' and state in ('queued', 'running')) as over`)
  return row!.over
}

async function refuseBroken(ask: Asking): Promise<void> {
  const [row] = await ask<{ broken: string }>(
    `select concat(queue, ': ', error) as broken from kernel.job where state = 'failed' limit 1`,
  )
  if (row) throw new Error(row.broken)
}

/** Customers by the rows they are made of: their ids are drawn anew each time. */
const endedSql = `
  with people as materialized (
    select k.customer_id as id, md5(string_agg(md5(s.raw::text), '' order by md5(s.raw::text))) as made
    from customers.link k join customers.source_record s on s.id = k.record_id where s.import_id is not null group by 1
  ), asked as (
    select md5(concat(least(a.made, b.made), greatest(a.made, b.made), p.held)) as pair
    from customers.match_pair p join people a on a.id = p.a join people b on b.id = p.b where p.state = 'open')
  select (select md5(string_agg(made, '' order by made)) from people) as people, (select count(*)::int from people) as customers,
    (select md5(string_agg(pair, '' order by pair)) from asked) as asked, (select count(*)::int from asked) as questions,
    (select count(*)::int from customers.merge where undone_at is null) as linked`

async function upload(address: string, path: string): Promise<void> {
  const form = new FormData()
  form.append('kind', 'customers')
  form.append('source', 'crash')
  form.append('file', await openAsBlob(path), 'people.csv')
  const uploaded = await fetch(`${address}/api/imports`, { method: 'POST', headers, body: form })
  const { id } = (await uploaded.json()) as { id: string }
  const started = await fetch(`${address}/api/imports/${id}/run`, { method: 'POST', headers })
  if (started.status !== 202) throw new Error(`import: ${started.status} ${await started.text()}`)
}
