import { z } from 'zod'
import { profileNames } from './customer-profile.ts'
import { endpoint, id, idParams, instant, text } from './endpoint.ts'
import type { Refusal } from './problem.ts'

/** The fields of the golden record, each won by itself. */
export const goldenNames = [
  'name',
  'salutation',
  'sex',
  'birthOn',
  'phone',
  'email',
  'residentId',
  'creditCode',
  'company',
  'divisionCode',
  'address',
  'preferredChannel',
  'preferredHours',
  ...profileNames,
] as const
export type GoldenName = (typeof goldenNames)[number]
export const survivorshipCriteria = ['verified', 'trust', 'complete', 'recent', 'longest'] as const
export type SurvivorshipCriterion = (typeof survivorshipCriteria)[number]
const goldenName = z.enum(goldenNames)

/** How a value is known: somebody made sure, the ID number says it, or it was merely said. */
export const credibilities = ['verified', 'id-number', 'stated'] as const

const statement = z.object({
  recordId: id,
  source: z.string(),
  /** Contact details masked, whoever asks; empty when the record made the field empty. */
  value: z.string().nullable(),
  at: instant,
  credibility: z.enum(credibilities),
  by: z.string().nullable(),
  /** Says what the golden record says. */
  wins: z.boolean(),
})
export type Statement = z.infer<typeof statement>
export const readStatements = endpoint({
  method: 'GET',
  path: '/api/customers/:id/statements',
  summary: { zh: '各来源记录说了什么，按优先顺序', en: 'What each source record said, best first' },
  params: idParams,
  reply: z.object({
    version: z.int(),
    fields: z.array(
      z.object({
        field: goldenName,
        /** What decided: the criteria in their order. */
        criteria: z.array(z.enum(survivorshipCriteria)),
        pick: z.object({ by: z.string(), at: instant, reason: z.string().nullable() }).nullable(),
        /** The value came through a dealer the reader does not see. */
        elsewhere: z.boolean(),
        statements: z.array(statement),
      }),
    ),
  }),
})
export const pickStatement = endpoint({
  method: 'POST',
  path: '/api/customers/:id/picks',
  summary: { zh: '手动选用一条来源记录的值', en: 'Take the value of one source record by hand' },
  params: idParams,
  body: z.strictObject({ field: goldenName, recordId: id, reason: text(200).optional() }),
  reply: z.object({ changed: z.boolean() }),
})
export const dropPick = endpoint({
  method: 'DELETE',
  path: '/api/customers/:id/picks/:field',
  summary: { zh: '取消手选，按规则取值', en: 'Drop a pick: the rule decides again' },
  params: z.object({ id, field: goldenName }),
  reply: z.object({ changed: z.boolean() }),
})

const criterionList = z.array(z.enum(survivorshipCriteria)).min(1).max(survivorshipCriteria.length)
export const survivorshipRules = z.strictObject({
  /** The first criterion that tells two values apart decides; the latest decides what is left. */
  fields: z.strictObject({
    name: criterionList,
    salutation: criterionList,
    sex: criterionList,
    birthOn: criterionList,
    phone: criterionList,
    email: criterionList,
    residentId: criterionList,
    creditCode: criterionList,
    company: criterionList,
    divisionCode: criterionList,
    address: criterionList,
    preferredChannel: criterionList,
    preferredHours: criterionList,
    marital: criterionList,
    children: criterionList,
    education: criterionList,
    income: criterionList,
    occupation: criterionList,
    interests: criterionList,
  }),
  /** Source -> 0 to 100; a source that is not named has 50. */
  trust: z.record(z.string().min(1).max(60), z.int().min(0).max(100)),
})
export type SurvivorshipRules = z.infer<typeof survivorshipRules>

const ruled = z.object({
  /** Null: the whole network. A brand's own rules count for people only this brand deals with. */
  brandId: id.nullable(),
  brandName: z.string().nullable(),
  /** 0: never saved, the rules everybody starts with. */
  number: z.int(),
  version: z.int(),
  updatedAt: instant,
  rules: survivorshipRules,
})
export const listSurvivorship = endpoint({
  method: 'GET',
  path: '/api/customers/survivorship',
  summary: { zh: '金记录取值规则', en: 'How fields of the golden record are won' },
  reply: z.object({ items: z.array(ruled) }),
})
const brandParam = z.union([z.literal('network'), id])
export const saveSurvivorship = endpoint({
  method: 'PUT',
  path: '/api/customers/survivorship/:brand',
  summary: {
    zh: '保存取值规则，并重算金记录（任务）',
    en: 'Save the rules and compose the golden records anew (a job)',
  },
  params: z.object({ brand: brandParam }),
  body: z.strictObject({ rules: survivorshipRules, version: z.int() }),
  reply: ruled.extend({ jobId: id }),
})
export const listSurvivorshipVersions = endpoint({
  method: 'GET',
  path: '/api/customers/survivorship/:brand/versions',
  summary: {
    zh: '取值规则的历次版本（最近 50 个）',
    en: 'Versions of the survivorship rules, the latest 50',
  },
  params: z.object({ brand: brandParam }),
  reply: z.object({
    items: z.array(z.object({ number: z.int(), at: instant, by: z.string(), rules: survivorshipRules })),
  }),
})
export const previewSurvivorship = endpoint({
  method: 'POST',
  path: '/api/customers/survivorship/:brand/preview',
  summary: {
    zh: '规则会改变什么（至多看 2,000 位客户）',
    en: 'What the rules would change, among at most 2,000 customers',
  },
  params: z.object({ brand: brandParam }),
  body: z.strictObject({ rules: survivorshipRules }),
  reply: z.object({
    /** Customers with more than one record that were looked at; `all`: there are no more. */
    looked: z.int(),
    all: z.boolean(),
    customers: z.int(),
    fields: z.int(),
    byField: z.array(z.object({ field: goldenName, count: z.int() })),
    examples: z.array(
      z.object({
        customerId: id,
        name: z.string(),
        field: goldenName,
        before: z.string().nullable(),
        after: z.string().nullable(),
      }),
    ),
  }),
})
export const countRecomposition = endpoint({
  method: 'POST',
  path: '/api/customers/survivorship/:brand/recompositions',
  summary: {
    zh: '全量试算（任务）：会改变多少客户的多少字段',
    en: 'Count over everybody (a job): how many fields of how many customers would change',
  },
  params: z.object({ brand: brandParam }),
  body: z.strictObject({ rules: survivorshipRules }),
  reply: z.object({ jobId: id }),
  status: 202,
})

export const survivorshipProblems = {
  notSaid: {
    status: 422,
    zh: '这条来源记录没有说这个字段，或不在你的范围内',
    en: 'That record says nothing of the field, or is not within your scope',
  },
  networkByCarmaker: {
    status: 403,
    zh: '全网规则只能由总部修改；请改本品牌的规则',
    en: 'Only head office changes the rules of the whole network; change your brand’s own',
  },
} satisfies Record<string, Refusal>
