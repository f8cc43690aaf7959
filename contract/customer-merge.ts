import { z } from 'zod'
import { customer, editableFields } from './customers.ts'
import { endpoint, id, idParams, instant, page, pageQuery, text } from './endpoint.ts'
import type { Refusal } from './problem.ts'

/** Fields of which somebody may choose whose value counts. */
export const pickableFields = editableFields.filter(
  (field) => field !== 'doNotContact' && field !== 'deceased',
)
const pickable = z.enum(pickableFields as [string, ...string[]])

const merging = {
  /** Two to six people, with the versions that were on screen. */
  customers: z
    .array(z.strictObject({ id, version: z.int().optional() }))
    .min(2)
    .max(6),
  /** Whose id stays: the oldest record's unless chosen. */
  survivorId: id.optional(),
  /** By field, the id of the customer whose value counts. */
  picks: z.partialRecord(pickable, id).default({}),
}
/** Needed where ID numbers differ, or somebody has said that they are different people. */
const reason = text(500).optional()

/** As much of a customer as is compared. */
export const comparedCustomer = customer
  .pick({ id: true, version: true, kind: true, fields: true, place: true, createdAt: true })
  .extend({
    /** Per masked field a number, equal where the values behind the masks are; absent where there is none. */
    behind: z.record(z.string(), z.int()),
  })
export type ComparedCustomer = z.infer<typeof comparedCustomer>

/** What would be, or was, done: the people before and after, what moves, and what may be done with their data. */
export const mergeOutcome = z.object({
  before: z.array(comparedCustomer),
  after: z.array(comparedCustomer),
  /** How many rows move, by table. */
  moved: z.array(z.object({ table: z.string(), rows: z.int() })),
  /** The stricter side counts. */
  consent: z.array(
    z.object({
      purpose: z.string(),
      recipient: z.string(),
      recipientName: z.string().nullable(),
      /** What the survivor and the other had said; null: nothing. */
      own: z.boolean().nullable(),
      brought: z.boolean().nullable(),
      granted: z.boolean(),
    }),
  ),
  /** Only a person with a reason merges these. */
  needsReason: z.boolean(),
})
export type MergeOutcome = z.infer<typeof mergeOutcome>

export const previewMerge = endpoint({
  method: 'POST',
  path: '/api/customer-merges/preview',
  summary: { zh: '预览合并', en: 'What a merge would do' },
  body: z.strictObject(merging),
  reply: mergeOutcome,
})
export const mergeCustomers = endpoint({
  method: 'POST',
  path: '/api/customer-merges',
  summary: { zh: '合并客户', en: 'Merge customers' },
  body: z.strictObject({
    ...merging,
    reason,
    /** Match weight and comparisons, kept with the merge. */
    evidence: z.record(z.string(), z.unknown()).optional(),
  }),
  status: 201,
  reply: z.object({ survivorId: id, merges: z.array(z.object({ id, absorbedId: id })) }),
})

const named = z.object({ id, name: z.string().nullable() })
export const merge = z.object({
  id,
  kind: z.enum(['merge', 'split']),
  survivor: named,
  /** Of a split: who was made of the records taken out. */
  absorbed: named,
  reason: z.string().nullable(),
  evidence: z.record(z.string(), z.unknown()).nullable(),
  at: instant,
  by: z.string(),
  undone: z.object({ at: instant, by: z.string(), reason: z.string().nullable() }).nullable(),
  /** False: the survivor has itself been merged since; that comes first. */
  undoable: z.boolean(),
})
export type Merge = z.infer<typeof merge>
export const listMerges = endpoint({
  method: 'GET',
  path: '/api/customer-merges',
  summary: { zh: '合并与拆分记录', en: 'Merges and splits' },
  query: z.strictObject({ customer: id.optional(), ...pageQuery }),
  reply: page(merge),
})

const undone = z.object({ survivorId: id, restoredId: id })
export const previewUndo = endpoint({
  method: 'POST',
  path: '/api/customer-merges/:id/undo/preview',
  summary: { zh: '预览撤销合并', en: 'What undoing a merge would do' },
  params: idParams,
  body: z.strictObject({}),
  reply: mergeOutcome,
})
export const undoMerge = endpoint({
  method: 'POST',
  path: '/api/customer-merges/:id/undo',
  summary: { zh: '撤销合并或拆分', en: 'Undo a merge or a split' },
  params: idParams,
  body: z.strictObject({ reason: text(500) }),
  reply: undone,
})

const records = z.array(id).min(1).max(200)
export const previewSplit = endpoint({
  method: 'POST',
  path: '/api/customers/:id/split/preview',
  summary: { zh: '预览拆分', en: 'What a split would do' },
  params: idParams,
  body: z.strictObject({ recordIds: records }),
  reply: mergeOutcome,
})
export const splitCustomer = endpoint({
  method: 'POST',
  path: '/api/customers/:id/split',
  summary: { zh: '把来源记录拆成另一位客户', en: 'Take source records out into a customer of their own' },
  params: idParams,
  body: z.strictObject({ recordIds: records, version: z.int().optional(), reason: text(500) }),
  status: 201,
  reply: z.object({ id, customerId: id }),
})

export const mergeProblems = {
  gone: {
    status: 409,
    zh: '其中有客户刚被合并，请刷新后再试',
    en: 'One of these customers has just been merged; reload and try again',
  },
  changed: {
    status: 409,
    zh: '其中有客户刚被他人修改过，请刷新后再试',
    en: 'One of these customers has just been changed; reload and try again',
  },
  kinds: {
    status: 409,
    zh: '个人与单位不能合并',
    en: 'A person and an organisation cannot be merged',
  },
  idNumbers: {
    status: 409,
    zh: '证件号码不同：只有说明原因的人员可以合并',
    en: 'Their ID numbers differ: only a person may merge them, with a reason',
  },
  keptApart: {
    status: 409,
    zh: '已确认是不同的人：只有说明原因的人员可以合并',
    en: 'Somebody has said these are different people: only a person may merge them, with a reason',
  },
  undoneAlready: { status: 409, zh: '这次操作已经撤销过', en: 'This has been undone already' },
  absorbedSince: {
    status: 409,
    zh: '保留的客户后来又被合并，请先撤销那一次',
    en: 'The survivor has itself been merged since; undo that merge first',
  },
  notItsRecords: {
    status: 422,
    zh: '所选记录不都属于这位客户，请刷新后重选',
    en: 'Not all of these records are this customer’s; reload and choose again',
  },
  nothingLeft: {
    status: 422,
    zh: '至少留下一条记录',
    en: 'At least one record must stay',
  },
} satisfies Record<string, Refusal>
