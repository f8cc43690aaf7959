import type { Words } from '../../../../contract/endpoint.ts'
import type { PropensityKind } from '../../../../contract/propensity.ts'
import { dayIn } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { askQuestion } from '../door.ts'
import type { Table } from '../models/propensity/columns.ts'
import { type Arrival, arrivals } from '../questions/arrivals/question.ts'
import { owners } from '../questions/owners/question.ts'
import { arrivalFeatures, type Feature, ownerFeatures, tableOf, valueWords } from './features.ts'

/** Rows whose outcome is known, and the day each became known to the house. */
export type Sample = { table: Table; outcome: Uint8Array; on: string[] }
/** Rows as they are now: everybody for the drift, and those worth a score. */
export type Living = {
  everybody: Table
  ids: string[]
  table: Table
  valueOf(row: number, feature: string): Words | null
}
export type Kind = {
  title: Words
  definition: Words
  horizonDays: number
  subject: 'lead' | 'customer'
  features: readonly Pick<Feature<never>, 'name' | 'title' | 'words' | 'averaged'>[]
  sample(ctx: Ctx): Promise<Sample>
  living(ctx: Ctx): Promise<Living>
}

export const saleDays = 60
export const answerDays = 30
export const yearDays = 365
/** A model learns from at most so many rows, the latest; training is one long breath of the process. */
const mostRows = 100_000
const historyDays = 1_095

const dayMs = 86_400_000
const zone = 'Asia/Shanghai'
export const daysBefore = (now: Date, days: number): string =>
  dayIn(new Date(now.getTime() - days * dayMs), zone)

const leadsBetween = (ctx: Ctx, from: number, to: number): Promise<Arrival[]> =>
  askQuestion(
    ctx,
    arrivals,
    { from: daysBefore(ctx.now, from), to: daysBefore(ctx.now, to), asOf: ctx.now },
    { sale_days: saleDays, answer_days: answerDays, limit: mostRows },
  )
/** A lead that was sent, and was not made afterwards by the order it led to. */
const isEnquiry = (row: Arrival) => row.sentAfterHours !== null && !row.bornSold
/** What an enquiry after the dispatch added cannot be told from what was said at first: such leads teach nothing. */
const teaches = (row: Arrival) => isEnquiry(row) && !row.saidMore

const sampleOf = <R>(
  features: readonly Feature<R>[],
  rows: readonly R[],
  did: (row: R) => boolean,
  on: (row: R) => string,
): Sample => ({
  table: tableOf(features, rows),
  outcome: Uint8Array.from(rows, (row) => (did(row) ? 1 : 0)),
  on: rows.map(on),
})
function livingOf<R extends { id: string }>(
  features: readonly Feature<R>[],
  everybody: readonly R[],
  scored: (row: R) => boolean,
): Living {
  const rows = everybody.filter(scored)
  const byName = new Map(features.map((feature) => [feature.name, feature]))
  return {
    everybody: tableOf(features, everybody),
    ids: rows.map(({ id }) => id),
    table: tableOf(features, rows),
    valueOf: (row, feature) => valueWords(byName.get(feature)!, rows[row]!),
  }
}

const leadToSale: Kind = {
  title: { zh: '线索成交', en: 'Lead to sale' },
  definition: {
    zh: `已派发的线索在到达后 ${saleDays} 天内订车的概率；只用到达与首次派发时已知的内容。到达时即打分；尚未派发的，按现在派给一家普通经销商计`,
    en: `The chance that a dispatched lead orders within ${saleDays} days of arrival, from what is known on arrival and at the first dispatch alone. Scored as it arrives; one not sent yet, as if it were sent now, to an average dealer`,
  },
  horizonDays: saleDays,
  subject: 'lead',
  features: arrivalFeatures,
  async sample(ctx) {
    const rows = (await leadsBetween(ctx, historyDays, saleDays + 1)).filter(teaches)
    return sampleOf(
      arrivalFeatures,
      rows,
      (row) => row.sold,
      (row) => row.on,
    )
  },
  async living(ctx) {
    const rows = (await leadsBetween(ctx, saleDays, 0)).filter((row) => !row.bornSold)
    const sent = rows.map((row) => ({ ...row, sentAfterHours: row.sentAfterHours ?? row.waitedHours }))
    return {
      ...livingOf(arrivalFeatures, sent, (row) => row.open),
      everybody: tableOf(arrivalFeatures, rows.filter(isEnquiry)),
    }
  },
}

const response: Kind = {
  title: { zh: '联系后到店', en: 'Response' },
  definition: {
    zh: `线索首次联系后 ${answerDays} 天内到店或试驾的概率；联系前已在店里的不算`,
    en: `The chance that a lead visits or test drives within ${answerDays} days of the first contact; who stood in the showroom before is left out`,
  },
  horizonDays: answerDays,
  subject: 'lead',
  features: arrivalFeatures,
  async sample(ctx) {
    const until = daysBefore(ctx.now, answerDays + 1)
    const rows = (await leadsBetween(ctx, historyDays, answerDays + 1)).filter(
      (row) => teaches(row) && row.contactedOn !== null && row.contactedOn <= until && !row.cameBefore,
    )
    return sampleOf(
      arrivalFeatures,
      rows,
      (row) => row.answered,
      (row) => row.contactedOn!,
    )
  },
  async living(ctx) {
    const rows = (await leadsBetween(ctx, saleDays, 0)).filter(isEnquiry)
    return livingOf(arrivalFeatures, rows, (row) => row.open && !row.came)
  },
}

const ownersOn = (ctx: Ctx, days: number, limit: number) => {
  const today = daysBefore(ctx.now, 0)
  return askQuestion(
    ctx,
    owners,
    { from: today, to: today, asOf: ctx.now },
    { snapshot: daysBefore(ctx.now, days), within_days: yearDays, limit },
  )
}
const repurchase: Kind = {
  title: { zh: '再购', en: 'Repurchase' },
  definition: {
    zh: '车主在 12 个月内再提一辆车的概率；用两年前与一年前两个时点的车主各看一年，先后两段互不重叠',
    en: 'The chance that an owner is delivered another car within 12 months, learned from the owners of two years ago and judged on those of one year ago; the two years do not overlap',
  },
  horizonDays: yearDays,
  subject: 'customer',
  features: ownerFeatures,
  async sample(ctx) {
    const [earlier, later] = [2 * yearDays, yearDays]
    const rows = [
      ...(await ownersOn(ctx, earlier, mostRows / 2)).map((row) => ({
        ...row,
        on: daysBefore(ctx.now, earlier),
      })),
      ...(await ownersOn(ctx, later, mostRows / 2)).map((row) => ({
        ...row,
        on: daysBefore(ctx.now, later),
      })),
    ]
    return sampleOf(
      ownerFeatures,
      rows,
      (row) => row.again,
      (row) => row.on,
    )
  },
  async living(ctx) {
    return livingOf(ownerFeatures, await ownersOn(ctx, 0, 5_000_000), () => true)
  },
}

export const kinds: Readonly<Record<PropensityKind, Kind>> = {
  'lead-to-sale': leadToSale,
  repurchase,
  response,
}
