import type { AnalysisFigure } from '../../../../../contract/analyses.ts'
import type { Words } from '../../../../../contract/endpoint.ts'
import { askQuestion, type Question } from '../../door.ts'
import { type SurvivalCurve, stepAt, survivalCurve, talliesFrom } from '../../models/survival/kaplan-meier.ts'
import { logRankOf } from '../../models/survival/log-rank.ts'
import { type LapseLives, lapseGroups, lapseLives } from '../../questions/lapse-lives/question.ts'
import { analysis, type Found } from '../analysis.ts'
import { daysOf, lapseWindow, percent } from './windows.ts'

const groupTitles: Record<(typeof lapseGroups)[number], Words> = {
  all: { zh: '全部车主', en: 'All owners' },
  region: { zh: '区域', en: 'Region' },
  dealer: { zh: '经销商', en: 'Dealer' },
  series: { zh: '车系', en: 'Series' },
  year: { zh: '首次交车年份', en: 'Year of first delivery' },
}
const unknown = { zh: '未知', en: 'unknown' }
/** A curve over fewer owners is mostly its own interval. */
const fewest = 30
const weeksInMonth = 365.25 / 12 / 7

type Group = { key: string; name: string; lives: LapseLives[]; curve: SurvivalCurve; owners: number }

const countsOf = (lives: readonly LapseLives[]) =>
  talliesFrom(lives.map(({ weeks, lapsed, watched }) => ({ time: weeks, events: lapsed, censored: watched })))

function groupsOf(rows: readonly LapseLives[]): Group[] {
  const byKey = new Map<string, LapseLives[]>()
  for (const row of rows) byKey.set(row.group, [...(byKey.get(row.group) ?? []), row])
  return [...byKey]
    .map(([key, lives]) => {
      const curve = survivalCurve(countsOf(lives))
      return { key, name: lives[0]!.name, lives, curve, owners: curve.subjects }
    })
    .sort((a, b) => b.owners - a.owners)
}

/** A curve month by month, as far as anybody was still watched. */
function pointsOf({ key, name, curve }: Group) {
  const last = curve.steps.at(-1)?.time ?? 0
  const months = Math.min(120, Math.floor(last / weeksInMonth))
  return Array.from({ length: months + 1 }, (_, month) => {
    const step = stepAt(curve, month * weeksInMonth)
    return {
      month,
      group: key,
      name: name || key,
      still: step?.survival ?? 1,
      low: step?.low ?? 1,
      high: step?.high ?? 1,
      atRisk: step ? step.atRisk - step.events - step.censored : curve.subjects,
    }
  })
}

function figuresOf(groups: readonly Group[]): AnalysisFigure[] {
  const all = groups.flatMap(({ lives }) => lives)
  const sum = (of: (one: LapseLives) => number) => all.reduce((total, one) => total + of(one), 0)
  const test = groups.length > 1 ? logRankOf(groups.map(({ lives }) => countsOf(lives))) : null
  const figure = (key: string, title: Words, value: number, kind: AnalysisFigure['kind'] = 'count') => ({
    key,
    title,
    kind,
    value,
  })
  const lapsed = sum((one) => one.lapsed)
  return [
    figure('owners', { zh: '车主', en: 'Owners' }, lapsed + sum((one) => one.watched)),
    figure('lapsed', { zh: '曾流失', en: 'Lapsed once' }, lapsed),
    figure(
      'returned',
      { zh: '流失后又回来', en: 'Came back after it' },
      sum((one) => one.returned),
    ),
    ...(test
      ? [
          figure(
            'logRank',
            { zh: `对数秩 χ²（${test.freedom}）`, en: `Log-rank χ² (${test.freedom})` },
            test.chiSquared,
            'number',
          ),
          figure('p', { zh: '各组相同的 p 值', en: 'p that the groups are alike' }, test.p, 'number'),
        ]
      : []),
  ]
}

const atMonth = ({ curve }: Group, months: number) => stepAt(curve, months * weeksInMonth)?.survival ?? 1

/** The longest time up to three years for which every group was watched. */
function monthsTold(groups: readonly Group[]): number {
  const watched = Math.min(...groups.map(({ curve }) => curve.steps.at(-1)?.time ?? 0)) / weeksInMonth
  return [36, 24, 12].find((months) => months <= watched) ?? Math.floor(watched)
}

function says(groups: readonly Group[], figures: readonly AnalysisFigure[]): Words {
  const months = monthsTold(groups)
  const still = (group: Group) => percent(atMonth(group, months))
  const ranked = [...groups].sort((a, b) => atMonth(b, months) - atMonth(a, months))
  const [best, worst] = [ranked[0]!, ranked.length > 1 ? ranked.at(-1)! : null]
  const p = figures.find(({ key }) => key === 'p')?.value ?? null
  const name = (group: Group) => group.name || group.key
  if (!worst || p === null)
    return {
      zh: `${months} 个月后仍有 ${still(best)} 的车主付费回厂`,
      en: `After ${months} months ${still(best)} of the owners still come and pay`,
    }
  const differ =
    p < 0.05
      ? { zh: '各组确有差别', en: 'the groups differ' }
      : { zh: '各组的差别可能只是偶然', en: 'the difference may be chance' }
  return {
    zh: `${months} 个月后仍在的车主：${name(best)} ${still(best)}，${name(worst)} ${still(worst)}；${differ.zh}`,
    en: `Still there after ${months} months: ${name(best)} ${still(best)}, ${name(worst)} ${still(worst)}; ${differ.en}`,
  }
}

export const lapseSurvival = analysis({
  name: 'lapse-survival',
  room: 'keeping',
  title: { zh: '服务留存曲线', en: 'How long owners keep coming' },
  definition: {
    zh: '首次购车（或首次到店）之后多久仍在付费回厂。流失：距最近一次付费到店或交车超过窗口期没有付费到店；流失日 = 那次 + 窗口期',
    en: 'How long after the first car (or visit) owners still come and pay. Lapsed: no paid visit within the window after the last paid visit or delivery, as of the day the window ends',
  },
  formula: {
    zh: 'Kaplan-Meier：S(t) = ∏(1 − 流失 ÷ 在观察)；区间按 log(−log S)，Greenwood 误差；组间对数秩检验',
    en: 'Kaplan-Meier: S(t) = ∏(1 − lapsed ÷ at risk); interval on log(−log S) with Greenwood’s error; log-rank test between groups',
  },
  register: ['A14-09', 'A23-02', 'A24-02'],
  filters: ['brand', 'region', 'dealer', 'series'],
  choices: [
    {
      key: 'by',
      title: { zh: '分组', en: 'Group by' },
      options: lapseGroups.map((value) => ({ value, title: groupTitles[value] })),
      standard: 'region',
    },
    lapseWindow,
  ],
  chart: { kind: 'line', x: 'month', y: ['still'], by: 'name' },
  questions: [lapseLives as Question],
  find: async (ctx, { window, chosen }): Promise<Found> => {
    const by = chosen.by as (typeof lapseGroups)[number]
    const lives = await askQuestion(ctx, lapseLives, window, { by, window_days: daysOf(chosen.window) })
    const groups = groupsOf(lives)
      .filter(({ owners }) => owners >= fewest)
      .map((group) => ({ ...group, name: group.name || (group.key === 'all' ? '' : group.key) }))
    const columns = columnsOf(by)
    const lapses = groups.reduce((sum, { curve }) => sum + curve.events, 0)
    if (lapses === 0) return { columns, rows: [], empty: tooFew, notes }
    const figures = figuresOf(groups)
    return { columns, rows: groups.flatMap(pointsOf), figures, says: says(groups, figures), notes }
  },
})

const tooFew = {
  zh: `至少需要一个有 ${fewest} 位车主的组，并且有人已流失；资料不满窗口期时请选短一些的窗口`,
  en: `It needs a group of ${fewest} owners or more, and somebody who has lapsed; where the records are younger than the window, choose a shorter one`,
}
const notes: Words[] = [
  {
    zh: '今天仍在窗口期内的车主按“观察到今天”计入（截尾），不算流失，也不算一直留下',
    en: 'Who is within the window today is counted as watched up to today (censored): neither lapsed nor kept for good',
  },
  {
    zh: '免费到店（保修、召回）不算付费到店；流失后又回来的车主只计第一次流失',
    en: 'Unpaid visits (warranty, recall) do not count; who came back after a lapse counts with the first one',
  },
  {
    zh: `按人数取前 10 组，少于 ${fewest} 位车主的组不画；只含您能看到的门店的到店`,
    en: `The ten largest groups, none below ${fewest} owners; visits to dealers out of your sight are not known here`,
  },
]

const columnsOf = (by: (typeof lapseGroups)[number]): Found['columns'] => [
  { key: 'month', title: { zh: '首次购车后的月数', en: 'Months since the first car' }, kind: 'count' },
  {
    key: 'group',
    title: { zh: '组', en: 'Group' },
    kind: 'text',
    words: { all: groupTitles.all, '': unknown },
  },
  { key: 'name', title: groupTitles[by], kind: 'text', words: { all: groupTitles.all, '': unknown } },
  { key: 'still', title: { zh: '仍在回厂', en: 'Still coming' }, kind: 'share', low: 'low', high: 'high' },
  { key: 'low', title: { zh: '下限', en: 'Low' }, kind: 'share' },
  { key: 'high', title: { zh: '上限', en: 'High' }, kind: 'share' },
  { key: 'atRisk', title: { zh: '仍在观察', en: 'Still watched' }, kind: 'count' },
]
