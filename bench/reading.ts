import { loadavg } from 'node:os'
import autocannon from 'autocannon'
import pg from 'pg'
import { pinyinOf } from '../server/kernel/names.ts'
import { castId, tokenOf } from '../tests/harness/cast.ts'
import { milliseconds, percentile, round } from './measure.ts'
import { dice, type Person, person } from './people.ts'
import type { Bench, Figure } from './run.ts'

const asked = 400

/** What a person types, one letter after the other, for somebody who is there. */
const typed: Record<string, (one: Person) => string[]> = {
  name: (one) => [one.name.slice(0, 2), one.name],
  pinyin: (one) => [2, 4, 6, 8].map((length) => pinyinOf(one.name)[0]!.slice(0, length)),
  'phone tail': (one) => [one.phone.slice(-4)],
  'phone as typed': (one) => [7, 9, 11].map((length) => one.phone.slice(0, length)),
  plate: (one) => (one.plate ? [one.plate.slice(-5), one.plate] : []),
}

/** p95 of a search request over loopback, one after another, row security on: the server's work plus the wire. */
export async function benchSearch({ address, ownerUrl, customers }: Bench): Promise<Figure[]> {
  await shareWithDealer(ownerUrl)
  const roll = dice(11)
  const sample = Array.from({ length: asked }, () => person(Math.floor(roll() * customers), roll))
  const figures: Figure[] = []
  for (const [login, who] of [
    ['meng', 'head office'],
    ['pei', 'one dealer'],
  ] as const) {
    for (const [kind, letters] of Object.entries(typed)) {
      const took: number[] = []
      for (const q of sample.flatMap(letters).slice(0, asked))
        took.push(await milliseconds(() => search(address, login, q)))
      figures.push({
        what: `search by ${kind}, ${who}`,
        value: round(percentile(took, 0.95)),
        unit: 'ms p95',
        beside: `p50 ${round(percentile(took, 0.5))}`,
      })
    }
  }
  return figures
}

async function search(address: string, login: string, q: string) {
  const answer = await fetch(`${address}/api/customers?limit=10&q=${encodeURIComponent(q)}`, {
    headers: { cookie: `ringroad=${tokenOf(login)}` },
  })
  if (answer.status !== 200) throw new Error(`${q}: ${answer.status} ${await answer.text()}`)
  await answer.arrayBuffer()
}

/** Seven thousand of the imported people become a dealer's, as many as a dealer of the ten-million table had. */
async function shareWithDealer(ownerUrl: string) {
  await asOwner(ownerUrl, async (client) => {
    await client.query(
      'insert into customers.reach (node_id, customer_id, seen_at) select $1, id, seen_at from customers.customer limit 7000 on conflict do nothing',
      [castId('D0001')],
    )
    await client.query('vacuum analyze customers.finder')
  })
}

async function asOwner<T>(ownerUrl: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** Requests a second. */
const aimedRate = 2_000
const connections = 16

/**
 * One customer's page data over HTTP, another customer each time, asked in turn by head office and by a dealer with
 * their sessions and by a program with its key. As fast as it goes after a warm-up, then at the rate that is aimed at:
 * only a fixed rate says what those wait who come while the server is busy.
 */
export async function benchRead({ address, ownerUrl, seconds }: Bench): Promise<Figure[]> {
  await shareWithDealer(ownerUrl)
  const [everybody, dealt] = await asOwner(ownerUrl, async (client) => {
    const ids = async (text: string, values: unknown[] = []) =>
      (await client.query<{ id: string }>(text, values)).rows.map((row) => row.id)
    return [
      await ids('select id from customers.customer order by random() limit 5000'),
      await ids(
        'select customer_id as id from customers.reach where node_id = $1 order by random() limit 5000',
        [castId('D0001')],
      ),
    ]
  })
  const callers: Asking[] = [
    { ids: everybody!, headers: { cookie: `ringroad=${tokenOf('meng')}` } },
    { ids: dealt!, headers: { cookie: `ringroad=${tokenOf('pei')}` } },
    { ids: everybody!, headers: { authorization: `Bearer ${await keyOf(address)}` } },
  ]
  const send = (duration: number, overallRate?: number) => read(address, callers, duration, overallRate)
  await send(5)
  const full = await send(seconds)
  const fixed = await send(seconds, aimedRate)
  const beside = ({ latency }: autocannon.Result) =>
    `p50 ${latency.p50} ms, p99 ${latency.p99} ms, load ${round(loadavg()[0]!)}`
  return [
    {
      what: `customer read over HTTP, ${connections} connections`,
      value: Math.round(full.requests.average),
      unit: 'requests/s',
      beside: beside(full),
    },
    {
      what: `customer read at ${aimedRate.toLocaleString('en')} requests/s`,
      value: Math.round(fixed.requests.average),
      unit: 'requests/s',
      beside: beside(fixed),
    },
  ]
}

type Asking = { ids: string[]; headers: Record<string, string> }

async function read(address: string, callers: Asking[], duration: number, overallRate?: number) {
  let next = 0
  const result = await autocannon({
    url: address,
    connections,
    duration,
    ...(overallRate && { overallRate }),
    requests: [
      {
        setupRequest: (request) => {
          const { ids, headers } = callers[next % callers.length]!
          const id = ids[Math.floor(next++ / callers.length) % ids.length]!
          return { ...request, headers, path: `/api/customers/${id}` }
        },
      },
    ],
  })
  if (result.non2xx || result.errors) throw new Error(`${result.non2xx + result.errors} reads failed`)
  return result
}

async function keyOf(address: string): Promise<string> {
  const answer = await fetch(`${address}/api/keys`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-ringroad': '1',
      cookie: `ringroad=${tokenOf('meng')}`,
    },
    body: JSON.stringify({ name: 'bench', scopes: ['customers.read'], days: 1 }),
  })
  if (answer.status !== 201) throw new Error(`key: ${answer.status} ${await answer.text()}`)
  return ((await answer.json()) as { secret: string }).secret
}
