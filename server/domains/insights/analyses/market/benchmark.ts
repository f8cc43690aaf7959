import { askQuestion, type Question } from '../../door.ts'
import { benchmark as compareDealers, type MixCell, type Standing } from '../../models/benchmark/mix.ts'
import {
  benchmarkCells,
  type benchmarkMixes,
  type benchmarkWhats,
} from '../../questions/benchmark/question.ts'
import { analysis } from '../analysis.ts'
import { column, ranged } from '../cells.ts'
import { leadsBehind } from '../sales/behind.ts'

type What = (typeof benchmarkWhats)[number]
type Mix = (typeof benchmarkMixes)[number]
const fewestLeads = 20
const most = 200

export const benchmark = analysis<'what' | 'mix'>({
  name: 'benchmark',
  room: 'market',
  title: { zh: '经销商对标', en: 'Dealers benchmarked' },
  definition: {
    zh: '每家经销商的成功数与同样构成的线索在全网会有的成功数之比：线索容易的店不再占便宜。1 为全网水平，区间 95%',
    en: 'Each dealer’s successes over what the network would make of the same mix of leads: easy leads no longer flatter. 1 is as the network does, with 95 % intervals',
  },
  formula: {
    zh: '比值 = 成功 ÷ Σ(该类线索 × 全网该类成功率)；调整后的率 = 比值 × 全网成功率',
    en: 'ratio = successes ÷ Σ(leads of a kind × the network’s rate for the kind); adjusted rate = ratio × the network’s rate',
  },
  register: ['A18-08', 'A23-04'],
  filters: ['period', 'brand', 'region', 'dealer', 'series', 'medium', 'campaign'],
  choices: [
    {
      key: 'what',
      title: { zh: '成功', en: 'Success' },
      options: [
        { value: 'orders', title: { zh: '下订', en: 'An order' } },
        { value: 'test-drives', title: { zh: '试驾', en: 'A test drive' } },
        { value: 'in-time', title: { zh: '按时反馈', en: 'Feedback in time' } },
      ],
    },
    {
      key: 'mix',
      title: { zh: '构成', en: 'Mix by' },
      options: [
        { value: 'both', title: { zh: '媒体与车系', en: 'Medium and series' } },
        { value: 'medium', title: { zh: '媒体', en: 'Medium' } },
        { value: 'series', title: { zh: '车系', en: 'Series' } },
        { value: 'grade', title: { zh: '等级', en: 'Grade' } },
      ],
    },
  ],
  chart: { kind: 'range', name: 'name', value: 'ratio' },
  days: 180,
  questions: [benchmarkCells] as Question[],
  find: async (ctx, { window, chosen }) => {
    const cells = await askQuestion(ctx, benchmarkCells, window, {
      what: chosen.what as What,
      mix: chosen.mix as Mix,
    })
    const names = new Map(cells.map((cell) => [cell.dealerId, cell.dealer]))
    const standings = compareDealers(
      cells.map(({ dealerId, kind, cases, hits }): MixCell => ({ dealer: dealerId, kind, cases, hits })),
      0.95,
    )
    const judged = standings
      .filter(({ cases, expected }) => cases >= fewestLeads && expected > 0)
      .sort((a, b) => b.ratio.estimate - a.ratio.estimate || a.dealer.localeCompare(b.dealer))
    if (judged.length < 2)
      return {
        columns,
        rows: [],
        empty: {
          zh: `对标至少要两家各有 ${fewestLeads} 条线索且有成功的经销商：现在有 ${judged.length} 家`,
          en: `A benchmark needs two dealers with ${fewestLeads} leads each and some success; there are ${judged.length}`,
        },
      }
    const count = (standing: Standing['standing']) => judged.filter((one) => one.standing === standing).length
    const [above, below] = [count('above'), count('below')]
    const left = standings.length - judged.length
    return {
      columns,
      rows: (judged.length > most ? [...judged.slice(0, most / 2), ...judged.slice(-most / 2)] : judged).map(
        (one) => rowOf(one, names.get(one.dealer) ?? '–'),
      ),
      figures: [
        { key: 'above', title: { zh: '高于全网', en: 'Above' }, kind: 'count', value: above },
        { key: 'below', title: { zh: '低于全网', en: 'Below' }, kind: 'count', value: below },
      ],
      says: {
        zh: `${judged.length} 家经销商中，${above} 家确定高于全网，${below} 家确定低于全网，其余分不出高下`,
        en: `Of ${judged.length} dealers ${above} are surely above the network and ${below} surely below; the others cannot be told apart from it`,
      },
      notes: [
        {
          zh: `区间 95%：即使全都一样，也会有约 ${Math.round(judged.length * 0.05)} 家落在外面`,
          en: `At 95 % about ${Math.round(judged.length * 0.05)} would stand out even if all were alike`,
        },
        ...(left > 0
          ? [
              {
                zh: `${left} 家线索不足 ${fewestLeads} 条，不评价`,
                en: `${left} dealers with fewer than ${fewestLeads} leads are not judged`,
              },
            ]
          : []),
        ...(judged.length > most
          ? [
              {
                zh: `只列出最高和最低各 ${most / 2} 家`,
                en: `The ${most / 2} highest and the ${most / 2} lowest`,
              },
            ]
          : []),
      ],
    }
  },
  behind: (ctx, { window, chosen }, row, page) =>
    leadsBehind(
      ctx,
      window,
      { by: 'dealer', mark: row.id ?? '', metric: chosen.what === 'in-time' ? 'dispatched' : 'leads' },
      page,
    ),
})

const standings = {
  above: { zh: '高于全网', en: 'Above' },
  'as the network': { zh: '与全网相当', en: 'As the network' },
  below: { zh: '低于全网', en: 'Below' },
}
const columns = [
  column('id', '编号', 'Id', 'text'),
  column('name', '经销商', 'Dealer', 'text'),
  column('leads', '线索', 'Leads', 'count'),
  column('hits', '成功', 'Successes', 'count'),
  column('rate', '成功率', 'Rate', 'share'),
  column('expected', '同构成应有', 'Expected for the mix', 'number'),
  ...ranged('ratio', '比值', 'Ratio', 'number'),
  ...ranged('adjusted', '调整后成功率', 'Adjusted rate', 'share'),
  column('standing', '水平', 'Standing', 'text', standings),
]

const rowOf = (
  { dealer, cases, hits, rate, expected, ratio, adjustedRate, standing }: Standing,
  name: string,
) => ({
  id: dealer,
  name,
  leads: cases,
  hits,
  rate,
  expected,
  ratio: ratio.estimate,
  ratioLow: ratio.low,
  ratioHigh: ratio.high,
  adjusted: adjustedRate.estimate,
  adjustedLow: adjustedRate.low,
  adjustedHigh: adjustedRate.high,
  standing,
})
