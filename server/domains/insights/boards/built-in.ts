import type { BoardTile, boardRoles, sevenAnalyses } from '../../../../contract/boards.ts'
import type { Words } from '../../../../contract/endpoint.ts'
import type { Ctx, ScopeKind } from '../../../kernel/ctx.ts'

export type BuiltInBoard = {
  key: (typeof boardRoles)[number] | (typeof sevenAnalyses)[number]
  group: 'role' | 'seven'
  title: Words
  note: Words
  /** Who finds it among theirs; the seven are everybody's. */
  audience: readonly ScopeKind[]
  tiles: readonly BoardTile[]
}

const headOffice: ScopeKind[] = ['carmaker', 'brand']
const network: ScopeKind[] = ['carmaker', 'brand', 'region']
const everybody: ScopeKind[] = ['carmaker', 'brand', 'region', 'dealer']
const tile = (analysis: string, choices?: BoardTile['choices']): BoardTile => ({
  analysis,
  ...(choices && { choices }),
})
const wide = (analysis: string, choices?: BoardTile['choices']): BoardTile => ({
  ...tile(analysis, choices),
  wide: true,
})

const byRole: BuiltInBoard[] = [
  {
    key: 'head-office',
    group: 'role',
    title: { zh: '总部', en: 'Head office' },
    note: {
      zh: '卖了多少、花了多少、带来什么、接下来',
      en: 'What was sold, spent and earned, and what comes',
    },
    audience: headOffice,
    tiles: [
      wide('performance'),
      tile('attainment', { by: 'region' }),
      tile('funnel'),
      tile('forecast'),
      tile('market-share'),
      tile('distribution'),
      tile('campaign-return'),
      tile('attribution'),
      tile('value-classes-split'),
      tile('at-loss'),
    ],
  },
  {
    key: 'region',
    group: 'role',
    title: { zh: '大区', en: 'Region' },
    note: { zh: '各店谁领先、谁落后，差在哪里', en: 'Which dealers lead, which lag, and where' },
    audience: network,
    tiles: [
      wide('benchmark'),
      tile('attainment'),
      tile('performance', { by: 'dealer' }),
      tile('funnel'),
      tile('ageing-split', { by: 'dealer' }),
      tile('forecast'),
      tile('coverage'),
      tile('traffic'),
      tile('lapse-survival', { by: 'dealer' }),
    ],
  },
  {
    key: 'dealer',
    group: 'role',
    title: { zh: '经销商', en: 'Dealer' },
    note: { zh: '自己店的线索、顾问、客流与老客户', en: 'The showroom: leads, consultants, traffic, owners' },
    audience: everybody,
    tiles: [
      wide('funnel'),
      tile('attainment'),
      tile('consultants'),
      tile('ageing-split', { by: 'stage' }),
      tile('traffic'),
      tile('performance', { by: 'consultant' }),
      tile('dormant'),
      tile('win-back'),
      tile('next-product'),
    ],
  },
  {
    key: 'contact-centre',
    group: 'role',
    title: { zh: '客服中心', en: 'Contact centre' },
    note: { zh: '该联系谁，派出去的线索怎样了', en: 'Whom to contact, and what became of dispatched leads' },
    audience: headOffice,
    tiles: [
      wide('funnel'),
      tile('ageing-split', { by: 'holder' }),
      tile('left-in-cart'),
      tile('win-back'),
      tile('dormant'),
      tile('propensity-quality'),
      tile('traffic'),
    ],
  },
  {
    key: 'loyalty',
    group: 'role',
    title: { zh: '会员与忠诚', en: 'Loyalty' },
    note: { zh: '谁留下、谁在走、谁会再买', en: 'Who stays, who is leaving, who buys again' },
    audience: network,
    tiles: [
      wide('lapse-survival'),
      tile('lapse-drivers'),
      tile('cohorts'),
      tile('repurchase-window'),
      tile('stages'),
      tile('rfm-lines'),
      tile('value-classes-split'),
      tile('recommendation'),
    ],
  },
  {
    key: 'product-planning',
    group: 'role',
    title: { zh: '产品规划', en: 'Product planning' },
    note: { zh: '客户选什么配置与颜色，什么一起买', en: 'Options, colours, and what is bought together' },
    audience: headOffice,
    tiles: [
      tile('options-take-up'),
      tile('colours-take-up'),
      wide('basket-rules'),
      tile('left-in-cart'),
      tile('next-product'),
      tile('forecast', { by: 'series' }),
      tile('distribution'),
      tile('performance', { by: 'series' }),
    ],
  },
]

/** The seven analyses of the mission (A23-01 to 07; their names after ambiguity T6), in its order. */
const seven: BuiltInBoard[] = [
  {
    key: 'profiling',
    group: 'seven',
    title: { zh: '概况分析', en: 'Profiling' },
    note: { zh: '客户是谁、在哪里、处在哪个阶段', en: 'Who the customers are, where, and at which stage' },
    audience: everybody,
    tiles: [
      tile('stages'),
      tile('value-classes-split'),
      tile('distribution'),
      tile('rfm-lines'),
      tile('group-spend', { by: 'age' }),
      tile('coverage'),
    ],
  },
  {
    key: 'persistency',
    group: 'seven',
    title: { zh: '忠诚度分析', en: 'Persistency' },
    note: { zh: '客户留多久、为什么走', en: 'How long customers stay and why they go' },
    audience: everybody,
    tiles: [
      wide('lapse-survival'),
      tile('lapse-drivers'),
      tile('cohorts'),
      tile('dormant'),
      tile('win-back'),
      tile('recommendation'),
    ],
  },
  {
    key: 'profitability',
    group: 'seven',
    title: { zh: '利润分析', en: 'Profitability' },
    note: { zh: '谁带来利润、谁让我们亏', en: 'Who brings profit and who costs more than they bring' },
    audience: everybody,
    tiles: [
      tile('abc-split'),
      tile('value-classes-split'),
      tile('lifetime-value'),
      tile('at-loss'),
      tile('group-spend', { by: 'class' }),
      tile('campaign-return'),
      tile('acquisition-vs-keeping'),
    ],
  },
  {
    key: 'performance',
    group: 'seven',
    title: { zh: '性能分析', en: 'Performance' },
    note: { zh: '各大区、门店、顾问做得怎样', en: 'How regions, dealers and consultants do' },
    audience: everybody,
    tiles: [
      wide('performance'),
      tile('funnel'),
      tile('consultants'),
      tile('benchmark'),
      tile('ageing-split'),
      tile('group-spend', { by: 'source' }),
      tile('market-share'),
    ],
  },
  {
    key: 'prospecting',
    group: 'seven',
    title: { zh: '未来分析', en: 'Prospecting' },
    note: { zh: '接下来卖多少、谁会买', en: 'What will be sold, and who will buy' },
    audience: everybody,
    tiles: [
      wide('forecast'),
      wide('customer-months'),
      tile('distribution', { of: 'newcomers' }),
      tile('stages'),
      tile('repurchase-window'),
      tile('lifetime-value'),
      tile('propensity-quality'),
      tile('propensity-drift'),
    ],
  },
  {
    key: 'product',
    group: 'seven',
    title: { zh: '产品分析', en: 'Product' },
    note: { zh: '什么一起买、选什么、下一件', en: 'What is bought together, chosen, and next' },
    audience: everybody,
    tiles: [
      wide('basket-rules'),
      tile('left-in-cart'),
      tile('next-product'),
      tile('options-take-up'),
      tile('colours-take-up'),
    ],
  },
  {
    key: 'promotion',
    group: 'seven',
    title: { zh: '促销分析', en: 'Promotion' },
    note: { zh: '活动与媒体带来了什么新的', en: 'What campaigns and media really added' },
    audience: everybody,
    tiles: [
      wide('attribution'),
      tile('campaign-return'),
      tile('incrementality'),
      tile('channel-shift'),
      tile('media-effect'),
      tile('traffic'),
    ],
  },
]

export const builtInBoards: readonly BuiltInBoard[] = [...byRole, ...seven]

/** Those this reader finds among theirs. */
export const builtInFor = ({ scope }: Pick<Ctx, 'scope'>): BuiltInBoard[] =>
  builtInBoards.filter(({ audience }) => scope.kind === 'system' || audience.includes(scope.kind))

const homes: Record<ScopeKind, BuiltInBoard['key']> = {
  carmaker: 'head-office',
  brand: 'head-office',
  system: 'head-office',
  region: 'region',
  dealer: 'dealer',
}
/** The contact centre sits in head office and sees as much; what its people do tells them apart. */
export const homeOf = ({ scope, actor }: Pick<Ctx, 'scope' | 'actor'>): BuiltInBoard['key'] =>
  scope.kind === 'carmaker' && actor.permissions.has('contact-centre.qualify')
    ? 'contact-centre'
    : homes[scope.kind]
