import { z } from 'zod'
import { day, endpoint, id, idParams, instant, page, pageQuery, text, type Words } from './endpoint.ts'

/** Fields that are judged. Their order is stored, bit by bit: new ones go to the end. */
export const judgedFields = [
  'name',
  'phone',
  'divisionCode',
  'address',
  'residentId',
  'creditCode',
  'birthOn',
  'vin',
  'plate',
  'email',
  'sex',
] as const
export type JudgedField = (typeof judgedFields)[number]

/** What a record is asked for, by the step of the process it was written in; without `required`, the form refuses. */
export const processSteps = ['lead', 'dispatch', 'test-drive', 'order', 'delivery', 'file'] as const
export type ProcessStep = (typeof processSteps)[number]
export const stepPolicy: Record<
  ProcessStep,
  { required: readonly JudgedField[]; asked: readonly JudgedField[] }
> = {
  lead: { required: ['name', 'phone'], asked: ['name', 'phone', 'divisionCode'] },
  dispatch: { required: ['name', 'phone', 'divisionCode'], asked: ['name', 'phone', 'divisionCode'] },
  'test-drive': { required: ['name', 'phone'], asked: ['name', 'phone', 'divisionCode'] },
  order: { required: ['name', 'phone'], asked: ['name', 'phone', 'divisionCode', 'residentId'] },
  delivery: {
    required: ['name', 'phone', 'vin'],
    asked: ['name', 'phone', 'divisionCode', 'residentId', 'address', 'vin'],
  },
  file: { required: ['name'], asked: ['name', 'phone', 'divisionCode', 'birthOn', 'residentId'] },
}
export const isRequiredAt = (step: ProcessStep, field: JudgedField): boolean =>
  stepPolicy[step].required.includes(field)

/** The parts of a score and what each weighs. A part that cannot be judged weighs nothing. */
export const partWeights = {
  complete: 20,
  checks: 20,
  verified: 10,
  bounce: 15,
  agrees: 15,
  calls: 20,
} as const
export const partKeys = ['complete', 'checks', 'verified', 'bounce', 'agrees', 'calls'] as const
export type PartKey = (typeof partKeys)[number]

/** What is wrong with a value. */
export const faultWords = {
  invalid: { zh: '格式或位数不对', en: 'Not a valid value' },
  checksum: { zh: '校验码不对', en: 'Wrong check digit' },
  'stop-gap': { zh: '占位号码，如 13800000000', en: 'A stop-gap, such as 13800000000' },
  dealer: { zh: '是经销商自己的电话', en: 'The dealer’s own number' },
  shared: { zh: '六位以上客户共用', en: 'Shared by six customers or more' },
  'against-id': { zh: '与身份证号不符', en: 'Does not agree with the ID number' },
} satisfies Record<string, Words>
export type Fault = keyof typeof faultWords

const part = z.object({
  key: z.enum(partKeys),
  /** 0 to 1; null where there is nothing to judge. */
  value: z.number().nullable(),
  weight: z.number(),
  /** The reason, in the caller's terms: fields and faults. */
  fields: z.array(z.object({ field: z.enum(judgedFields), fault: z.string().nullable() })),
})
export type Part = z.infer<typeof part>

const idCheck = z.object({
  masked: z.string(),
  valid: z.boolean(),
  reason: z.string().nullable(),
  age: z.int().nullable(),
  place: z.string().nullable(),
  birthAgrees: z.boolean().nullable(),
  sexAgrees: z.boolean().nullable(),
  /** Whether they live in the province the number was given out in: many do not, and it is no fault. */
  sameProvince: z.boolean().nullable(),
  /** Other customers of the network with the same number. */
  others: z.int(),
})
const credibility = z.object({
  /** Null until the first record has been judged. */
  score: z.number().nullable(),
  records: z.int(),
  parts: z.array(part),
  at: instant.nullable(),
  idCheck: idCheck.nullable(),
})
export type Credibility = z.infer<typeof credibility>
export const readCredibility = endpoint({
  method: 'GET',
  path: '/api/customers/:id/credibility',
  summary: {
    zh: '客户信息可信度与证件核对',
    en: 'How far what is known of a customer can be believed; ID check',
  },
  params: idParams,
  reply: credibility,
})

export const qualityDimensions = ['source', 'dealer', 'consultant'] as const
export type QualityDimension = (typeof qualityDimensions)[number]
const share = z.object({ n: z.int(), of: z.int() })
const figures = z.object({
  records: z.int(),
  /** Of the records' own scores. */
  mean: z.number(),
  /** Drawn towards the network where there are few records, with its 95 % interval. */
  score: z.number(),
  low: z.number(),
  high: z.number(),
  /** Fields that were asked for, and filled. */
  complete: share,
  /** Values with a check, and those that failed it. */
  invalid: share,
  contradicted: share,
  verified: share,
  bounced: share,
  /** Contacts that were reported and could be looked up, and those of which no call is in the log. */
  unheard: share,
})
export const qualityRow = figures.extend({
  key: z.string(),
  name: z.string().nullable(),
  dealerId: id.nullable(),
  dealer: z.string().nullable(),
})
export type QualityRow = z.infer<typeof qualityRow>
const fieldRow = z.object({
  field: z.enum(judgedFields),
  filled: share,
  invalid: share,
})
const choice = {
  source: z.string().trim().min(1).max(60).optional(),
  dealer: id.optional(),
  consultant: id.optional(),
  from: day.optional(),
  to: day.optional(),
}
const quality = z.object({
  total: figures.nullable(),
  /** At most 500. */
  rows: z.array(qualityRow),
  fields: z.array(fieldRow),
  months: z.array(z.object({ month: day, records: z.int(), mean: z.number() })),
  /** When the figures were last added up. */
  at: instant.nullable(),
  /** What groups of few records are drawn towards: the network's mean, and the variances within and between groups. */
  prior: z.object({ mean: z.number(), within: z.number(), between: z.number() }),
})
export type Quality = z.infer<typeof quality>
export const readQuality = endpoint({
  method: 'GET',
  path: '/api/customer-quality',
  summary: {
    zh: '数据质量：按来源、经销商、顾问，最差在前',
    en: 'Data quality by source, dealer or consultant, the worst first',
  },
  query: z.strictObject({ by: z.enum(qualityDimensions).default('source'), ...choice }),
  reply: quality,
})

export const troubles = ['incomplete', 'invalid', 'contradicted', 'unverified', 'bounced', 'unheard'] as const
export type Trouble = (typeof troubles)[number]
const rowChoice = { ...choice, trouble: z.enum(troubles).optional(), field: z.enum(judgedFields).optional() }
export const qualityRecord = z.object({
  recordId: id,
  customerId: id,
  name: z.string(),
  source: z.string(),
  dealer: z.string().nullable(),
  consultant: z.string().nullable(),
  /** When it was registered; its first day stands for the month. */
  month: day,
  score: z.number(),
  missing: z.array(z.enum(judgedFields)),
  faults: z.array(z.object({ field: z.enum(judgedFields), fault: z.string() })),
  contradicted: z.array(z.enum(judgedFields)),
  verified: z.boolean(),
  bounced: z.boolean(),
  heard: z.boolean().nullable(),
})
export type QualityRecord = z.infer<typeof qualityRecord>
export const listQualityRecords = endpoint({
  method: 'GET',
  path: '/api/customer-quality/records',
  summary: {
    zh: '数字背后的记录，可信度最低在前',
    en: 'The records behind a figure, the least credible first',
  },
  query: z.strictObject({ ...rowChoice, ...pageQuery }),
  reply: page(qualityRecord),
})
export const exportQualityRecords = endpoint({
  method: 'POST',
  path: '/api/customer-quality/records/export',
  summary: {
    zh: '导出数字背后的记录（CSV，最多 50,000 行）',
    en: 'Export the records behind a figure (CSV, at most 50,000 rows)',
  },
  body: z.strictObject({ reason: text(200), filters: z.strictObject(rowChoice).default({}) }),
  produces: 'text/csv',
})
