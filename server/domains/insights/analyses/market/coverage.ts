import { askQuestion, type Question } from '../../door.ts'
import { coverageQuestion } from '../../questions/coverage/question.ts'
import { analysis, type Found } from '../analysis.ts'
import { column, percent, ranged, shareCells } from '../cells.ts'
import { divisionName, sixDigits } from './places.ts'

type Cell = { division: string; seriesId: string; series: string; cars: number }

export const coverage = analysis<'drawn' | 'of'>({
  name: 'coverage',
  room: 'market',
  title: { zh: '产品覆盖', en: 'Product coverage' },
  definition: {
    zh: '哪个车系卖到了哪个省：客户地址所在的省，没有地址的按经销商所在的省。指数 100 表示该省买这个车系的比例与全国相同',
    en: 'Which series is sold in which province: of the customer’s address, or the dealer’s where there is none. An index of 100 says that a province buys the series as the whole country does',
  },
  formula: {
    zh: '指数 = 100 × 该车系占该省 ÷ 该车系占全国；覆盖 = 该省卖过的车系 ÷ 全部卖过的车系',
    en: 'index = 100 × the series’ share in the province ÷ its share everywhere; coverage = series sold there ÷ series sold anywhere',
  },
  register: ['A18-12', 'A1-12'],
  filters: ['period', 'brand', 'region', 'dealer', 'series'],
  choices: [
    {
      key: 'drawn',
      title: { zh: '显示', en: 'Drawn' },
      options: [
        { value: 'heat', title: { zh: '省 × 车系', en: 'Province by series' } },
        { value: 'map', title: { zh: '地图', en: 'Map' } },
      ],
    },
    {
      key: 'of',
      title: { zh: '车辆', en: 'Cars' },
      options: [
        { value: 'sold', title: { zh: '期间交付', en: 'Sold in the period' } },
        { value: 'owned', title: { zh: '历来交付', en: 'Sold ever' } },
      ],
    },
  ],
  chart: { kind: 'heat', x: 'series', y: 'name', value: 'cars' },
  questions: [coverageQuestion] as Question[],
  find: async (ctx, { window, chosen }) => {
    const cells = await askQuestion(ctx, coverageQuestion, window, { ever: chosen.of === 'owned' })
    return chosen.drawn === 'map' ? onMap(cells) : asHeat(cells)
  },
})

const total = (cells: readonly Cell[]) => cells.reduce((sum, { cars }) => sum + cars, 0)
function grouped(cells: readonly Cell[], of: (cell: Cell) => string): Map<string, Cell[]> {
  const groups = new Map<string, Cell[]>()
  for (const cell of cells) groups.set(of(cell), [...(groups.get(of(cell)) ?? []), cell])
  return groups
}

export function asHeat(cells: readonly Cell[]): Found {
  const all = total(cells)
  const [places, lines] = [grouped(cells, (cell) => cell.division), grouped(cells, (cell) => cell.seriesId)]
  const rows = cells.map((cell) => {
    const there = total(places.get(cell.division)!)
    const everywhere = total(lines.get(cell.seriesId)!) / all
    return {
      division: sixDigits(cell.division),
      name: divisionName(cell.division),
      series: cell.series,
      cars: cell.cars,
      ...shareCells('share', { of: there, did: cell.cars }),
      everywhere,
      index: (100 * cell.cars) / there / everywhere,
    }
  })
  return {
    columns: [
      column('division', '区划代码', 'Division', 'text'),
      column('name', '省', 'Province', 'text'),
      column('series', '车系', 'Series', 'text'),
      column('cars', '台数', 'Cars', 'count'),
      ...ranged('share', '占该省', 'Share in the province', 'share'),
      column('everywhere', '占全国', 'Share everywhere', 'share'),
      column('index', '指数', 'Index', 'number'),
    ],
    rows,
    says: gaps(cells),
  }
}

export function onMap(cells: readonly Cell[]): Found {
  const lines = grouped(cells, (cell) => cell.seriesId)
  const rows = [...grouped(cells, (cell) => cell.division)]
    .map(([division, own]) => {
      const missing = [...lines].filter(([id]) => !own.some((cell) => cell.seriesId === id))
      return {
        division: sixDigits(division),
        name: divisionName(division),
        cars: total(own),
        series: own.length,
        coverage: own.length / lines.size,
        missing: missing.map(([, [one]]) => one!.series).join('、'),
      }
    })
    .sort((a, b) => b.cars - a.cars || a.division.localeCompare(b.division))
  return {
    columns: [
      column('division', '区划代码', 'Division', 'text'),
      column('name', '省', 'Province', 'text'),
      column('cars', '台数', 'Cars', 'count'),
      column('series', '卖过的车系', 'Series sold', 'count'),
      column('coverage', '覆盖', 'Coverage', 'share'),
      column('missing', '没有卖过', 'Never sold', 'text'),
    ],
    rows,
    chart: { kind: 'map', division: 'division', value: 'cars' },
    says: gaps(cells),
  }
}

function gaps(cells: readonly Cell[]): Found['says'] {
  if (cells.length === 0) return null
  const [places, lines] = [
    grouped(cells, (cell) => cell.division).size,
    grouped(cells, (cell) => cell.seriesId).size,
  ]
  return {
    zh: `${lines} 个车系卖到 ${places} 个省，${percent(cells.length / (places * lines))} 的组合有销售`,
    en: `${lines} series are sold in ${places} provinces; ${percent(cells.length / (places * lines))} of the combinations sell`,
  }
}
