import type { Words } from '../../../../../contract/endpoint.ts'
import type { LapseDriver } from '../../../../../contract/value.ts'
import { askQuestion, type Question } from '../../door.ts'
import { lapseSpells, type Spell } from '../../questions/lapse-spells/question.ts'
import { regionNames } from '../../questions/region-names/question.ts'
import { fewestLapses, type Lapse, learnLapse, rankDrivers } from '../../value/lapse.ts'
import { analysis, type Found } from '../analysis.ts'
import { daysOf, lapseWindow, percent } from './windows.ts'

/** Each with the step its ratio is told in. */
const driverWords: Record<Exclude<LapseDriver, 'region'>, Words> = {
  visits: { zh: '近一年付费到店多 1 次', en: 'One more paid visit in the year before' },
  freeShare: { zh: '免费到店占比多 10 个百分点', en: 'Ten points more of the visits free' },
  years: { zh: '成为车主多 1 年', en: 'One more year as an owner' },
  lateFirst: { zh: '交车 180 天后才首次保养', en: 'First service later than 180 days after delivery' },
  extras: { zh: '买过精品', en: 'Bought accessories' },
  boughtHere: { zh: '车在网络内购买', en: 'Bought the car in the network' },
  moved: { zh: '到过不止一家店', en: 'Has been to more than one dealer' },
  repaired: { zh: '上次是维修或事故', en: 'Last came for a repair or an accident' },
}

/** The analysis of given spells: what the nightly model learns too. */
export function driversOf(
  spells: readonly Spell[],
  windowDays: number,
  names: ReadonlyMap<string, string> = new Map(),
): { lapse: Lapse; rows: Found['rows'] } | null {
  const lapse = learnLapse(spells, windowDays)
  if (!lapse) return null
  const rows = rankDrivers(lapse).map(({ column, ratio, p, lapse: usual, lapseWith }, at) => ({
    rank: at + 1,
    driver: column.region === null ? column.driver : (names.get(column.region) ?? column.region),
    ratio: ratio.value,
    ratioLow: ratio.low,
    ratioHigh: ratio.high,
    lapse: usual,
    lapseWith,
    p,
  }))
  return { lapse, rows }
}

function says(rows: Found['rows']): Words {
  const sure = rows.filter((row) => Number(row.p) < 0.05)
  const first = sure[0]
  if (!first)
    return {
      zh: '没有一项因素可靠地区分流失与留存',
      en: 'Nothing known tells reliably who lapses and who stays',
    }
  const words = driverWords[first.driver as keyof typeof driverWords] ?? {
    zh: `区域 ${first.driver}`,
    en: `Region ${first.driver}`,
  }
  const [from, to] = [percent(Number(first.lapse)), percent(Number(first.lapseWith))]
  return {
    zh: `影响最明显：${words.zh}，流失可能从 ${from} 变为 ${to}`,
    en: `What tells most: ${words.en}; the chance to lapse goes from ${from} to ${to}`,
  }
}

export const lapseDriversAnalysis = analysis({
  name: 'lapse-drivers',
  room: 'keeping',
  title: { zh: '流失的驱动因素', en: 'What drives owners away' },
  definition: {
    zh: '每次付费到店或交车之后，车主多快再付费回厂，取决于当时已知的什么；窗口期内没有回来即流失。按证据强弱排序',
    en: 'After each paid visit or delivery: how readily the owner comes and pays again, given what was known that day; not within the window is a lapse. Ranked by the evidence',
  },
  formula: {
    zh: 'Cox 比例风险（Efron）：回厂风险；风险比取倒数，大于 1 即更不易回厂；95% 区间',
    en: 'Cox proportional hazards (Efron) of coming back; the ratio is turned round, so above 1 drives away; 95 % intervals',
  },
  register: ['A14-09', 'A23-02', 'A1-12'],
  filters: ['brand', 'region', 'dealer', 'series'],
  choices: [lapseWindow],
  chart: { kind: 'range', name: 'driver', value: 'ratio' },
  questions: [lapseSpells as Question, regionNames as Question],
  find: async (ctx, { window, chosen }) => {
    const windowDays = daysOf(chosen.window)
    const spells = await askQuestion(ctx, lapseSpells, window, {
      ...lapseSpells.example,
      // Enough for intervals a reader cannot tell from certainty, and a board that opens in a second.
      owners: 10_000,
      window_days: windowDays,
    })
    const names = new Map((await askQuestion(ctx, regionNames, window, {})).map((one) => [one.id, one.name]))
    const found = driversOf(spells, windowDays, names)
    if (!found) return { columns, rows: [], empty: tooFew }
    const { model, concordance } = found.lapse
    const figure = (key: string, title: Words, value: number, kind: 'count' | 'number' | 'share') => ({
      key,
      title,
      value,
      kind,
    })
    return {
      columns,
      rows: found.rows,
      figures: [
        figure('spells', { zh: '学习用的到店间隔', en: 'Absences learned from' }, model.subjects, 'count'),
        figure('returns', { zh: '其中回来的', en: 'Of them came back' }, model.events, 'count'),
        figure(
          'concordance',
          { zh: '一致性（0.5 为猜测）', en: 'Concordance (0.5 is guessing)' },
          concordance,
          'number',
        ),
      ],
      says: says(found.rows),
      notes: [
        {
          zh: '因素取每次间隔开始当天已知的值，因此不会用到之后发生的事；同一车主的多次间隔视为独立，区间略偏窄',
          en: 'Drivers are as known on the day each absence began, so nothing later leaks in; an owner’s absences count as independent, which makes intervals slightly narrow',
        },
        {
          zh: '关联不等于因果；区域与最大的区域相比',
          en: 'What goes together need not cause; regions are compared with the largest one',
        },
        {
          zh: '客户多时按整位车主抽样，至少 10,000 位',
          en: 'With many customers, whole owners are drawn by lot, at least 10,000',
        },
      ],
    }
  },
})

const tooFew = {
  zh: `至少需要 ${fewestLapses.spells} 次到店间隔，其中回来与流失各 ${fewestLapses.each} 次；资料不满窗口期时请选短一些的窗口`,
  en: `It needs ${fewestLapses.spells} absences, ${fewestLapses.each} of them ended by a visit and ${fewestLapses.each} by a lapse; where the records are younger than the window, choose a shorter one`,
}
const columns: Found['columns'] = [
  { key: 'rank', title: { zh: '名次', en: 'Rank' }, kind: 'count' },
  { key: 'driver', title: { zh: '因素', en: 'Driver' }, kind: 'text', words: driverWords },
  {
    key: 'ratio',
    title: { zh: '离开风险比', en: 'Times less readily back' },
    kind: 'number',
    low: 'ratioLow',
    high: 'ratioHigh',
  },
  { key: 'ratioLow', title: { zh: '下限', en: 'Low' }, kind: 'number' },
  { key: 'ratioHigh', title: { zh: '上限', en: 'High' }, kind: 'number' },
  { key: 'lapse', title: { zh: '平均车主的流失可能', en: 'Chance to lapse, average owner' }, kind: 'share' },
  { key: 'lapseWith', title: { zh: '加上该因素', en: 'With this driver' }, kind: 'share' },
  { key: 'p', title: { zh: 'p 值', en: 'p' }, kind: 'number' },
]
