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
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  await client.query(
    'insert into customers.reach (node_id, customer_id, seen_at) select $1, id, seen_at from customers.customer limit 7000 on conflict do nothing',
    [castId('D0001')],
  )
  await client.query('vacuum analyze customers.finder')
  await client.end()
}

/** One customer's page data over HTTP, another customer each time. */
export async function benchRead({ address, ownerUrl, seconds }: Bench): Promise<Figure[]> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  const { rows } = await client.query<{ id: string }>(
    'select id from customers.customer tablesample system (1) limit 5000',
  )
  await client.end()
  let next = 0
  const result = await autocannon({
    url: address,
    connections: 16,
    duration: seconds,
    headers: { cookie: `ringroad=${tokenOf('meng')}` },
    requests: [
      {
        setupRequest: (request) => ({ ...request, path: `/api/customers/${rows[next++ % rows.length]!.id}` }),
      },
    ],
  })
  if (result.non2xx) throw new Error(`${result.non2xx} reads were refused`)
  return [
    {
      what: 'customer read over HTTP, 16 connections',
      value: Math.round(result.requests.average),
      unit: 'requests/s',
      beside: `p50 ${result.latency.p50} ms, p99 ${result.latency.p99} ms`,
    },
  ]
}
