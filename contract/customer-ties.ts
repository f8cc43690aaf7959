import { z } from 'zod'
import { customerKinds } from './customers.ts'
import { day, endpoint, id, idParams, instant, text } from './endpoint.ts'
import type { Refusal } from './problem.ts'
import { keeperRoles } from './vehicles.ts'

/** Which end of a tie somebody is: of `parent`, the parent is `from` and the child `to`. */
export const tieEnds = ['from', 'to'] as const
export type TieEnd = (typeof tieEnds)[number]
export const tieSources = ['by-hand', 'evidence', 'file'] as const
/** Why a tie is proposed. */
export const tieEvidence = ['address', 'surname', 'phone', 'car'] as const

const key = text(40)
const words = z.object({ zh: z.string(), en: z.string() })
const ofKind = z.enum(customerKinds).nullable()
const end = z.enum(tieEnds)
export const tieKind = z.object({
  key,
  /** What either end is called beside its name; the same on both when the tie has no direction. */
  from: words,
  to: words,
  /** What either end has to be; null: a person or an organisation. */
  fromKind: ofKind,
  toKind: ofKind,
})
export type TieKind = z.infer<typeof tieKind>
export const listTieKinds = endpoint({
  method: 'GET',
  path: '/api/tie-kinds',
  summary: { zh: '客户关系的种类', en: 'Kinds of ties between customers' },
  reply: z.object({ items: z.array(tieKind) }),
})

/** The other customer, with what the reader may see of their cars and leads; null without that permission. */
const relative = z.object({
  id,
  kind: z.enum(customerKinds),
  name: z.string(),
  cars: z
    .array(z.object({ vin: z.string(), model: z.string().nullable(), roles: z.array(z.enum(keeperRoles)) }))
    .nullable(),
  openLeads: z.int().nullable(),
})
export type Relative = z.infer<typeof relative>

export const tie = z.object({
  id,
  kind: key,
  /** Which end the other one is, and what they are called there. */
  end,
  word: words,
  other: relative,
  fromOn: day.nullable(),
  untilOn: day.nullable(),
  note: z.string().nullable(),
  source: z.enum(tieSources),
  at: instant,
  by: z.string(),
})
export type Tie = z.infer<typeof tie>

export const householdMember = relative.extend({
  /** Of the membership. */
  memberId: id,
  isHead: z.boolean(),
  fromOn: day.nullable(),
})
export type HouseholdMember = z.infer<typeof householdMember>
const household = z.object({ id, members: z.array(householdMember) })
export type Household = z.infer<typeof household>

const evidence = z.object({
  because: z.enum(tieEvidence),
  /** Masked; a car by its VIN. */
  value: z.string(),
})
/** What the data suggests and nobody has confirmed. */
export const tieProposal = z.object({
  other: relative,
  kind: key,
  end,
  word: words,
  evidence: z.array(evidence),
})
export type TieProposal = z.infer<typeof tieProposal>

/** Most ties shown at once; a fleet's hundred drivers would push everything else out of sight. */
export const mostTies = 100
export const readTies = endpoint({
  method: 'GET',
  path: '/api/customers/:id/ties',
  summary: { zh: '客户的关系、家庭与建议', en: 'A customer’s ties, household and proposals' },
  params: idParams,
  reply: z.object({
    ties: z.array(tie),
    /** True: there are older ones that are not shown. */
    more: z.boolean(),
    /** One; two since a merge brought two together. */
    households: z.array(household),
    proposals: z.array(tieProposal),
  }),
})

const dates = { fromOn: day.nullable().optional(), untilOn: day.nullable().optional() }
export const addTie = endpoint({
  method: 'POST',
  path: '/api/customers/:id/ties',
  summary: { zh: '添加关系', en: 'Add a tie' },
  params: idParams,
  body: z.strictObject({
    otherId: id,
    kind: key,
    /** Which end the other one is. */
    end,
    ...dates,
    note: text(300).nullable().optional(),
    /** It was proposed from evidence and somebody said yes. */
    proposed: z.boolean().default(false),
  }),
  status: 201,
  reply: z.object({ id }),
})
export const editTie = endpoint({
  method: 'PATCH',
  path: '/api/ties/:id',
  summary: { zh: '修改或结束关系', en: 'Change or end a tie' },
  params: idParams,
  body: z.strictObject({ ...dates, note: text(300).nullable().optional() }),
})
export const removeTie = endpoint({
  method: 'DELETE',
  path: '/api/ties/:id',
  summary: {
    zh: '删除登记错误的关系，或撤回“不是”',
    en: 'Delete a tie entered by mistake, or take a dismissal back',
  },
  params: idParams,
})
export const dismissTie = endpoint({
  method: 'POST',
  path: '/api/customers/:id/tie-dismissals',
  summary: { zh: '否定建议的关系，不再建议', en: 'Say no to a proposed tie; it is not proposed again' },
  params: idParams,
  body: z.strictObject({ otherId: id }),
  status: 201,
  reply: z.object({ id }),
})

export const joinHousehold = endpoint({
  method: 'POST',
  path: '/api/customers/:id/household',
  summary: {
    zh: '把另一位客户加入这位客户的家庭；没有则以这位客户为户主建立',
    en: 'Take another customer into this one’s household; without one, make it with this one as its head',
  },
  params: idParams,
  body: z.strictObject({ otherId: id, fromOn: day.nullable().optional() }),
  status: 201,
  reply: z.object({ id }),
})
export const editMember = endpoint({
  method: 'PATCH',
  path: '/api/household-members/:id',
  summary: { zh: '设为户主，或离开家庭', en: 'Make the head of a household, or let leave it' },
  params: idParams,
  body: z.strictObject({ isHead: z.literal(true).optional(), untilOn: day.optional() }),
})

/** Where a file names somebody who is nobody, or several. */
export const tieFileProblems = {
  nobody: {
    status: 422,
    zh: '没有这位客户：请先导入客户，或换一种写法（电话、证件号、信用代码、客户编号）',
    en: 'No such customer: import the customers first, or name them otherwise (phone, ID number, credit code, customer id)',
  },
  several: {
    status: 422,
    zh: '有几位客户都是它：请改用证件号、信用代码或客户编号',
    en: 'Several customers have it: name the one meant by ID number, credit code or customer id',
  },
} satisfies Record<string, Refusal>

export const tieProblems = {
  itself: {
    status: 422,
    zh: '不能与自己建立关系，请选择另一位客户',
    en: 'A customer has no tie with themself; choose another one',
  },
  kindUnknown: {
    status: 422,
    zh: '没有这种关系，请从列表选择',
    en: 'There is no such kind of tie; choose from the list',
  },
  endsUnfit: {
    status: 422,
    zh: '这种关系不适合这两位：请核对哪一方是个人、哪一方是单位',
    en: 'This tie does not fit these two: check who is a person and who is an organisation',
  },
  there: { status: 409, zh: '这一关系已登记', en: 'This tie is there already' },
  untilEarly: { status: 422, zh: '结束日期不能早于开始日期', en: 'The end cannot be before the beginning' },
  personsOnly: { status: 422, zh: '家庭成员只能是个人', en: 'Only persons belong to a household' },
  housed: {
    status: 409,
    zh: '{name}已在一个家庭中，请先从那里离开',
    en: '{name} belongs to a household already; let them leave it first',
  },
  left: { status: 409, zh: '已离开这个家庭', en: 'They have left this household already' },
} satisfies Record<string, Refusal>
