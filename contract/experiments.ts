import { z } from 'zod'
import { day, endpoint, id, instant, page, pageQuery, text } from './endpoint.ts'
import type { Refusal } from './problem.ts'
import { valueClasses, valueStages } from './value.ts'

/** Who is drawn: customers who bought, customers with an open lead, or dealers. */
export const experimentUnits = ['owners', 'enquirers', 'dealers'] as const
export type ExperimentUnit = (typeof experimentUnits)[number]

const audience = z.strictObject({
  regionIds: z.array(id).max(200).default([]),
  dealerIds: z.array(id).max(1000).default([]),
  seriesIds: z.array(id).max(200).default([]),
  /** Of owners only. */
  valueClasses: z.array(z.enum(valueClasses)).max(valueClasses.length).default([]),
  stages: z.array(z.enum(valueStages)).max(valueStages.length).default([]),
})
export type ExperimentAudience = z.infer<typeof audience>

const body = z.strictObject({
  name: text(80),
  brandId: id,
  campaignId: id.nullable().default(null),
  unit: z.enum(experimentUnits),
  startsOn: day,
  endsOn: day,
  audience,
  /** Left out by lot, 0 to 1. */
  heldOutShare: z.number().min(0.01).max(0.9),
  /** The lot; drawn when left out, and kept, so that it can be drawn again. */
  seed: z.int().min(0).max(2_147_483_647).optional(),
})
export type NewExperiment = z.output<typeof body>

const experiment = z.object({
  id,
  name: z.string(),
  brandId: id,
  campaignId: id.nullable(),
  unit: z.enum(experimentUnits),
  startsOn: day,
  endsOn: day,
  audience,
  heldOutShare: z.number(),
  seed: z.int(),
  treated: z.int(),
  heldOut: z.int(),
  createdAt: instant,
})
export type Experiment = z.infer<typeof experiment>

export const listExperiments = endpoint({
  method: 'GET',
  path: '/api/insights/experiments',
  summary: { zh: '留出实验', en: 'Experiments with a hold-out' },
  query: z.strictObject(pageQuery),
  reply: page(experiment),
})

export const createExperiment = endpoint({
  method: 'POST',
  path: '/api/insights/experiments',
  summary: {
    zh: '按人群抽签分出投放组与留出组',
    en: 'Draw lots over an audience: who gets the campaign and who is held out',
  },
  body,
  reply: experiment,
  status: 201,
})

export const experimentProblems = {
  backwards: { status: 422, zh: '实验结束早于开始', en: 'The experiment would end before it starts' },
  begun: {
    status: 422,
    zh: '实验从 {today} 或之后开始：先抽签，再投放',
    en: 'An experiment starts on {today} or later: lots are drawn before the campaign runs',
  },
  tooFew: {
    status: 422,
    zh: '人群只有 {found}；两组各至少要有 {needed}，请放宽人群',
    en: 'The audience has {found}; each arm needs {needed} or more. Widen the audience',
  },
  tooMany: {
    status: 422,
    zh: '人群超过 {most}；请缩小范围',
    en: 'The audience is over {most}; narrow it',
  },
} satisfies Record<string, Refusal>
