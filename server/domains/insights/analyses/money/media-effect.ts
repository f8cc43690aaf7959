import type { AnalysisColumn } from '../../../../../contract/analyses.ts'
import type { Words } from '../../../../../contract/endpoint.ts'
import { dayIn } from '../../../../kernel/clock.ts'
import type { Ctx } from '../../../../kernel/ctx.ts'
import { askQuestion, type Question, type Window } from '../../door.ts'
import { campaignFlights } from '../../questions/campaign-flights/question.ts'
import { type DealerCounts, dealerCounts } from '../../questions/dealer-counts/question.ts'
import { type Asked, analysis, type Found } from '../analysis.ts'
import { baselineDays, type Flown, fly, type Measure } from './flights.ts'
import { ofDays, reportsBehind, saying, told } from './media-telling.ts'
import { bounded, daysLater, earlier, named, rounded, three } from './wording.ts'

/** What campaigns did to showrooms and telephones, from the two numbers every dealer reports a day. */
export const mediaEffect = analysis<'measure'>({
  name: 'media-effect',
  room: 'money',
  title: { zh: '媒体效果', en: 'Media effect' },
  definition: {
    zh: '活动投放期内，活动大区各店的日报（展厅人流或来电）相对于同品牌其他大区，比投放前 56 天高出多少。另有大区活动的大区不作参照；漏报的日子不拉低也不抬高。选一个活动看它的每一天',
    en: 'How much the daily counts (showroom visits or phone calls) of the campaign’s regions rose in its flight, against the brand’s other regions and against the 56 days before. Regions with a campaign of their own are no yardstick; a missing report neither lowers nor raises a day. Choose one campaign to see its days',
  },
  formula: {
    zh: '提升 = 活动大区 ÷ 参照大区，投放期对投放前（按星期，双重差分），95% 区间',
    en: 'lift = campaign regions ÷ other regions, flight over before (by weekday, difference in differences), 95 % interval',
  },
  register: ['A3-08', 'A1-21', 'A18-12'],
  filters: ['period', 'brand', 'region', 'campaign'],
  money: true,
  choices: [
    {
      key: 'measure',
      title: { zh: '看什么', en: 'Of what' },
      options: [
        { value: 'visits', title: { zh: '展厅人流', en: 'Showroom visits' } },
        { value: 'calls', title: { zh: '来电', en: 'Phone calls' } },
      ],
    },
  ],
  chart: { kind: 'range', name: 'campaign', value: 'lift' },
  questions: [campaignFlights as Question, dealerCounts as Question],
  find,
  behind: async (ctx, asked, row, page) => {
    const { flown, counts } = await flownIn(ctx, asked, row.campaign ?? asked.window.campaign?.[0])
    return reportsBehind(flown[0], counts, page)
  },
})

/** Every campaign of the period, or the one asked for, over the reports of the days it needs. */
async function flownIn(
  ctx: Ctx,
  { window, chosen }: Asked<'measure'>,
  only?: string,
): Promise<{ flown: Flown[]; counts: DealerCounts[] }> {
  const today = dayIn(window.asOf, 'Asia/Shanghai')
  const { region = [], campaign = [], ...wide } = window
  const around: Window = {
    ...wide,
    from: daysLater(window.from, -400),
    to: earlier(window.to, today),
  }
  const flights = await askQuestion(ctx, campaignFlights, around, { limit: 2000 })
  const asked = flights.filter(
    ({ id, regionIds, startsOn, endsOn }) =>
      startsOn <= around.to &&
      endsOn >= window.from &&
      (only ? id === only : campaign.length === 0 || campaign.includes(id)) &&
      (region.length === 0 || regionIds.some((one) => region.includes(one))),
  )
  if (asked.length === 0) return { flown: [], counts: [] }
  const since = daysLater(asked.map(({ startsOn }) => startsOn).sort()[0]!, -baselineDays)
  const counts = await askQuestion(ctx, dealerCounts, { ...wide, from: since, to: around.to }, {})
  const measure = chosen.measure as Measure
  return {
    flown: asked.map((flight) => fly(flight, flights, { counts, since, until: around.to, measure })),
    counts,
  }
}

async function find(ctx: Ctx, asked: Asked<'measure'>): Promise<Found> {
  const { flown, counts } = await flownIn(ctx, asked)
  const dealers = new Map(counts.map(({ dealerId, dealer }) => [dealerId, dealer ?? dealerId]))
  const [one] = flown
  if (flown.length === 1 && one?.effect) return ofDays(one, dealers)
  const names = named(new Map(flown.map(({ flight }) => [flight.id, flight.name])))
  return {
    columns: columns(names),
    rows: flown.map(rowOf),
    says: saying(flown),
    notes: told(flown, dealers),
    empty: flown.length > 0 && counts.length === 0 ? noReports : null,
  }
}

const noReports: Words = {
  zh: '这段时间没有一家店的日报：没有展厅人流就看不出媒体效果',
  en: 'No dealer reported in this time: without daily counts there is no effect to see',
}

function rowOf({ flight, from: _, to, effect, targets, controls }: Flown) {
  const reported = targets.reduce((sum, { counts }) => sum + counts.filter((one) => one >= 0).length, 0)
  const wanted = targets.reduce((sum, { counts }) => sum + counts.length, 0)
  return {
    campaign: flight.id,
    startsOn: flight.startsOn,
    endsOn: to,
    ...three('lift', effect?.lift ?? null),
    ...three('extra', effect && rounded(effect.extra)),
    dealers: targets.length,
    controls,
    reported: wanted > 0 ? reported / wanted : null,
    basis: effect ? (effect.basis === 'against control regions' ? 'regions' : 'past') : 'none',
  }
}

const columns = (names: Record<string, Words>): AnalysisColumn[] => [
  { key: 'campaign', title: { zh: '活动', en: 'Campaign' }, kind: 'text', words: names },
  { key: 'startsOn', title: { zh: '开始', en: 'From' }, kind: 'day' },
  { key: 'endsOn', title: { zh: '看到', en: 'Seen to' }, kind: 'day' },
  ...bounded({ key: 'lift', title: { zh: '提升', en: 'Lift' }, kind: 'share' }),
  ...bounded({ key: 'extra', title: { zh: '多来的', en: 'Brought' }, kind: 'count' }),
  { key: 'dealers', title: { zh: '活动大区店数', en: 'Dealers reached' }, kind: 'count' },
  { key: 'controls', title: { zh: '参照店数', en: 'Dealers compared' }, kind: 'count' },
  { key: 'reported', title: { zh: '日报到齐', en: 'Reports in' }, kind: 'share' },
  {
    key: 'basis',
    title: { zh: '比照', en: 'Against' },
    kind: 'text',
    words: {
      regions: { zh: '其他大区', en: 'other regions' },
      past: { zh: '只有自己的过去', en: 'its own past only' },
      none: { zh: '投放前日报不足两周', en: 'too few reports before it' },
    },
  },
]
