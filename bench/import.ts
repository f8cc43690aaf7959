import { createReadStream, openAsBlob } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { tokenOf } from '../tests/harness/cast.ts'
import { milliseconds, round } from './measure.ts'
import { writePeople } from './people.ts'
import type { Bench, Figure } from './run.ts'

const headers = { 'x-ringroad': '1', cookie: `ringroad=${tokenOf('meng')}` }

/**
 * One customer file: COPY into a bare table, then through the product from upload to the last row written, then what
 * it wrote once more into empty copies of the same tables: what PostgreSQL needs for rows and indexes alone.
 */
export async function benchImport({ address, ownerUrl, folder, customers }: Bench): Promise<Figure[]> {
  const path = join(folder, 'people.csv')
  await writePeople(path, customers)
  const raw = await rawCopy(ownerUrl, path)
  const whole = await milliseconds(() => throughTheProduct(address, path))
  const again = await rewritten(ownerUrl)
  return [
    {
      what: `COPY of ${customers.toLocaleString('en')} rows into a bare table`,
      value: Math.round((customers / raw) * 1000),
      unit: 'rows/s',
      beside: `${round(raw / 1000)} s`,
    },
    {
      what: 'import with validation and matching, upload to done',
      value: Math.round((customers / whole) * 1000),
      unit: 'rows/s',
      beside: `${round(whole / 1000)} s, ${round(whole / raw)} times COPY`,
    },
    {
      what: 'the rows it wrote, inserted again into empty copies of the same tables and indexes, one connection',
      value: Math.round((customers / again) * 1000),
      unit: 'rows/s',
      beside: `${round(again / 1000)} s; the import is ${round(whole / again)} times that`,
    },
  ]
}

const written = [
  ...['customer', 'finder', 'identifier', 'source_record', 'link'].map((table) => `customers.${table}`),
  'vehicles.vehicle',
  'vehicles.keeper',
]

async function rewritten(ownerUrl: string): Promise<number> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  await client.query('create schema bench_again')
  const copies = written.map((table) => ({ table, copy: `bench_again.${table.split('.')[1]}` }))
  for (const { table, copy } of copies)
    await client.query(`create table ${copy} (like ${table} including all)`)
  const took = await milliseconds(async () => {
    for (const { table, copy } of copies) await client.query(`insert into ${copy} select * from ${table}`)
  })
  await client.query('drop schema bench_again cascade')
  await client.end()
  return took
}

async function rawCopy(ownerUrl: string, path: string): Promise<number> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  await client.query(
    'create table public.bench_raw (name text, phone text, city text, plate text, vin text, external_id text)',
  )
  const took = await milliseconds(() =>
    pipeline(
      createReadStream(path),
      client.query(copyFrom('copy public.bench_raw from stdin (format csv, header)')),
    ),
  )
  await client.query('drop table public.bench_raw')
  await client.end()
  return took
}

async function throughTheProduct(address: string, path: string) {
  const form = new FormData()
  form.append('kind', 'customers')
  form.append('source', 'bench')
  form.append('file', await openAsBlob(path), 'people.csv')
  const uploaded = await fetch(`${address}/api/imports`, { method: 'POST', headers, body: form })
  if (uploaded.status !== 201) throw new Error(`upload: ${uploaded.status} ${await uploaded.text()}`)
  const { id } = (await uploaded.json()) as { id: string }
  const started = await fetch(`${address}/api/imports/${id}/run`, { method: 'POST', headers })
  if (started.status !== 202) throw new Error(`run: ${started.status} ${await started.text()}`)
  for (;;) {
    await new Promise((done) => setTimeout(done, 250))
    const answer = await fetch(`${address}/api/imports/${id}`, { headers })
    const { state, error } = (await answer.json()) as { state: string; error: string | null }
    if (state === 'done') return
    if (state !== 'running') throw new Error(`the import ended as ${state}: ${error}`)
  }
}
