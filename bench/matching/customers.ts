import { setTimeout as wait } from 'node:timers/promises'
import autocannon from 'autocannon'
import pg from 'pg'
import { tokenOf } from '../../tests/harness/cast.ts'
import { milliseconds, percentile, round } from '../measure.ts'
import { again, dice, person } from '../people.ts'
import type { Bench, Figure } from '../run.ts'

const headers = {
  'content-type': 'application/json',
  'x-ringroad': '1',
  cookie: `ringroad=${tokenOf('meng')}`,
}
const arrivals = 500
/** Leads a second that arrive meanwhile. */
const beside = 100

/**
 * Everybody against everybody as the job does it, learning; then who changed overnight with what was learned; then one
 * arrival after another.
 */
export async function benchMatch({ address, ownerUrl, customers }: Bench): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const [retrain, what] of [
    [true, 'learning'],
    [false, 'stored weights, the links of the run before'],
    [false, 'stored weights, 1 % of customers changed'],
  ] as const) {
    if (what.endsWith('changed')) await change(ownerUrl)
    const took = await milliseconds(() => matched(address, retrain))
    figures.push({
      what: `match everybody, ${what}, ${customers.toLocaleString('en')} customers`,
      value: round(took / 1000),
      unit: 's',
      beside: await lastRun(ownerUrl),
    })
  }
  const typing = await typeIn(address, customers)
  const begun = await matchTimes(address)
  const quiet = await arrive(address, customers, 17)
  const alone = await matchTimes(address)
  const others = autocannon({
    url: `${address}/api/leads`,
    method: 'POST',
    headers,
    connections: 8,
    duration: 15,
    overallRate: beside,
    requests: [{ setupRequest: (request) => ({ ...request, body: leadOf(fresh()) }) }],
  })
  const busy = await arrive(address, customers, 18)
  await others
  const last = await matchTimes(address)
  const figure = (what: string, took: number[]): Figure => ({
    what: `lead of somebody probably known, whole request, ${what}`,
    value: round(percentile(took, 0.95)),
    unit: 'ms p95',
    beside: `p50 ${round(percentile(took, 0.5))}`,
  })
  const part = (what: string, before: Times, after: Times): Figure => ({
    what: `of it the match: candidates, scores, the policy's answer; ${what}`,
    value: upTo(before, after, 0.95),
    unit: 'ms at most, p95',
    beside: `p50 at most ${upTo(before, after, 0.5)}`,
  })
  const crowd = `${beside} other leads a second beside`
  return [
    ...figures,
    {
      what: 'who is probably known already, asked while somebody types a name and a number',
      value: round(percentile(typing, 0.95)),
      unit: 'ms p95',
      beside: `p50 ${round(percentile(typing, 0.5))}`,
    },
    figure('alone', quiet),
    part('alone', begun, alone),
    figure(crowd, busy),
    part(crowd, alone, last),
  ]
}

/** A name, then the number with a digit wrong, as the form asks after each. */
async function typeIn(address: string, customers: number): Promise<number[]> {
  const roll = dice(16)
  const took: number[] = []
  for (let at = 0; at < arrivals; at++) {
    const { name, phone } = again(person(Math.floor(roll() * customers), roll))
    for (const body of [
      { name, phones: [] },
      { name, phones: [phone] },
    ])
      took.push(
        await milliseconds(async () => {
          const url = `${address}/api/customers/duplicates`
          const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })
          if (answer.status !== 200) throw new Error(`duplicates: ${answer.status} ${await answer.text()}`)
          await answer.arrayBuffer()
        }),
      )
  }
  return took
}

/** By upper bound in seconds, how many matches took no longer: as /metrics counts them. */
type Times = Map<number, number>
async function matchTimes(address: string): Promise<Times> {
  const text = await (await fetch(`${address}/metrics`)).text()
  const rows = text.matchAll(/^live_match_duration_seconds_bucket\{le="([^"]+)"\} (\d+)$/gm)
  return new Map([...rows].map(([, bound, n]) => [bound === '+Inf' ? Infinity : Number(bound), Number(n)]))
}
/** The bound below which this share of the matches between two readings lies, in milliseconds. */
function upTo(before: Times, after: Times, share: number): number {
  const counts = [...after].map(([bound, n]) => [bound, n - (before.get(bound) ?? 0)] as const)
  const all = counts.at(-1)?.[1] ?? 0
  return (counts.find(([, n]) => n >= all * share)?.[0] ?? Number.NaN) * 1000
}

/** Their address, and with it where they are looked for. */
async function change(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query(
      `update customers.customer set address = concat('人民路', right(phone, 3), '号') where hashtext(id::text) % 100 = 0`,
    )
  } finally {
    await client.end()
  }
}

async function matched(address: string, retrain: boolean) {
  const ask = () =>
    fetch(`${address}/api/match-runs`, { method: 'POST', headers, body: JSON.stringify({ retrain }) })
  let answer = await ask()
  // The one that follows the import is still at work.
  while (answer.status === 409) {
    await wait(500)
    answer = await ask()
  }
  if (answer.status !== 202) throw new Error(`match: ${answer.status} ${await answer.text()}`)
  const { jobId } = (await answer.json()) as { jobId: string }
  for (;;) {
    await wait(100)
    const job = (await (await fetch(`${address}/api/jobs/${jobId}`, { headers })).json()) as {
      state: string
      error?: string
    }
    if (job.state === 'done') return
    if (['failed', 'cancelled'].includes(job.state)) throw new Error(`match: ${JSON.stringify(job)}`)
  }
}

async function lastRun(ownerUrl: string): Promise<string> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    const { rows } = await client.query<{ said: string }>(
      `select concat(pairs, ' pairs, ', linked, ' linked, ', asked, ' asked; ', (select string_agg(concat(s ->> 'step', ' ', round((s ->> 'milliseconds')::numeric / 1000, 1)), ', ')
        from jsonb_array_elements(steps) s)) as said from customers.match_run order by started_at desc limit 1`,
    )
    return rows[0]!.said
  } finally {
    await client.end()
  }
}

let count = 0
const fresh = () => {
  const number = count++
  return {
    name: `${'赵钱孙李'[number % 4]}${String.fromCharCode(0x4e00 + (number % 5_000))}`,
    phone: `199${String(10_000_000 + number)}`,
    city: '杭州市',
  }
}

const leadOf = ({ name, phone, city }: { name: string; phone: string; city: string }) =>
  JSON.stringify({
    source: 'website',
    brand: '环路',
    series: '越岭',
    person: { name, phone, division: city },
    horizon: 'month',
    consents: [{ purpose: 'sales', recipient: 'dealer', granted: true, evidence: 'bench' }],
  })

/** Known people with a digit of their number wrong, one request after another. */
async function arrive(address: string, customers: number, seed: number): Promise<number[]> {
  const roll = dice(seed)
  const took: number[] = []
  for (let at = 0; at < arrivals; at++) {
    const body = leadOf(again(person(Math.floor(roll() * customers), roll)))
    took.push(
      await milliseconds(async () => {
        const answer = await fetch(`${address}/api/leads`, { method: 'POST', headers, body })
        if (answer.status !== 201) throw new Error(`lead: ${answer.status} ${await answer.text()}`)
        await answer.arrayBuffer()
      }),
    )
  }
  return took
}
