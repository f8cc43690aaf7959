import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import {
  attribute,
  attributionMethods,
} from '../../server/domains/insights/models/attribution/attribution.ts'
import type { TouchPaths } from '../../server/domains/insights/models/attribution/paths.ts'
import { seeded } from '../../server/domains/insights/models/numbers/random.ts'

// Attribution over paths that nobody has collapsed, and the same paths as a file for the peer (attribution.py):
// node bench/insights/attribution.ts --paths=1000000 --seed=7 [--out=paths.csv]

const names = [
  'search',
  'wechat',
  'douyin',
  'autohome',
  'bitauto',
  'weibo',
  'mail',
  'sms',
  'call',
  'show',
  'store',
  'web',
]

/** Journeys of 1 to 40 touches that like to stay on a channel; 3 in 100 buy, more often after a call or a visit. */
function journeys(count: number, seed: number): TouchPaths {
  const random = seeded(seed)
  const starts = new Uint32Array(count + 1)
  let touches = new Uint8Array(count * 5)
  const conversions = new Float64Array(count)
  const nulls = new Float64Array(count)
  const revenueFen = new Float64Array(count)
  let at = 0
  for (let path = 0; path < count; path++) {
    let channel = Math.floor(12 * random() ** 2)
    let warm = 0
    for (let length = 1; ; length++) {
      if (at === touches.length) {
        const more = new Uint8Array(touches.length * 2)
        more.set(touches)
        touches = more
      }
      touches[at++] = channel
      warm += channel >= 8 ? 0.02 : 0.002
      if (length === 40 || random() < 0.25) break
      if (random() < 0.6) channel = Math.floor(12 * random() ** 1.5)
    }
    starts[path + 1] = at
    const bought = random() < warm
    conversions[path] = bought ? 1 : 0
    nulls[path] = bought ? 0 : 1
    revenueFen[path] = bought ? 8_000_000 + Math.floor(random() * 30_000_000) : 0
  }
  return { channels: names, starts, touches: touches.subarray(0, at), conversions, nulls, revenueFen }
}

async function write(paths: TouchPaths, file: string) {
  const out = createWriteStream(file)
  out.write('path,conversions,nulls,value\n')
  let lines: string[] = []
  for (let path = 0; path + 1 < paths.starts.length; path++) {
    const touched = Array.from(
      paths.touches.subarray(paths.starts[path], paths.starts[path + 1]),
      (one) => names[one],
    )
    lines.push(
      `${touched.join('>')},${paths.conversions[path]},${paths.nulls[path]},${paths.revenueFen[path]! / 100}`,
    )
    if (lines.length === 50_000) {
      if (!out.write(`${lines.join('\n')}\n`)) await once(out, 'drain')
      lines = []
    }
  }
  out.end(lines.length > 0 ? `${lines.join('\n')}\n` : '')
  await once(out, 'finish')
}

const { values } = parseArgs({
  options: {
    paths: { type: 'string', default: '1000000' },
    seed: { type: 'string', default: '7' },
    out: { type: 'string' },
  },
})
const paths = journeys(Number(values.paths), Number(values.seed))
if (values.out) await write(paths, values.out)
const seconds: Record<string, number> = {}
const shares: Record<string, number> = {}
for (const [name, method] of Object.entries({
  ...attributionMethods,
  markov2: { method: 'markov', order: 2 } as const,
})) {
  const began = performance.now()
  const { credits, untouched, bookedFen } = attribute(paths, method)
  seconds[name] = Math.round(performance.now() - began) / 1000
  const sum = credits.reduce((total, { revenueFen }) => total + revenueFen, untouched.revenueFen)
  if (sum !== bookedFen) throw new Error(`${name} attributed ${sum} of ${bookedFen} fen`)
  if (name === 'markov')
    for (const { channel, conversions } of credits) shares[channel] = Math.round(conversions * 10) / 10
}
const peakMiB = Math.round(process.resourceUsage().maxRSS / 1024)
console.log(
  JSON.stringify(
    {
      paths: paths.conversions.length,
      touches: paths.touches.length,
      loadAverage: loadavg(),
      seconds,
      peakMiB,
      shares,
    },
    null,
    1,
  ),
)
