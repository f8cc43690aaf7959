// npm run crash: pulls the plug at random moments while leads and imports arrive; nothing acknowledged may be lost.
import { parseArgs } from 'node:util'
import { crash } from '../bench/crash/crash.ts'

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '100' },
    seed: { type: 'string', default: '7' },
    help: { type: 'boolean' },
  },
})
if (values.help) {
  console.log(`npm run crash -- [--rounds 100] [--seed 7]

Starts Ringroad on a durable data folder, sends leads and imports, and kills -9 the server or PostgreSQL at a random
moment, round after round. After each: every acknowledged lead is there once, what was not acknowledged may be sent
again, the import goes on where it was. Ends with 0 only when every round held.`)
  process.exit(0)
}
process.exit((await crash({ rounds: Number(values.rounds), seed: Number(values.seed) })) ? 0 : 1)
