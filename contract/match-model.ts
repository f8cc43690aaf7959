import { z } from 'zod'
import { endpoint, id, idParams, instant, page, pageQuery, type Words } from './endpoint.ts'
import type { Refusal } from './problem.ts'

/** One value a comparison may end on; `missing` is none of them: it says nothing. */
const modelLevel = z.object({
  name: z.string(),
  /** How often it is seen among records of one person, and among records of two. */
  m: z.number(),
  u: z.number(),
  /** The same among two who live together; null in versions trained before they were told apart. */
  kin: z.number().nullable(),
  /** log2(m / u): what it adds to the match weight. */
  bits: z.number(),
  /** The frequency of the value that agrees takes the place of u: a rare one adds more, a common one less. */
  rare: z.boolean(),
})
const matchModel = z.object({
  number: z.int(),
  active: z.boolean(),
  trainedAt: instant,
  trainedBy: z.string(),
  /** What the parameters were estimated from; null where it was not kept. */
  estimatedFrom: z.object({
    records: z.int().nullable(),
    /** Pairs the blocking rules found together. */
    pairs: z.int().nullable(),
    randomPairs: z.int().nullable(),
  }),
  /** The chance that two customers taken at random are one, and the same in bits. */
  prior: z.number(),
  priorBits: z.number(),
  /** The chance that two of them, taken at random, live together as their records show. */
  kinPrior: z.number().nullable(),
  features: z.array(z.object({ name: z.string(), from: z.array(z.string()), how: z.string() })),
  blocking: z.array(
    z.object({
      on: z.array(z.string()),
      mostPerKey: z.int(),
      pairs: z.int().nullable(),
    }),
  ),
  comparisons: z.array(z.object({ name: z.string(), levels: z.array(modelLevel) })),
})
export type MatchModel = z.infer<typeof matchModel>
export const readMatchModel = endpoint({
  method: 'GET',
  path: '/api/match-model',
  summary: {
    zh: '匹配模型：参数、从什么估计而来、历次版本',
    en: 'The matching model: its parameters, what they were estimated from, its versions',
  },
  query: z.strictObject({ number: z.coerce.number().int().positive().optional() }),
  reply: z.object({
    /** The one in use, or the version asked for; null before the first training. */
    model: matchModel.nullable(),
    /** The latest first, at most fifty. */
    versions: z.array(
      z.object({
        number: z.int(),
        active: z.boolean(),
        trainedAt: instant,
        trainedBy: z.string(),
        records: z.int().nullable(),
      }),
    ),
  }),
})

/** Why a run looked at whom it looked at: `matchReasonWords` says it. */
export const matchReasons = ['learn', 'model', 'lost', 'week', 'many', 'broken', 'changes'] as const
const matchRun = z.object({
  id,
  modelNumber: z.int(),
  startedAt: instant,
  /** Null while it runs, and when it was cancelled or failed. */
  finishedAt: instant.nullable(),
  records: z.int(),
  pairs: z.int(),
  linked: z.int(),
  asked: z.int(),
  /** Waiting pairs the evidence no longer asked for. */
  settled: z.int(),
  /** Everybody with everybody, or those who changed with everybody. */
  whole: z.boolean(),
  because: z.enum(matchReasons),
  /** Of a run that was not whole: customers since the run before. */
  renewed: z
    .object({
      new: z.int(),
      changed: z.int(),
      /** Deleted, merged, deceased. */
      gone: z.int(),
      /** Compared anew because a value became too common, or rare again. */
      repaired: z.int(),
    })
    .nullable(),
  /** Of what it linked: still one, and taken back since, by whomever. */
  standing: z.int(),
  undone: z.int(),
  steps: z.array(z.object({ step: z.string(), milliseconds: z.number(), rows: z.number() })),
})
export type MatchRun = z.infer<typeof matchRun>
export const listMatchRuns = endpoint({
  method: 'GET',
  path: '/api/match-runs',
  summary: { zh: '历次查重', en: 'Runs of the matching' },
  query: z.strictObject(pageQuery),
  reply: page(matchRun),
})
export const startMatchRun = endpoint({
  method: 'POST',
  path: '/api/match-runs',
  summary: { zh: '立即查重（任务）；可重新学习参数', en: 'Match everybody now (a job); may learn anew' },
  body: z.strictObject({ retrain: z.boolean().default(false) }),
  status: 202,
  reply: z.object({ jobId: id }),
})

export const undoMatchRun = endpoint({
  method: 'POST',
  path: '/api/match-runs/:id/undo',
  summary: { zh: '撤销一次查重的所有合并（任务）', en: 'Take back everything a run linked (a job)' },
  params: idParams,
  status: 202,
  reply: z.object({ jobId: id }),
})

/** Beyond these nobody can mean it: 2^60 to 1. */
const bits = z.number().min(-30).max(60)
const settings = {
  linkAt: bits,
  reviewAt: bits,
  mostLinked: z.int().min(2).max(100),
  automatic: z.boolean(),
}
const matchPolicy = z.object({
  /** Null: the whole network, and pairs that cross brands. */
  brandId: id.nullable(),
  brandName: z.string().nullable(),
  /** 0: never saved; a brand then follows the network. */
  number: z.int(),
  version: z.int(),
  updatedAt: instant,
  ...settings,
})
export type MatchPolicy = z.infer<typeof matchPolicy>
export const listMatchPolicies = endpoint({
  method: 'GET',
  path: '/api/match-policies',
  summary: { zh: '匹配策略：全网与各品牌', en: 'Matching policies, of the network and of each brand' },
  reply: z.object({ items: z.array(matchPolicy) }),
})
export const saveMatchPolicy = endpoint({
  method: 'PUT',
  path: '/api/match-policies/:brand',
  summary: {
    zh: '保存匹配策略，下次查重起生效',
    en: 'Save a matching policy; the next run goes by it',
  },
  params: z.object({ brand: z.union([z.literal('network'), id]) }),
  body: z.strictObject({ ...settings, version: z.int() }),
  reply: matchPolicy,
})

export const listMatchPolicyVersions = endpoint({
  method: 'GET',
  path: '/api/match-policies/:brand/versions',
  summary: { zh: '匹配策略的历次版本（最近 50 个）', en: 'Versions of a matching policy, the latest 50' },
  params: z.object({ brand: z.union([z.literal('network'), id]) }),
  reply: z.object({
    items: z.array(z.object({ number: z.int(), at: instant, by: z.string(), ...settings })),
  }),
})

const interval = z.object({ value: z.number(), low: z.number(), high: z.number() })
export type MatchInterval = z.infer<typeof interval>
/** What people's answers say of one threshold. Null: no answer it could be measured on. */
const judged = z.object({
  /** Of the judged pairs at or above it, the share said to be the same. */
  precision: interval.nullable(),
  /** Of the judged pairs said to be the same, the share at or above it. */
  recall: interval.nullable(),
})
const thresholdEffect = z.object({
  /** `none`: there was no run; `underway`: its tables are being made; `gone`: ClickHouse was emptied since. */
  state: z.enum(['ready', 'none', 'underway', 'gone']),
  /** The run it was counted on. */
  run: z.object({ startedAt: instant, modelNumber: z.int(), records: z.int() }).nullable(),
  linkAt: z.number(),
  reviewAt: z.number(),
  mostLinked: z.int(),
  /** Pairs by weight, half a bit each, lowest first; pairs below −12 are not kept. */
  bins: z.array(z.object({ from: z.number(), pairs: z.int(), same: z.int(), different: z.int() })),
  pairs: z.object({
    linked: z.int(),
    /** Above the upper threshold, but asked of people: both have an ID number and not the same, or the group grew too large. */
    verified: z.int(),
    grown: z.int(),
    asked: z.int(),
    apart: z.int(),
  }),
  customers: z.object({
    /** Customers that would become one with somebody, and how many would be left of them. */
    linked: z.int(),
    become: z.int(),
    /** In some pair people would be asked about. */
    asked: z.int(),
  }),
  /** More pairs than are gathered into people while somebody waits: `grown` and `become` are not counted. */
  ungathered: z.boolean(),
  /** Pairs people have judged the same or different; nearly all of them come from between the thresholds. */
  judged: z.object({ same: z.int(), different: z.int(), link: judged, review: judged }),
  /** Customers whose record would not reach the upper threshold even beside an identical copy of itself. */
  unlinkable: z.object({ records: z.int(), of: z.int() }),
})
export type ThresholdEffect = z.infer<typeof thresholdEffect>
export const readMatchThreshold = endpoint({
  method: 'GET',
  path: '/api/match-threshold',
  summary: {
    zh: '阈值移动之前看效果：权重分布、会合并与会询问多少',
    en: 'The effect of thresholds before they are moved',
  },
  query: z.strictObject({
    /** Whose policy is asked about: only the pairs it decides are counted. The network’s unless said. */
    brand: z.union([z.literal('network'), id]).optional(),
    linkAt: z.coerce.number().min(-30).max(60).optional(),
    reviewAt: z.coerce.number().min(-30).max(60).optional(),
    mostLinked: z.coerce.number().int().min(2).max(100).optional(),
  }),
  reply: thresholdEffect,
})

/** Shown at most, of the customer and of those it may be one with. */
export const mostClusterRecords = 60
const clusterNode = z.object({
  /** A source record. */
  id,
  customerId: id,
  source: z.string(),
  kind: z.string(),
  name: z.string().nullable(),
  dealer: z.string().nullable(),
  at: instant,
  /** How it was found to be this customer's. */
  how: z.string(),
})
export type ClusterNode = z.infer<typeof clusterNode>
const clusterCustomer = z.object({
  id,
  name: z.string(),
  /** All its records; fewer are nodes when there are many, or when the reader may not see them. */
  records: z.int(),
})
const clusterEdge = z.object({
  a: id,
  b: id,
  /** What the two say alike, contact details masked: nothing where they only hang together through others. */
  shared: z.array(z.object({ field: z.string(), value: z.string() })),
})
export type ClusterEdge = z.infer<typeof clusterEdge>
const clusterPair = z.object({
  pairId: id,
  groupId: id,
  /** Customers. */
  a: id,
  b: id,
  weight: z.number(),
  held: z.string(),
})
export const matchCluster = z.object({
  customerId: id,
  customers: z.array(clusterCustomer),
  nodes: z.array(clusterNode),
  edges: z.array(clusterEdge),
  /** Pairs that wait to be reviewed. */
  pairs: z.array(clusterPair),
})
export type MatchCluster = z.infer<typeof matchCluster>
export const readCluster = endpoint({
  method: 'GET',
  path: '/api/customers/:id/cluster',
  summary: {
    zh: '来源记录之间如何相连，以及与哪些客户待复核',
    en: 'How source records hang together, and with whom they may be one',
  },
  params: idParams,
  reply: matchCluster,
})

/** What blocking rules are made of, beside the comparisons' own words. */
export const featureWords: Record<string, Words> = {
  kind: { zh: '个人或单位', en: 'Person or company' },
  pinyin: { zh: '姓名读音', en: 'Sound of the name' },
  turned: { zh: '姓名倒序读音', en: 'Sound, order turned' },
  loose: { zh: '宽松读音', en: 'Sound, loosely' },
  family: { zh: '姓', en: 'Family name' },
  birth_day: { zh: '生日月日', en: 'Month and day of birth' },
  birth_year: { zh: '出生年', en: 'Year of birth' },
  resident: { zh: '证件号', en: 'ID number' },
  resident_meant: { zh: '证件号（含可能的正确号码）', en: 'ID number, or one it may be meant as' },
  resident_shown: { zh: '证件号可见部分', en: 'ID number as far as shown' },
  resident_start: { zh: '证件号前 3 位', en: 'First 3 digits of the ID number' },
  resident_end: { zh: '证件号后 4 位', en: 'Last 4 characters of the ID number' },
  division: { zh: '区县', en: 'District' },
  city: { zh: '城市', en: 'City' },
  address_start: { zh: '住址前 12 字', en: 'First 12 characters of the address' },
  phones_end: { zh: '电话末六位', en: 'Last six digits of a phone' },
  emails: { zh: '邮箱', en: 'E-mail' },
}

export const matchModelProblems = {
  nothingLinked: {
    status: 409,
    zh: '这次查重没有仍然有效的合并可撤销',
    en: 'Nothing this run linked still stands; there is nothing to take back',
  },
  running: {
    status: 409,
    zh: '查重正在进行，请等它结束或先取消',
    en: 'A run is under way; wait for it, or cancel it first',
  },
  networkByCarmaker: {
    status: 403,
    zh: '只有总部可以查全网；请改本品牌的策略',
    en: 'Only head office matches the whole network; change your brand’s own policy',
  },
} satisfies Record<string, Refusal>
