import { valueProblems } from '../../../../contract/value.ts'
import { dayIn } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { Refused } from '../../../kernel/errors.ts'
import { defineJob } from '../../../kernel/jobs/definition.ts'
import { enqueue } from '../../../kernel/jobs/jobs.ts'
import { unlessStopped } from '../../../kernel/threads.ts'
import { askQuestion } from '../door.ts'
import { refreshFacts } from '../facts/refresh.ts'
import { lapseSpells } from '../questions/lapse-spells/question.ts'
import { worth } from '../questions/worth/question.ts'
import { expectInThread, learnLapseInThread } from './fitting.ts'
import { pastOf } from './future.ts'
import { judgeWorth } from './judge.ts'
import { beginValuation, endValuation, keepVerdicts } from './keep.ts'
import { foretell } from './lapse.ts'
import { currentRule } from './rule.ts'

const batch = 5_000
/** Head office's day; the night is over in all of China. */
const zone = 'Asia/Shanghai'

/**
 * After the matching of the night: everybody who ever bought is judged beside all the others and the verdicts go back
 * to the customers. Killed and run again it begins anew; what stood before stays until its row is written over.
 */
export const valueJob = defineJob<Record<string, never>>({
  queue: 'insights.value',
  title: () => ({ zh: '评定客户价值', en: 'Value the customers' }),
  cron: '47 20 * * *',
  run: async (job) => {
    const everybody = await job.transact(readEverybody).catch((error) => {
      // Without ClickHouse the verdicts of the last night stand.
      if (error instanceof Refused && error.refusal.status === 503) return null
      throw error
    })
    if (!everybody) return { away: true }
    const { to, number: ruleNumber, rule, rows, past, now } = everybody
    const watch = { shouldStop: () => job.shouldStop() }
    const numbers = pastOf(rows, rule)
    const future = numbers && (await unlessStopped(expectInThread(numbers, watch)))
    const lapse = await unlessStopped(learnLapseInThread(past, rule.lapseDays, watch))
    if (future === 'stopped' || lapse === 'stopped') return
    const present = new Map(now.map((one) => [one.customerId, one]))
    const verdicts = judgeWorth(rows, rule, future).verdicts.map((one) => ({
      ...one,
      ...foretell(lapse, present.get(one.id), rule.lapseDays),
    }))
    const valuation = await job.transact((ctx) =>
      beginValuation(ctx, to, { rule, ruleNumber, future, lapse, customers: verdicts.length }),
    )
    for (let at = 0; at < verdicts.length; at += batch) {
      if (await job.shouldStop()) return
      await job.transact((ctx) => keepVerdicts(ctx, valuation, verdicts.slice(at, at + batch)))
      await job.progress(Math.min(at + batch, verdicts.length), verdicts.length)
    }
    await job.transact((ctx) => endValuation(ctx, valuation))
    return { customers: verdicts.length, foretold: future !== null, lapse: lapse !== null }
  },
})

/** By the rule as it stands when the valuation begins. */
async function readEverybody(ctx: Ctx) {
  await refreshFacts(ctx)
  const { number, rule } = await currentRule(ctx)
  const to = dayIn(ctx.now, zone)
  const window = { from: monthsBefore(to, rule.windowMonths), to, asOf: ctx.now }
  const spells = (current: boolean) =>
    askQuestion(ctx, lapseSpells, window, {
      ...lapseSpells.example,
      window_days: rule.lapseDays,
      current,
    })
  const rows = await askQuestion(ctx, worth, window, {})
  return { to, number, rule, rows, past: await spells(false), now: await spells(true) }
}

/** The job runs as whoever asks; half of the customers would be judged beside half of the others. */
export async function startValuation(ctx: Ctx): Promise<{ jobId: string }> {
  if (ctx.scope.kind !== 'carmaker') throw new Refused(valueProblems.wholeNetwork)
  return { jobId: await enqueue(ctx, valueJob, {}) }
}

/** The same day of an earlier month, or its last day. */
export function monthsBefore(day: string, months: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  const last = new Date(Date.UTC(year, month - months, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 - months, Math.min(date, last))).toISOString().slice(0, 10)
}
