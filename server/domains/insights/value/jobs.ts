import { valueProblems } from '../../../../contract/value.ts'
import { dayIn } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { Refused } from '../../../kernel/errors.ts'
import { defineJob } from '../../../kernel/jobs/definition.ts'
import { enqueue } from '../../../kernel/jobs/jobs.ts'
import { askQuestion } from '../door.ts'
import { refreshFacts } from '../facts/refresh.ts'
import { lapseSpells } from '../questions/lapse-spells/question.ts'
import { worth } from '../questions/worth/question.ts'
import { judgeWorth } from './judge.ts'
import { beginValuation, endValuation, keepVerdicts } from './keep.ts'
import { foretell, learnLapse } from './lapse.ts'
import { usualRule } from './rule.ts'

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
    const everybody = await job
      .transact(async (ctx) => {
        await refreshFacts(ctx)
        const to = dayIn(ctx.now, zone)
        const window = { from: monthsBefore(to, usualRule.windowMonths), to, asOf: ctx.now }
        const spells = (current: boolean) =>
          askQuestion(ctx, lapseSpells, window, {
            ...lapseSpells.example,
            window_days: usualRule.lapseDays,
            current,
          })
        return {
          to,
          rows: await askQuestion(ctx, worth, window, {}),
          past: await spells(false),
          now: await spells(true),
        }
      })
      .catch((error) => {
        // Without ClickHouse the verdicts of the last night stand.
        if (error instanceof Refused && error.refusal.status === 503) return null
        throw error
      })
    if (!everybody) return { away: true }
    const { verdicts: judged, future } = judgeWorth(everybody.rows, usualRule)
    const lapse = learnLapse(everybody.past, usualRule.lapseDays)
    const present = new Map(everybody.now.map((one) => [one.customerId, one]))
    const verdicts = judged.map((one) => ({
      ...one,
      ...foretell(lapse, present.get(one.id), usualRule.lapseDays),
    }))
    const valuation = await job.transact((ctx) =>
      beginValuation(ctx, everybody.to, { rule: usualRule, future, lapse, customers: verdicts.length }),
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
