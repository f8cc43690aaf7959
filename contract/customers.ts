import { z } from 'zod'
import { profileFields, profileNames } from './customer-profile.ts'
import { day, endpoint, id, idParams, instant, page, pageQuery, several, text } from './endpoint.ts'
import type { Refusal } from './problem.ts'
import { lapseBands, valueClasses, valueStages } from './value.ts'

export const customerKinds = ['person', 'organisation'] as const
export const lifecycleStages = ['acquisition', 'growth', 'maturity', 'decline', 'ended'] as const
export const contactChannels = ['phone', 'sms', 'wechat', 'email'] as const
export const sexes = ['female', 'male'] as const
export const revealable = ['phone', 'otherPhones', 'email', 'residentId', 'income', 'plates'] as const
/** Fields of the golden record that a person may fill in, in the order of a form. */
export const editableFields = [
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
  'doNotContact',
  'deceased',
] as const
const kind = z.enum(customerKinds)
const stage = z.enum(lifecycleStages)
const channel = z.enum(contactChannels)
const node = z.object({ id, name: z.string() })

/** A row of a list: contact details masked, whoever asks. */
export const customerRow = z.object({
  id,
  kind,
  name: z.string(),
  salutation: z.string().nullable(),
  phone: z.string().nullable(),
  company: z.string().nullable(),
  place: z.string().nullable(),
  stage,
  doNotContact: z.boolean(),
  deceased: z.boolean(),
  firstSource: z.string().nullable(),
  /** Dealers that deal with them, as far as the reader sees. */
  dealers: z.array(node),
  seenAt: instant,
  updatedAt: instant,
})
export type CustomerRow = z.infer<typeof customerRow>

const filters = {
  /** Name, pinyin, initials, phone or its tail, plate, VIN or its tail, ID number, credit code, e-mail. */
  q: z.string().trim().max(100).optional(),
  stage: several(stage),
  /** What the last valuation said of them. */
  valueClass: several(z.enum(valueClasses)),
  valueStage: several(z.enum(valueStages)),
  lapse: several(z.enum(lapseBands)),
  /** In one of these audiences, as far as they are open to the reader. */
  audience: several(id, 20),
  /** Brought by this import, as far as its records are the reader's. */
  import: id.optional(),
  kind: kind.optional(),
  dealer: id.optional(),
  updatedFrom: instant.optional(),
  updatedTo: instant.optional(),
}
export const listCustomers = endpoint({
  method: 'GET',
  path: '/api/customers',
  summary: { zh: '查找客户', en: 'Find customers' },
  query: z.strictObject({ ...filters, ...pageQuery }),
  reply: page(customerRow),
})

/** Where a value came from; `source` is null when it came through another dealer. */
const origin = z.object({
  source: z.string().nullable(),
  at: instant.nullable(),
  recordId: id.nullable(),
  by: z.string().nullable(),
})
const said = z.object({ value: z.string().nullable(), origin: origin.nullable() })
export const profileQuestions = [
  'name',
  'phone',
  'divisionCode',
  'preferredChannel',
  'preferredHours',
  'email',
  'birthOn',
  'sex',
  'address',
  'company',
  'creditCode',
  ...profileNames,
] as const

export const customer = z.object({
  id,
  version: z.int(),
  kind,
  stage,
  doNotContact: z.boolean(),
  deceased: z.boolean(),
  fields: z.object({
    name: said,
    salutation: said,
    sex: said,
    birthOn: said,
    phone: said,
    email: said,
    residentId: said,
    creditCode: said,
    company: said,
    divisionCode: said,
    address: said,
    preferredChannel: said,
    preferredHours: said,
    marital: said,
    children: said,
    education: said,
    /** Masked, as the ID number is. */
    income: said,
    occupation: said,
    interests: said,
  }),
  place: z.string().nullable(),
  otherPhones: z.array(z.string()),
  plates: z.array(z.string()),
  vins: z.array(z.string()),
  brands: z.array(node),
  dealers: z.array(node),
  firstSource: z.string().nullable(),
  /** Ids that answer with this customer since they were merged into it. */
  mergedFrom: z.array(id),
  createdAt: instant,
  updatedAt: instant,
  seenAt: instant,
  /** Progressive profiling: what is not known yet, and the one question to ask next. */
  missing: z.array(z.enum(profileQuestions)),
  nextQuestion: z.enum(profileQuestions).nullable(),
})
export type Customer = z.infer<typeof customer>
export const readCustomer = endpoint({
  method: 'GET',
  path: '/api/customers/:id',
  summary: { zh: '客户终生档案', en: 'The lifetime record of a customer' },
  params: idParams,
  reply: customer,
})

const phone = z.string().trim().max(40)
const fields = {
  salutation: text(20).nullable().optional(),
  sex: z.enum(sexes).nullable().optional(),
  birthOn: day.nullable().optional(),
  phone: phone.min(1).nullable().optional(),
  email: z.email().max(254).nullable().optional(),
  residentId: z.string().trim().min(15).max(24).nullable().optional(),
  creditCode: z.string().trim().min(18).max(24).nullable().optional(),
  company: text(120).nullable().optional(),
  /** A GB/T 2260 code, or words such as 浙江杭州滨江. */
  divisionCode: text(60).nullable().optional(),
  address: text(300).nullable().optional(),
  preferredChannel: channel.nullable().optional(),
  preferredHours: text(60).nullable().optional(),
  ...profileFields,
}
export const createCustomer = endpoint({
  method: 'POST',
  path: '/api/customers',
  summary: { zh: '新建客户；已有的会被找到', en: 'Create a customer; somebody known already is found' },
  body: z.strictObject({
    kind: kind.default('person'),
    name: text(100),
    ...fields,
    otherPhones: z.array(phone.min(1)).max(5).default([]),
    plates: z.array(z.string().trim().min(1).max(20)).max(10).default([]),
    brandId: id.optional(),
    /** "Use this customer": what was found by the duplicate check. */
    knownCustomerId: id.optional(),
  }),
  reply: z.object({ id, outcome: z.enum(['created', 'updated', 'unchanged']), how: z.string() }),
  status: 201,
})
export const editCustomer = endpoint({
  method: 'PATCH',
  path: '/api/customers/:id',
  summary: { zh: '修改客户；带版本号', en: 'Change a customer; with its version' },
  params: idParams,
  body: z.strictObject({
    /** The version that was read; an If-Match header says the same. */
    version: z.int().optional(),
    name: text(100).optional(),
    ...fields,
    doNotContact: z.boolean().optional(),
    deceased: z.boolean().optional(),
  }),
  reply: customer,
})
export const revealCustomer = endpoint({
  method: 'POST',
  path: '/api/customers/:id/reveal',
  summary: { zh: '查看明文；记入审计', en: 'Show in plain; audited' },
  params: idParams,
  body: z.strictObject({ field: z.enum(revealable), reason: text(200) }),
  reply: z.object({ values: z.array(z.string()) }),
})

const json = z.record(z.string(), z.unknown())
export const timelineItem = z.object({
  id,
  at: instant,
  type: z.string(),
  subjectId: id,
  actorName: z.string().nullable(),
  dealer: node.nullable(),
  brandId: id.nullable(),
  data: json,
})
export type TimelineItem = z.infer<typeof timelineItem>
export const readTimeline = endpoint({
  method: 'GET',
  path: '/api/customers/:id/timeline',
  summary: { zh: '客户动态', en: 'What happened with a customer' },
  params: idParams,
  /** `kind`: the part of the type before the dot, such as `leads`. */
  query: z.strictObject({ kind: several(z.string().regex(/^[a-z-]{2,40}$/), 20), ...pageQuery }),
  reply: page(timelineItem),
})
export const readRecords = endpoint({
  method: 'GET',
  path: '/api/customers/:id/records',
  summary: { zh: '来源记录', en: 'Source records' },
  params: idParams,
  query: z.strictObject(pageQuery),
  reply: page(
    z.object({
      id,
      source: z.string(),
      externalId: z.string().nullable(),
      kind: z.string(),
      how: z.string(),
      dealer: node.nullable(),
      brand: node.nullable(),
      happenedAt: instant,
      receivedAt: instant,
      /** As it came, with phone, ID number, plate and e-mail masked. */
      raw: z.unknown(),
    }),
  ),
})
export const writeNote = endpoint({
  method: 'POST',
  path: '/api/customers/:id/notes',
  summary: { zh: '写备注', en: 'Write a note' },
  params: idParams,
  body: z.strictObject({ text: text(2_000) }),
  status: 201,
  reply: z.object({ at: instant }),
})
export const readHistory = endpoint({
  method: 'GET',
  path: '/api/customers/:id/history',
  summary: { zh: '修改与查看记录（仅总部）', en: 'Changes and reveals (head office only)' },
  params: idParams,
  query: z.strictObject(pageQuery),
  reply: page(
    z.object({
      id,
      at: instant,
      actorName: z.string().nullable(),
      action: z.string(),
      reason: z.string().nullable(),
      changes: z.array(
        z.object({ field: z.string(), before: z.string().nullable(), after: z.string().nullable() }),
      ),
    }),
  ),
})
/** At least 99, 90 and 50 in 100, and less. */
export const likenessChances = ['nearly-certain', 'very-likely', 'likely', 'possible'] as const
export type LikenessChance = (typeof likenessChances)[number]
export const checkDuplicates = endpoint({
  method: 'POST',
  path: '/api/customers/duplicates',
  summary: { zh: '查重：录入时', en: 'Duplicate check while typing' },
  body: z.strictObject({
    kind: kind.default('person'),
    name: z.string().trim().max(100).default(''),
    phones: z.array(phone).max(6).default([]),
    residentId: z.string().trim().max(24).optional(),
    creditCode: z.string().trim().max(24).optional(),
    plate: z.string().trim().max(20).optional(),
    email: z.string().trim().max(254).optional(),
    birthOn: day.optional(),
    address: z.string().trim().max(300).optional(),
    exceptId: id.optional(),
  }),
  reply: z.object({
    items: z.array(
      customerRow.extend({
        how: z.string(),
        certain: z.boolean(),
        /** What the matching model makes of it; null where it has nothing to compare, or has not learned yet. */
        likeness: z
          .object({
            /** Log2 of the odds. */
            weight: z.number(),
            chance: z.enum(likenessChances),
            /** What agrees and what differs, in the words of contract/match-words.ts; no values. */
            said: z.array(z.object({ comparison: z.string(), level: z.string(), agrees: z.boolean() })),
          })
          .nullable(),
      }),
    ),
    /** Somebody in the network outside the reader's reach fits; nothing more is said. */
    elsewhere: z.boolean(),
  }),
})
export const exportCustomers = endpoint({
  method: 'POST',
  path: '/api/customers/export',
  summary: { zh: '导出客户（CSV，最多 50,000 行）', en: 'Export customers (CSV, at most 50,000 rows)' },
  body: z.strictObject({
    reason: text(200),
    filters: z.strictObject(filters).default({}),
    /** Plain phones and e-mails need the permission to reveal. */
    contact: z.enum(['masked', 'plain']).default('masked'),
  }),
  produces: 'text/csv',
})

export const customerProblems = {
  nobody: { status: 404, zh: '没有这位客户，或不在你的范围内', en: 'No such customer within your scope' },
  /** Its fields carry the values as they are now, and the version to send next. */
  changed: { status: 409, zh: '这位客户刚被他人修改过', en: 'Somebody else has just changed this customer' },
  versionMissing: { status: 422, zh: '请带上读到的版本号', en: 'Send the version you read' },
  /** Said by the screens: a search by less answers an empty page, so that typing on is no fault. */
  nothingTyped: {
    status: 422,
    zh: '至少输入两个字母、一个汉字或四位数字',
    en: 'Type at least two letters, one Chinese character or four digits',
  },
  headOfficeOnly: { status: 403, zh: '修改记录只对总部开放', en: 'The history is for head office only' },
} satisfies Record<string, Refusal>
