import { cursorOf, readCursor } from '../../../../kernel/db/keyset.ts'
import { nameOf } from '../../../../kernel/divisions.ts'
import { askQuestion, type Question } from '../../door.ts'
import { customersByDivision } from '../../questions/customers-by-division/question.ts'
import { type divisionCounts, divisionCustomers } from '../../questions/division-customers/question.ts'
import { analysis } from '../analysis.ts'
import { column, percent } from '../cells.ts'
import { customerNames } from '../named.ts'
import { divisionName, provinces, sixDigits } from './places.ts'

type Of = (typeof divisionCounts)[number]

export const distribution = analysis<'of' | 'level'>({
  name: 'distribution',
  room: 'market',
  title: { zh: '客户分布', en: 'Where customers live' },
  definition: {
    zh: '按客户地址所在的省（或市）：全部客户、期间新建档的客户、买过车或来过维修的客户；合并后的客户只算一次',
    en: 'By province (or city) of the customer’s address: all customers, those first met in the period, those who bought a car or came to a workshop. Merged records count once',
  },
  formula: {
    zh: '占比 = 该地客户 ÷ 有地址的客户',
    en: 'share = customers there ÷ customers with an address',
  },
  register: ['A18-12', 'A23-05'],
  filters: ['period', 'brand', 'region', 'dealer'],
  choices: [
    {
      key: 'of',
      title: { zh: '客户', en: 'Of whom' },
      options: [
        { value: 'customers', title: { zh: '全部客户', en: 'All customers' } },
        { value: 'buyers', title: { zh: '买过车或来过维修', en: 'Bought or came to a workshop' } },
        { value: 'newcomers', title: { zh: '期间新建档', en: 'First met in the period' } },
      ],
    },
    {
      key: 'level',
      title: { zh: '到', en: 'Down to' },
      options: [
        { value: 'province', title: { zh: '省', en: 'Province' } },
        { value: 'city', title: { zh: '市', en: 'City' } },
      ],
    },
  ],
  chart: { kind: 'map', division: 'division', value: 'customers' },
  questions: [customersByDivision, divisionCustomers] as Question[],
  find: async (ctx, { window, chosen }) => {
    const of = chosen.of as Of
    const digits = chosen.level === 'city' ? 4 : 2
    const all = await askQuestion(ctx, customersByDivision, window, { digits })
    const placed = all.filter((row) => row.division.length === digits)
    const sum = (rows: typeof all) => rows.reduce((total, row) => total + row[of], 0)
    const [known, total] = [sum(placed), sum(all)]
    const rows = placed
      .map((row) => ({
        division: sixDigits(row.division),
        name: digits === 4 ? (nameOf(row.division) ?? row.division) : divisionName(row.division),
        customers: row.customers,
        buyers: row.buyers,
        newcomers: row.newcomers,
        share: known > 0 ? row[of] / known : null,
      }))
      .sort((a, b) => b[of] - a[of] || a.division.localeCompare(b.division))
    const none = provinces.filter(
      ({ code }) => !all.some((row) => row.division.startsWith(code) && row[of] > 0),
    )
    const top = rows.slice(0, 3)
    const inTop = percent(top.reduce((share, row) => share + (row.share ?? 0), 0))
    return {
      columns,
      rows,
      chart: { kind: 'map', division: 'division', value: of },
      figures: [
        { key: 'customers', title: { zh: '客户', en: 'Customers' }, kind: 'count', value: total },
        {
          key: 'placed',
          title: { zh: '有地址', en: 'With an address' },
          kind: 'share',
          value: total > 0 ? known / total : null,
        },
        {
          key: 'none',
          title: { zh: '没有客户的省', en: 'Provinces without' },
          kind: 'count',
          value: none.length,
        },
      ],
      says:
        known > 0
          ? {
              zh: `${inTop} 的客户在${top.map((row) => row.name).join('、')}`,
              en: `${inTop} live in ${top.map((row) => row.name).join(', ')}`,
            }
          : null,
      notes:
        total > known
          ? [
              {
                zh: `${total - known} 位客户没有地址或地址不到这一级，不在图上`,
                en: `${total - known} customers have no address this precise and are not on the map`,
              },
            ]
          : [],
    }
  },
  behind: async (ctx, { window, chosen }, row, page) => {
    const [after] = page.after ? readCursor(page.after, 1) : ['']
    const within = (row.division ?? '').replace(/(00)+$/, '')
    const rows = await askQuestion(ctx, divisionCustomers, window, {
      within,
      of: chosen.of as Of,
      after: String(after),
      limit: page.limit + 1,
    })
    const shown = rows.slice(0, page.limit)
    const names = await customerNames(
      ctx,
      shown.map(({ id }) => id),
    )
    const last = shown.at(-1)
    return {
      columns: behindColumns,
      items: shown.map(({ id, division, on, source, bought }) => ({
        id,
        title: names.get(id) ?? '–',
        page: 'customer' as const,
        cells: { place: nameOf(division) ?? division, on, source, bought: bought ? 'yes' : 'no' },
      })),
      next: rows.length > page.limit && last ? cursorOf([last.id]) : null,
    }
  },
})

const columns = [
  column('division', '区划代码', 'Division', 'text'),
  column('name', '地区', 'Place', 'text'),
  column('customers', '客户', 'Customers', 'count'),
  column('buyers', '买过车或来过维修', 'Bought or came', 'count'),
  column('newcomers', '期间新建档', 'First met in the period', 'count'),
  column('share', '占比', 'Share', 'share'),
]
const behindColumns = [
  column('place', '地址', 'Address', 'text'),
  column('on', '建档', 'Since', 'day'),
  column('source', '首次来源', 'First source', 'text'),
  column('bought', '买过', 'Bought', 'text', { yes: { zh: '是', en: 'Yes' }, no: { zh: '否', en: 'No' } }),
]
