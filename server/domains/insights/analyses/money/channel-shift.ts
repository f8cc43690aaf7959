import type { AnalysisColumn, AnalysisFigure } from '../../../../../contract/analyses.ts'
import type { Words } from '../../../../../contract/endpoint.ts'
import { type leadSources, sourceWords } from '../../../../../contract/lead-words.ts'
import type { Ctx } from '../../../../kernel/ctx.ts'
import { askQuestion, type Question } from '../../door.ts'
import type { Interval } from '../../models/effects/difference.ts'
import { channelShift as measureShift, type Shift } from '../../models/effects/shift.ts'
import { seeded } from '../../models/numbers/random.ts'
import { channelShiftQuestion } from '../../questions/channel-shift/question.ts'
import { type Asked, analysis, type Found } from '../analysis.ts'
import { fewestDealers, shiftRows } from './opening.ts'
import { bounded, daysBetween, daysLater, fenColumn, percent, three, yuan } from './wording.ts'

type Source = (typeof leadSources)[number]
const channels: Record<string, { title: Words; sources: Source[] }> = {
  web: {
    title: {
      zh: '线上（官网、小程序、搜索、直播、垂直媒体）',
      en: 'Online (website, app, search, live, portals)',
    },
    sources: ['website', 'mini-programme', 'search', 'live-stream', 'aggregator', 'adf'],
  },
  ...Object.fromEntries(
    (['website', 'mini-programme', 'live-stream', 'aggregator', 'contact-centre', 'auto-show'] as const).map(
      (source) => [source, { title: sourceWords[source], sources: [source] }],
    ),
  ),
}
const groups = {
  existing: { zh: '已有客户', en: 'Known before' },
  new: { zh: '新客户', en: 'New' },
  all: { zh: '合计', en: 'All' },
} as const

/** The e-marketing question: did the channel bring revenue, or only move it? */
export const channelShift = analysis<'channel'>({
  name: 'channel-shift',
  room: 'money',
  title: { zh: '新收入，还是渠道转移？', en: 'New revenue or channel shift?' },
  definition: {
    zh: '该渠道开通的店，本期经它卖出的与全部其他渠道的购买（含售后），同之前同样长的一段相比；没有该渠道的店怎样增长，它们本来也会怎样增长。已有客户：此前在任何渠道买过任何东西',
    en: 'At dealers where the channel opened: what sold through it and through everything else (workshop included) against the equally long time before, grown as dealers without the channel grew. Known before: bought anything by any channel until then',
  },
  formula: {
    zh: '新增 = 经该渠道卖出的 − 其他渠道因此少卖的',
    en: 'incremental = sold through the channel − what other channels lost by it',
  },
  register: ['A20-07'],
  filters: ['period', 'brand', 'region'],
  days: 180,
  money: true,
  choices: [
    {
      key: 'channel',
      title: { zh: '渠道', en: 'Channel' },
      options: Object.entries(channels).map(([value, { title }]) => ({ value, title })),
    },
  ],
  chart: { kind: 'range', name: 'customers', value: 'incrementalFen' },
  questions: [channelShiftQuestion as Question],
  find,
})

async function find(ctx: Ctx, { window, chosen }: Asked<'channel'>): Promise<Found> {
  const { brand = [], region = [], ...wide } = window
  const before = daysLater(window.from, -daysBetween(window.from, window.to) - 1)
  const facts = await askQuestion(ctx, channelShiftQuestion, wide, {
    sources: channels[chosen.channel]!.sources,
    before_from: before,
    only_brands: brand,
    only_regions: region,
  })
  if (facts.length === 0) return { columns, rows: [] }
  const { rows, opened, without, alreadyHad, isNew } = shiftRows(facts)
  if (opened < fewestDealers)
    return {
      columns,
      rows: [],
      empty: {
        zh: `只有 ${opened} 家店经这个渠道卖过车；至少要 ${fewestDealers} 家才能说`,
        en: `Only ${opened} dealers sold through this channel; ${fewestDealers} are needed to say anything`,
      },
    }
  const found = measureShift(rows, seeded(20_07))
  return {
    columns,
    rows: (['existing', 'new', 'all'] as const).map((group) => rowOf(group, found[group])),
    figures: figuresOf(found.all),
    says: saying(found.all),
    notes: notes({ opened, without, alreadyHad, isNew, before }),
  }
}

const columns: AnalysisColumn[] = [
  { key: 'customers', title: { zh: '客户', en: 'Customers' }, kind: 'text', words: groups },
  ...bounded(fenColumn('channelFen', '经该渠道多卖出', 'Sold through the channel')),
  ...bounded(fenColumn('shiftedFen', '从其他渠道转来', 'Moved from other channels')),
  ...bounded(fenColumn('incrementalFen', '新增', 'Incremental')),
  ...bounded({ key: 'share', title: { zh: '新增占比', en: 'Incremental share' }, kind: 'share' }),
]

const rowOf = (customers: string, { channelFen, shiftedFen, incrementalFen, incrementalShare }: Shift) => ({
  customers,
  ...three('channelFen', channelFen),
  ...three('shiftedFen', shiftedFen),
  ...three('incrementalFen', incrementalFen),
  ...three('share', incrementalShare),
})

function figuresOf({ channelFen, incrementalFen, incrementalShare }: Shift): AnalysisFigure[] {
  const of = ({ estimate, low, high }: Interval) => ({ value: estimate, low, high })
  return [
    {
      key: 'channel',
      title: { zh: '经该渠道多卖出', en: 'Sold through the channel' },
      kind: 'fen',
      ...of(channelFen),
    },
    { key: 'incremental', title: { zh: '新增', en: 'Incremental' }, kind: 'fen', ...of(incrementalFen) },
    {
      key: 'share',
      title: { zh: '新增占比', en: 'Incremental share' },
      kind: 'share',
      ...(incrementalShare ? of(incrementalShare) : { value: null }),
    },
  ]
}

function saying({ channelFen, incrementalFen, incrementalShare }: Shift): Words | null {
  if (!incrementalShare) return null
  const { estimate, low, high } = incrementalShare
  const range = `${percent(low)} – ${percent(high)}`
  const open = incrementalFen.low <= 0
  return {
    zh: `经该渠道多卖出 ${yuan(channelFen.estimate, 'zh')}，其中 ${percent(estimate)} 是新增（95% 区间 ${range}）${open ? '；也可能全是从别处转来的' : ''}`,
    en: `Of ${yuan(channelFen.estimate, 'en')} more sold through the channel ${percent(estimate)} is new (95 % interval ${range})${open ? '; it may all have moved from elsewhere' : ''}`,
  }
}

function notes({
  opened,
  without,
  alreadyHad,
  isNew,
  before,
}: {
  opened: number
  without: number
  alreadyHad: number
  isNew: boolean
  before: string
}): Words[] {
  const told: Words[] = [
    { zh: `对比期从 ${before} 起，与本期同样长`, en: `Compared with as long a time from ${before}` },
    isNew
      ? {
          zh: `${opened} 家店在本期第一次经该渠道卖车；${without} 家店一直没有它，作为参照${alreadyHad ? `；${alreadyHad} 家店早就有，不在其中` : ''}`,
          en: `${opened} dealers first sold through it in the period; ${without} never did and show what would have been${alreadyHad ? `; ${alreadyHad} had it before and are left out` : ''}`,
        }
      : {
          zh: `${opened} 家店早已有该渠道：看的是它本期的增长，不是开通`,
          en: `${opened} dealers had the channel already: this is about its growth in the period, not about its opening`,
        },
  ]
  if (without === 0)
    told.push({
      zh: '没有哪家店没有它：只能同自己的过去比，普遍的增长也会算成新增',
      en: 'No dealer is without it: compared with its own past only, everybody’s growth counts as incremental',
    })
  return told
}
