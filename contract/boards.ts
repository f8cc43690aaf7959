import { z } from 'zod'
import { analysisAnswer, analysisFilters, analysisQuery, cellKinds, listedAnalysis } from './analyses.ts'
import { endpoint, id, idParams, instant, several, text } from './endpoint.ts'
import type { Refusal } from './problem.ts'

/*
 * A board is a list of analyses under a title. Those built in are for a role or are one of the seven analyses; one's
 * own is a row of the database. What is exported, sent by mail and explored are the same analyses in another dress.
 */

/** For whom a built-in board is made. */
export const boardRoles = [
  'head-office',
  'region',
  'dealer',
  'contact-centre',
  'loyalty',
  'product-planning',
] as const
/** 概况, 忠诚度, 利润, 性能, 未来, 产品, 促销: in the order the page of all seven shows them. */
export const sevenAnalyses = [
  'profiling',
  'persistency',
  'profitability',
  'performance',
  'prospecting',
  'product',
  'promotion',
] as const
/** The key of a built-in board is the role's or the analysis's name; the key of one's own is its id. */
export const boardGroups = ['role', 'seven', 'own', 'shared'] as const
export type BoardGroup = (typeof boardGroups)[number]

const words = z.object({ zh: z.string(), en: z.string() })
/** The page of all boards, which also lists one's subscriptions and ends them with one click. */
export const boardsPath = '/insights/boards'
/** The board's page in the web, which mails link to: `filters` is what stands behind the question mark. */
export const boardPath = (key: string, filters = ''): string =>
  `${boardsPath}/${key}${filters ? `?${filters}` : ''}`

// ---- Boards

export const boardLimits = { tiles: 24, own: 50, subscriptions: 20 } as const
/** What an own board may name; checked against the catalogue as its owner sees it. */
const tileBody = z.strictObject({
  analysis: text(60),
  /** The analysis's own choices, `{ by: 'region' }`; what is left out is as usual. */
  choices: z.record(z.string().max(40), z.string().max(100)).optional(),
  /** The whole width of the board; otherwise half of it. */
  wide: z.boolean().optional(),
})
export type BoardTile = z.infer<typeof tileBody>

const board = z.object({
  key: z.string(),
  group: z.enum(boardGroups),
  title: words,
  note: words.nullable(),
  /** As the address writes them, without the question mark; empty for built-in boards. */
  filters: z.string(),
  /** Everybody at the owner's node and below sees it. */
  shared: z.boolean(),
  /** Who asks may edit and delete it. */
  mine: z.boolean(),
  /** To be given back when it is changed; null for built-in boards. */
  version: z.int().nullable(),
  /** How many tiles this reader sees. */
  tileCount: z.int(),
})
export type Board = z.infer<typeof board>

export const listBoards = endpoint({
  method: 'GET',
  path: '/api/insights/boards',
  summary: {
    zh: '看板：按角色、七大分析、自己的与共享的',
    en: 'Boards: by role, the seven analyses, own ones and those shared',
  },
  reply: z.object({
    /** By role, the seven, own, shared. A built-in board without anything for this reader is not there. */
    items: z.array(board),
    /** The board of the reader's own role, to open first. */
    opensWith: z.string().nullable(),
  }),
})

/** The filters of the address apply to every tile that listens to them; `choices` are this tile's alone. */
const tile = z.object({
  analysis: z.string(),
  choices: z.record(z.string(), z.string()),
  wide: z.boolean(),
  /** As the catalogue has it: title, definition, filters, choices. Its answer is read by itself, tile by tile. */
  entry: listedAnalysis,
})
export type ServedTile = z.infer<typeof tile>

const servedBoard = board.extend({
  tiles: z.array(tile),
  /** Analyses it names that are not there, or not for this reader; an owner who edits loses them. */
  leftOut: z.array(z.string()),
})
export type ServedBoard = z.infer<typeof servedBoard>
const keyParams = z.strictObject({ key: text(60) })

export const readBoard = endpoint({
  method: 'GET',
  path: '/api/insights/boards/:key',
  summary: { zh: '一块看板与它的分析', en: 'One board and its analyses' },
  params: keyParams,
  reply: servedBoard,
})

const boardBody = {
  title: text(60),
  note: text(200).optional(),
  tiles: z.array(tileBody).min(1).max(boardLimits.tiles),
  filters: z.string().max(2000).default(''),
  shared: z.boolean().default(false),
}
export const createBoard = endpoint({
  method: 'POST',
  path: '/api/insights/boards',
  summary: {
    zh: '新建自己的看板；共享需要 admin.views',
    en: 'Make a board of one’s own; sharing it needs admin.views',
  },
  body: z.strictObject(boardBody),
  reply: servedBoard,
  status: 201,
})
export const editBoard = endpoint({
  method: 'PUT',
  path: '/api/insights/boards/:id',
  summary: {
    zh: '修改自己的看板；共享需要 admin.views',
    en: 'Change one’s own board; sharing it needs admin.views',
  },
  params: idParams,
  /** 409 when somebody (one's other window) changed it since `version`. */
  body: z.strictObject({ version: z.int(), ...boardBody }),
  reply: servedBoard,
})
export const removeBoard = endpoint({
  method: 'DELETE',
  path: '/api/insights/boards/:id',
  summary: { zh: '删除自己的看板', en: 'Delete one’s own board' },
  params: idParams,
})

export const boardProblems = {
  tile: {
    status: 422,
    zh: '目录里没有分析「{name}」，或你看不到它',
    en: 'The catalogue has no analysis {name}, or not for you',
  },
  tooMany: { status: 409, zh: '每人最多 {most} 块看板', en: 'At most {most} boards each' },
} satisfies Record<string, Refusal>

// ---- Exploration: any fact by dimension and measure

/** `day`, `week`, `month` are times; everything else names things. A week is its Monday, a month `2026-11`. */
const dimension = z.object({ key: z.string(), title: words, time: z.boolean() })
const measure = z.object({ key: z.string(), title: words, definition: words, kind: z.enum(cellKinds) })
const fact = z.object({
  key: z.string(),
  title: words,
  /** What the days of the period count by, and what is not in it. */
  note: words,
  filters: z.array(z.enum(analysisFilters)),
  dimensions: z.array(dimension),
  measures: z.array(measure),
})
export type ExploredFact = z.infer<typeof fact>
export const exploreLimits = { by: 2, measures: 4, rows: 5_000 } as const

export const listFacts = endpoint({
  method: 'GET',
  path: '/api/insights/explore',
  summary: { zh: '可以探索的事实、维度与指标', en: 'Facts to explore, their dimensions and measures' },
  /** Without what is about money for who may see none. */
  reply: z.object({ items: z.array(fact) }),
})

const { with: _, ...exploreFilters } = analysisQuery
const exploreQuery = {
  ...exploreFilters,
  by: several(text(40), exploreLimits.by),
  /** The fact's first measure when none is named. */
  measure: several(text(40), exploreLimits.measures),
}
const factParams = z.strictObject({ fact: text(40) })
/** The answer of an analysis, so that one drawing serves both; its name is `explore-<fact>`. */
export const exploreFact = endpoint({
  method: 'GET',
  path: '/api/insights/explore/:fact',
  summary: {
    zh: '按至多两个维度、四个指标探索一个事实',
    en: 'Explore a fact by at most two dimensions and four measures',
  },
  params: factParams,
  query: z.strictObject(exploreQuery),
  reply: analysisAnswer,
})
export const exportFact = endpoint({
  method: 'GET',
  path: '/api/insights/explore/:fact/export',
  summary: {
    zh: '导出探索结果（CSV 或 Excel），记入审计',
    en: 'Export what was explored as CSV or Excel, audited',
  },
  params: factParams,
  query: z.strictObject({
    ...exploreQuery,
    format: z.enum(['csv', 'xlsx']).default('csv'),
    reason_for_export: text(200),
  }),
  produces: 'text/csv',
})
export const exploreProblems = {
  dimension: {
    status: 422,
    zh: '「{fact}」没有维度 {given}；可选：{options}',
    en: 'The fact {fact} has no dimension {given}; there are {options}',
  },
  measure: {
    status: 422,
    zh: '「{fact}」没有指标 {given}；可选：{options}',
    en: 'The fact {fact} has no measure {given}; there are {options}',
  },
} satisfies Record<string, Refusal>

// ---- Subscriptions by e-mail

export const rhythms = ['daily', 'weekly', 'monthly'] as const
export type Rhythm = (typeof rhythms)[number]
const rhythm = {
  rhythm: z.enum(rhythms),
  /** Weekly: 1 Monday to 7 Sunday; monthly: the 1st to the 28th. Daily: 1, it says nothing. */
  day: z.int().min(1).max(28).default(1),
  /** Hour of the day in Beijing. */
  hour: z.int().min(0).max(23),
}
const subscription = z.object({
  id,
  board: z.string(),
  /** Null when the board is gone, or no longer for this reader: nothing is sent then. */
  title: words.nullable(),
  filters: z.string(),
  ...rhythm,
  sentAt: instant.nullable(),
  /** When the next one is due. */
  nextAt: instant,
})
export type Subscription = z.infer<typeof subscription>

export const listSubscriptions = endpoint({
  method: 'GET',
  path: '/api/insights/subscriptions',
  summary: { zh: '我订阅的看板邮件', en: 'One’s own subscriptions to boards by e-mail' },
  reply: z.object({
    items: z.array(subscription),
    /** Where they go: the address of one's profile; null when there is none, and then nothing can be subscribed. */
    email: z.string().nullable(),
    /** False where no mail server is set: nothing can be subscribed, and the screen says why. */
    mailReady: z.boolean(),
  }),
})
export const createSubscription = endpoint({
  method: 'POST',
  path: '/api/insights/subscriptions',
  summary: {
    zh: '订阅看板邮件，按自己的范围发送到自己的邮箱',
    en: 'Subscribe to a board by e-mail, within one’s own scope, to one’s own address',
  },
  body: z.strictObject({
    board: text(60),
    /** The board's filters; a period keeps its length and ends on the day of sending. */
    filters: z.string().max(2000).default(''),
    ...rhythm,
  }),
  reply: subscription,
  status: 201,
})
export const removeSubscription = endpoint({
  method: 'DELETE',
  path: '/api/insights/subscriptions/:id',
  summary: { zh: '退订', en: 'Unsubscribe' },
  params: idParams,
})

export const subscriptionProblems = {
  noEmail: {
    status: 422,
    zh: '你的资料里没有邮箱，请先在「我的资料」填写',
    en: 'Your profile has no e-mail address; add one there first',
  },
  noMail: {
    status: 409,
    zh: '还没有设置邮件服务器，请管理员设置 SMTP_URL',
    en: 'No mail server is set; ask the administrator for SMTP_URL',
  },
  weekday: {
    status: 422,
    zh: '每周的日子是 1（周一）到 7（周日）',
    en: 'The day of a week is 1 (Monday) to 7',
  },
  filters: { status: 422, zh: '筛选无法识别：{field}', en: 'These filters cannot be read: {field}' },
  already: {
    status: 409,
    zh: '你已订阅这块看板，请先退订旧的',
    en: 'You subscribe to this board already; unsubscribe first to change it',
  },
  tooManyMails: { status: 409, zh: '每人最多 {most} 个订阅', en: 'At most {most} subscriptions each' },
} satisfies Record<string, Refusal>
