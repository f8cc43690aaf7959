import type { Words } from '../../../contract/endpoint.ts'
import type { MetricKey } from '../../../contract/insights.ts'

export type Metric = {
  title: Words
  unit: 'fen' | 'count'
  definition: Words
  /** What it is divided by for the rate it is read with. */
  over?: MetricKey
  owner: Words
  register: string[]
}

const marketing: Words = { zh: '市场部', en: 'Marketing office' }
const network: Words = { zh: '网络管理部', en: 'Network office' }
const crm: Words = { zh: '客户关系部', en: 'CRM office' }
/** All definitions as they stand hold since then. */
export const definedSince = '2026-11-22'

/** One metric, one definition: how it is counted stands once in views.sql, what it means stands here. */
export const metrics: Record<MetricKey, Metric> = {
  spend: {
    title: { zh: '投放花费', en: 'Spend' },
    unit: 'fen',
    definition: {
      zh: '本期投放日的媒体账单之和。按经销商或车系看时没有账单：每条线索平均分担其活动在本期的花费。',
      en: 'What the media billed for days of the period. By dealer or model there is no bill: each lead carries an equal share of what its campaign spent in the period.',
    },
    owner: marketing,
    register: ['A1-21'],
  },
  contacts: {
    title: { zh: '触达', en: 'Contacts' },
    unit: 'count',
    definition: {
      zh: '媒体报告的有效触达人次。媒体自己数的，通常多于线索。',
      en: 'Contacts as the media report them; they count generously.',
    },
    owner: marketing,
    register: ['A1-06', 'A1-21'],
  },
  leads: {
    title: { zh: '新增线索', en: 'Leads' },
    unit: 'count',
    definition: {
      zh: '在本期到达的线索，按经销商所在时区的日期。重复来访并入原线索，只数一次；无效线索也数。',
      en: 'Leads that arrived in the period, by the day in the dealer’s zone. A repeated enquiry joins its lead and counts once; invalid leads count.',
    },
    over: 'contacts',
    owner: crm,
    register: ['A1-07', 'A2-05'],
  },
  dispatched: {
    title: { zh: '已派发', en: 'Dispatched' },
    unit: 'count',
    definition: {
      zh: '本期线索中已派发到经销商的（包括到店自建和领取）。',
      en: 'Leads of the period that a dealer has been given, walk-ins and claims included.',
    },
    over: 'leads',
    owner: crm,
    register: ['A3-02'],
  },
  'in-time': {
    title: { zh: '时限内联系', en: 'In time' },
    unit: 'count',
    definition: {
      zh: '派发后，持有人在时限结束前提交首次有效反馈、且从未超时的线索。争议暂停的时间不计。',
      en: 'Leads whose holder sent a first valid feedback before the clock ran out, and that never breached. Time paused by a dispute is not counted.',
    },
    over: 'dispatched',
    owner: network,
    register: ['A3-03'],
  },
  visits: {
    title: { zh: '到店', en: 'Visits' },
    unit: 'count',
    definition: {
      zh: '本期线索中至今到过店的，每条线索一次。',
      en: 'Leads of the period that have come to the showroom by now, once each.',
    },
    over: 'in-time',
    owner: network,
    register: ['A3-08', 'A21-04'],
  },
  'test-drives': {
    title: { zh: '试驾', en: 'Test drives' },
    unit: 'count',
    definition: {
      zh: '本期线索中至今已试驾的，每条线索一次。',
      en: 'Leads of the period that have test driven by now, once each.',
    },
    over: 'visits',
    owner: network,
    register: ['A21-04'],
  },
  orders: {
    title: { zh: '下订', en: 'Orders' },
    unit: 'count',
    definition: {
      zh: '本期线索中至今已下订的，每条线索一次；订单取消后不再计入。',
      en: 'Leads of the period that have ordered by now, once each; not when the order was cancelled.',
    },
    over: 'test-drives',
    owner: network,
    register: ['A3-04'],
  },
  deliveries: {
    title: { zh: '交车', en: 'Deliveries' },
    unit: 'count',
    definition: {
      zh: '本期线索中至今已交车、经销商已回传车架号和价格的。',
      en: 'Leads of the period whose car has been handed over, with VIN and price returned by the dealer.',
    },
    over: 'orders',
    owner: network,
    register: ['A3-04'],
  },
  revenue: {
    title: { zh: '收入', en: 'Revenue' },
    unit: 'fen',
    definition: {
      zh: '本期线索至今交车的成交价之和。',
      en: 'Prices of the cars delivered by now to leads of the period.',
    },
    over: 'spend',
    owner: crm,
    register: ['A1-20'],
  },
  open: {
    title: { zh: '跟进中', en: 'Open' },
    unit: 'count',
    definition: {
      zh: '本期线索中还没有交车、战败或判为无效的。',
      en: 'Leads of the period that are neither delivered nor lost nor invalid.',
    },
    over: 'leads',
    owner: crm,
    register: ['A3-03'],
  },
  overdue: {
    title: { zh: '已超时', en: 'Overdue' },
    unit: 'count',
    definition: {
      zh: '跟进中且在经销商手里、首次反馈或下一步已过期的线索；争议暂停的不计。',
      en: 'Open leads at a dealer whose first feedback or next step is past its time; not while a dispute pauses the clock.',
    },
    over: 'open',
    owner: network,
    register: ['A3-03'],
  },
  breached: {
    title: { zh: '超时收回', en: 'Breached' },
    unit: 'count',
    definition: {
      zh: '本期线索中曾经超过时限的，不论之后由谁跟进。',
      en: 'Leads of the period whose clock ran out at least once, whoever has them now.',
    },
    over: 'dispatched',
    owner: network,
    register: ['A3-03'],
  },
  lost: {
    title: { zh: '战败', en: 'Lost' },
    unit: 'count',
    definition: {
      zh: '本期线索中至今战败的，必须有原因。',
      en: 'Leads of the period that are lost by now; each has a reason.',
    },
    over: 'leads',
    owner: crm,
    register: ['A3-03'],
  },
}

export const isMetric = (key: string): key is MetricKey => Object.hasOwn(metrics, key)
