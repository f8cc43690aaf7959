import { z } from 'zod'
import { educations, maritals } from './customer-profile.ts'
import { contactChannels, customerKinds, lifecycleStages, sexes } from './customers.ts'
import { day, endpoint, id, idParams, instant, page, pageQuery, text } from './endpoint.ts'
import type { Refusal } from './problem.ts'
import { chanceBands, type PropensityKind, propensityKinds } from './propensity.ts'
import { abcClasses, lapseBands, mostBins, valueClasses, valueStages } from './value.ts'

/*
 * An audience is a rule and the customers it found when it was last taken. Everybody reads of it only the customers they
 * may see; boards, lists and the seven analyses narrow to it.
 */

export const spendLines = ['all', 'vehicle', 'service', 'accessories'] as const
export const audienceLimits = { own: 100, counted: 10_000, members: 500_000, takings: 60 } as const

const some = <T extends z.ZodType>(item: T, most = 50) => z.array(item).min(1).max(most).optional()
/** Both ends belong to it; one of them may be left open. */
const range = (least: number, most: number, whole = true) => {
  const bound = (whole ? z.int() : z.number()).min(least).max(most).optional()
  return z
    .strictObject({ from: bound, to: bound })
    .refine(({ from, to }) => (from ?? to) !== undefined && (from ?? least) <= (to ?? most))
    .optional()
}
const mostDays = 36_500
const mostFen = 100_000_000_000_000
const bands = some(z.enum(chanceBands), chanceBands.length)
const chances = Object.fromEntries(propensityKinds.map((kind) => [kind, bands])) as Record<
  PropensityKind,
  typeof bands
>

/** What is named must hold, all of it; of several values one is enough. What is not known of a customer does not hold. */
export const audienceCriteria = z.strictObject({
  valueClass: some(z.enum(valueClasses)),
  abc: some(z.enum(abcClasses)),
  valueStage: some(z.enum(valueStages)),
  stage: some(z.enum(lifecycleStages)),
  recency: range(1, mostBins),
  frequency: range(1, mostBins),
  monetary: range(1, mostBins),
  lapse: some(z.enum(lapseBands)),
  /** The chance, 0 to 1, that they are still a customer. */
  alive: range(0, 1, false),
  expectedVisits: range(0, 1_000, false),
  /** Money: head office and the brand only. */
  expectedFen: range(0, mostFen),
  chance: z.strictObject(chances).optional(),
  /** Costs more than it brings. */
  atLoss: z.literal(true).optional(),
  /** Days since they complained to the contact centre. */
  complainedDays: range(0, mostDays),
  brand: some(id, 200),
  region: some(id, 200),
  dealer: some(id, 1_000),
  /** Provinces, cities and areas by code of 2, 4 or 6 digits. */
  division: some(z.string().regex(/^\d{2}(\d{2}){0,2}$/), 200),
  series: some(id, 200),
  /** Months since the car was sold. */
  vehicleMonths: range(0, 1_200),
  /** Days since the last visit to a workshop; who never came has none. */
  visitDays: range(0, mostDays),
  /** What they paid within so many days, where the owner of the audience may look. */
  spend: z
    .strictObject({
      days: z.int().min(1).max(mostDays),
      line: z.enum(spendLines).default('all'),
      fen: range(0, mostFen).unwrap(),
    })
    .optional(),
  kind: some(z.enum(customerKinds)),
  sex: some(z.enum(sexes)),
  age: range(0, 130),
  marital: some(z.enum(maritals)),
  education: some(z.enum(educations)),
  preferredChannel: some(z.enum(contactChannels)),
  /** Words of which one stands in what they like to do. */
  interests: some(text(30), 20),
  /** Neither deceased nor asked to be left alone. */
  contactable: z.literal(true).optional(),
})
export type AudienceCriteria = z.output<typeof audienceCriteria>
export type CriterionKey = keyof AudienceCriteria

const taking = z.object({
  number: z.int(),
  at: instant,
  size: z.int(),
  joined: z.int(),
  gone: z.int(),
  /** The rule was changed since the taking before. */
  newRule: z.boolean(),
})
export type AudienceTaking = z.infer<typeof taking>

const audience = z.object({
  id,
  name: z.string(),
  note: z.string().nullable(),
  criteria: audienceCriteria,
  shared: z.boolean(),
  mine: z.boolean(),
  /** To be given back when it is changed; null for another's. */
  version: z.int().nullable(),
  /** The latest taking; null before the first. Its counts are over whom the owner sees: null for readers who see less. */
  taken: z
    .object({
      number: z.int(),
      at: instant,
      size: z.int().nullable(),
      joined: z.int().nullable(),
      gone: z.int().nullable(),
    })
    .nullable(),
  /** The rule was changed and not taken since. */
  stale: z.boolean(),
  /** A taking that runs; only for its owner. */
  jobId: id.nullable(),
  updatedAt: instant,
})
export type Audience = z.infer<typeof audience>

export const listAudiences = endpoint({
  method: 'GET',
  path: '/api/insights/audiences',
  summary: { zh: '客群：自己的与共享的', en: 'Audiences: own ones and those shared' },
  query: z.strictObject(pageQuery),
  reply: page(audience),
})
const whole = audience.extend({
  /** The latest first; only for its owner and for head office. */
  takings: z.array(taking),
})
export const readAudience = endpoint({
  method: 'GET',
  path: '/api/insights/audiences/:id',
  summary: { zh: '一个客群及其历次更新', en: 'One audience and its takings' },
  params: idParams,
  reply: whole,
})
const body = {
  name: text(60),
  note: text(200).optional(),
  criteria: audienceCriteria,
  shared: z.boolean().default(false),
}
export const createAudience = endpoint({
  method: 'POST',
  path: '/api/insights/audiences',
  summary: {
    zh: '新建客群并立即更新成员；共享需要 admin.views',
    en: 'Make an audience and take its members; sharing it needs admin.views',
  },
  body: z.strictObject(body),
  reply: audience,
  status: 201,
})
export const editAudience = endpoint({
  method: 'PUT',
  path: '/api/insights/audiences/:id',
  summary: {
    zh: '修改自己的客群；条件变了就重新更新成员',
    en: 'Change one’s own audience; a changed rule is taken anew',
  },
  params: idParams,
  body: z.strictObject({ version: z.int(), ...body }),
  reply: audience,
})
export const removeAudience = endpoint({
  method: 'DELETE',
  path: '/api/insights/audiences/:id',
  summary: { zh: '删除自己的客群', en: 'Delete one’s own audience' },
  params: idParams,
})
export const previewAudience = endpoint({
  method: 'POST',
  path: '/api/insights/audiences/preview',
  summary: { zh: '按条件预估人数', en: 'How many customers a rule finds' },
  body: z.strictObject({ criteria: audienceCriteria }),
  /** Counted up to `audienceLimits.counted`; `more` when there are more. */
  reply: z.object({ count: z.int(), more: z.boolean() }),
})
export const refreshAudience = endpoint({
  method: 'POST',
  path: '/api/insights/audiences/:id/taking',
  summary: { zh: '立即更新自己客群的成员', en: 'Take the members of one’s own audience now' },
  params: idParams,
  status: 202,
  reply: z.object({ jobId: id }),
})

const member = z.object({
  id,
  name: z.string(),
  /** Masked, as in every list. */
  phone: z.string().nullable(),
  valueClass: z.enum(valueClasses).nullable(),
  valueStage: z.enum(valueStages).nullable(),
  sinceAt: instant,
  sinceTaking: z.int(),
})
export type AudienceMember = z.infer<typeof member>
export const listAudienceMembers = endpoint({
  method: 'GET',
  path: '/api/insights/audiences/:id/members',
  summary: { zh: '客群成员，新加入的在前', en: 'The members of an audience, who joined last first' },
  params: idParams,
  query: z.strictObject(pageQuery),
  reply: page(member),
})
export const exportAudience = endpoint({
  method: 'GET',
  path: '/api/insights/audiences/:id/export',
  summary: { zh: '导出客群成员 CSV，记入审计', en: 'Export the members as CSV, audited' },
  params: idParams,
  query: z.strictObject({ reason_for_export: text(200) }),
  produces: 'text/csv',
})
export const listAudiencesOf = endpoint({
  method: 'GET',
  path: '/api/insights/customers/:id/audiences',
  summary: { zh: '一位客户在哪些客群里', en: 'Which audiences a customer is in' },
  params: idParams,
  reply: z.object({
    items: z.array(z.object({ id, name: z.string(), sinceAt: instant, takenOn: day, taking: z.int() })),
  }),
})

export const audienceProblems = {
  noCriteria: {
    status: 422,
    zh: '请至少选一个条件，否则就是全部客户',
    en: 'Choose at least one condition; without any it is every customer',
  },
  tooManyAudiences: { status: 409, zh: '每人最多 {most} 个客群', en: 'At most {most} audiences each' },
  tooManyMembers: {
    status: 422,
    zh: '条件选出的客户超过 {most} 位，请收窄',
    en: 'The rule finds more than {most} customers; narrow it',
  },
  notYours: {
    status: 422,
    zh: '没有这个客群，或没有共享给你：{id}',
    en: 'No such audience, or none that is shared with you: {id}',
  },
} satisfies Record<string, Refusal>
