import { randomUUID } from 'node:crypto'
import { loadavg } from 'node:os'
import autocannon from 'autocannon'
import pg from 'pg'
import { castId, tokenOf } from '../tests/harness/cast.ts'
import { round } from './measure.ts'
import type { Bench, Figure } from './run.ts'

const headers = {
  'content-type': 'application/json',
  'x-ringroad': '1',
  cookie: `ringroad=${tokenOf('meng')}`,
}

/** So many websites and agencies wait for their answer at the same time. */
const connections = 256
/** Leads a second. */
const aimedRate = 2_000

/** Leads of new people, each identified, graded, routed and given its clock, beside the inserts alone. */
export async function benchIntake({ address, ownerUrl, seconds }: Bench): Promise<Figure[]> {
  const raw = await rawInserts(ownerUrl, Math.min(seconds, 10))
  await send(address, 8)
  const full = await send(address, seconds)
  const rates = [aimedRate, Math.max(50, Math.floor((full.requests.average * 0.6) / 50) * 50)]
  const fixed: Figure[] = []
  for (const rate of rates)
    fixed.push(figureOf(`lead intake at ${rate} leads/s`, await send(address, seconds, rate)))
  const share = `${round(full.requests.average / raw, 2)} of the inserts alone`
  return [
    { what: 'the same rows inserted alone, 8 connections', value: Math.round(raw), unit: 'leads/s' },
    figureOf(`lead intake as fast as it goes, ${connections} connections`, full, share),
    ...fixed,
  ]
}

const figureOf = (what: string, { requests, latency }: autocannon.Result, also?: string): Figure => ({
  what,
  value: Math.round(requests.average),
  unit: 'leads/s',
  beside: [`p50 ${latency.p50} ms, p99 ${latency.p99} ms, load ${round(loadavg()[0]!)}`, also]
    .filter(Boolean)
    .join('; '),
})

let count = 0
async function send(address: string, duration: number, overallRate?: number) {
  const result = await autocannon({
    url: `${address}/api/leads`,
    method: 'POST',
    connections,
    duration,
    headers,
    ...(overallRate && { overallRate }),
    requests: [
      {
        setupRequest: (request) => {
          const number = count++
          const name = `${'王李张刘陈杨赵黄周吴'[number % 10]}${String.fromCharCode(0x4e00 + (number % 3_000))}${String.fromCharCode(0x5e00 + (Math.floor(number / 10) % 2_000))}`
          return {
            ...request,
            body: JSON.stringify({
              source: 'website',
              externalId: randomUUID(),
              brand: '环路',
              series: '越岭',
              person: { name, phone: `139${String(10_000_000 + number)}`, division: '浙江省杭州市' },
              horizon: 'month',
              consents: [{ purpose: 'sales', recipient: 'dealer', granted: true, evidence: 'bench' }],
            }),
          }
        },
      },
    ],
  })
  const failed = result.non2xx + result.errors
  if (failed) throw new Error(`${failed} of ${result.requests.total} leads failed`)
  return result
}

/** What one captured lead leaves behind, as bare inserts in one transaction: the ceiling the engine sets. */
const inserts = [
  `insert into customers.source_record (id, source, kind, received_at, happened_at, raw) values ($1, 'raw', 'lead', now(), now(), '{"a": 1}')`,
  `insert into customers.customer (id, name, name_pinyin, phone, created_at, updated_at, seen_at) values ($1, '王晨曦', 'wangchenxi', '+8613900000000', now(), now(), now())`,
  `insert into customers.link (record_id, customer_id, how, at) values ($1, $1, 'new', now())`,
  `insert into customers.identifier (kind, value, customer_id, first_at, last_at, source) values ('phone', $1::uuid::text, $1::uuid, now(), now(), 'raw')`,
  `insert into customers.finder (customer_id, keys, seen_at) values ($1, array['c:王', 'c:晨', 'b:王晨', 'y:wa', 'y:wang', 'p:' || $1::uuid::text], now())`,
  `insert into customers.reach (node_id, customer_id, seen_at) values ('${castId('HL')}', $1, now()), ('${castId('D0001')}', $1, now())`,
  `insert into consent.entry (id, customer_id, purpose, recipient, granted, channel, evidence, happened_at, recorded_at) values ($1, $1, 'sales', 'dealer', true, 'web', 'raw', now(), now())`,
  `insert into consent.state (customer_id, purpose, recipient, recipient_key, granted, happened_at, entry_id) values ($1, 'sales', 'dealer', '00000000-0000-0000-0000-000000000000', true, now(), $1)`,
  `insert into leads.lead (id, number, brand_id, customer_id, holder, dealer_id, stage, grade, score, source, captured_at, last_touch_at, due_at, dispatched_at, next_step, next_step_at, created_at, updated_at)
     values ($1::uuid, $1::uuid::text, '${castId('HL')}', $1::uuid, 'dealer', '${castId('D0001')}', 'new', 'A', 60, 'website', now(), now(), now(), now(), 'call', now(), now(), now())`,
  `insert into leads.touch (id, lead_id, record_id, at, source, joined) values ($1, $1, $1, now(), 'website', false)`,
  `insert into leads.custody (id, lead_id, seq, at, holder, reason, actor_name, previous_hash, hash) values ($1, $1, 1, now(), 'pool', 'raw', 'raw', '\\x00', '\\x00'), (gen_random_uuid(), $1, 2, now(), 'dealer', 'raw', 'raw', '\\x00', '\\x00')`,
  `insert into leads.dispatch (id, lead_id, at, dealer_id, outcome, policy_number, candidates) values ($1, $1, now(), '${castId('D0001')}', 'sent', 1, '[]')`,
  `insert into leads.turn (id, lead_id, brand_id, dealer_id, origin, at, due_at) values ($1, $1, '${castId('HL')}', '${castId('D0001')}', 'sent', now(), now())`,
  `insert into kernel.event (id, at, type, subject_id) values ($1, now(), 'leads.captured', $1), (gen_random_uuid(), now(), 'leads.dispatched', $1)`,
]

async function rawInserts(ownerUrl: string, seconds: number): Promise<number> {
  const until = performance.now() + seconds * 1000
  let done = 0
  const one = async () => {
    const client = new pg.Client({ connectionString: ownerUrl })
    client.on('error', () => {})
    await client.connect()
    while (performance.now() < until) {
      const id = randomUUID()
      await client.query('begin')
      for (const [at, text] of inserts.entries()) await client.query({ name: `raw${at}`, text, values: [id] })
      await client.query('commit')
      done++
    }
    await client.end()
  }
  await Promise.all(Array.from({ length: 8 }, one))
  return done / seconds
}
