// npm run crash: pulls the plug at random moments while leads and imports arrive; nothing acknowledged may be lost.
import { parseArgs } from 'node:util'
import { crash } from '../bench/crash/crash.ts'
import { crashMatching } from '../bench/crash/matching.ts'

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '100' },
    seed: { type: 'string', default: '7' },
    matching: { type: 'string' },
    kills: { type: 'string', default: '12' },
    help: { type: 'boolean' },
  },
})
if (values.help) {
  console.log(`npm run crash -- [--rounds 100] [--seed 7]
npm run crash -- --matching 1000000 [--kills 12] [--seed 7]

Starts Ringroad on a durable data folder, sends leads and imports, and kills -9 the server or PostgreSQL at a random
moment, round after round. After each: every acknowledged lead is there once, what was not acknowledged may be sent
again, the import goes on where it was. Ends with 0 only when every round held.

With --matching a file of so many rows is imported and matched twice, once with kill -9 of the server at random moments;
both must end with the same customers, links and questions.`)
  process.exit(0)
}
if (values.matching) {
  const [customers, kills, seed] = [values.matching, values.kills, values.seed].map(Number) as [
    number,
    number,
    number,
  ]
  process.exit((await crashMatching({ customers, kills, seed })) ? 0 : 1)
}
process.exit((await crash({ rounds: Number(values.rounds), seed: Number(values.seed) })) ? 0 : 1)
