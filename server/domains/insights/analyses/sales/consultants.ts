import { askQuestion, type Question } from '../../door.ts'
import { byConsultant } from '../../questions/by-consultant/question.ts'
import { analysis } from '../analysis.ts'
import { column, percent, ranged, shareCells } from '../cells.ts'
import { accountNames } from '../named.ts'
import { leadsBehind } from './behind.ts'

const mostAsked = 20_000
const most = 200

export const consultants = analysis<'least'>({
  name: 'consultants',
  room: 'sales',
  title: { zh: '顾问排名', en: 'Consultants ranked' },
  definition: {
    zh: '线索够多的销售顾问，按成交率排名并给出区间：区间相互重叠的顾问不能说谁更好',
    en: 'Consultants with leads enough, ranked by conversion, with intervals: those whose intervals overlap are not better or worse than one another',
  },
  formula: {
    zh: '成交率 = 订单 ÷ 线索，Wilson 95% 区间',
    en: 'conversion = orders ÷ leads, Wilson’s 95 % interval',
  },
  register: ['A18-08', 'A23-04'],
  filters: ['period', 'brand', 'region', 'dealer', 'series', 'medium', 'campaign'],
  choices: [
    {
      key: 'least',
      title: { zh: '至少线索', en: 'Leads at least' },
      options: ['20', '50', '100'].map((value) => ({ value, title: { zh: value, en: value } })),
    },
  ],
  chart: { kind: 'range', name: 'name', value: 'conversion' },
  questions: [byConsultant] as Question[],
  find: async (ctx, { window, chosen }) => {
    const all = await askQuestion(ctx, byConsultant, window, { limit: mostAsked })
    const least = Number(chosen.least)
    const enough = all
      .filter((row) => row.leads >= least)
      .sort(
        (a, b) => b.orders / b.leads - a.orders / a.leads || b.leads - a.leads || a.id.localeCompare(b.id),
      )
    if (enough.length === 0)
      return {
        columns,
        rows: [],
        empty: {
          zh: `没有顾问有 ${least} 条线索：共 ${all.length} 位顾问，可放宽期间或降低门槛`,
          en: `No consultant has ${least} leads; there are ${all.length} consultants. Widen the period or ask for fewer`,
        },
      }
    const shown = enough.slice(0, most)
    const names = await accountNames(
      ctx,
      shown.map((row) => row.id),
    )
    const rows = shown.map((row, at) => ({
      id: row.id,
      rank: at + 1,
      name: `${names.get(row.id) ?? '–'} · ${row.dealer}`,
      leads: row.leads,
      inTime: row.inTime / row.leads,
      testDrives: row.testDrives / row.leads,
      orders: row.orders,
      ...shareCells('conversion', { of: row.leads, did: row.orders }),
      revenueFen: row.revenueFen,
    }))
    const [first, last] = [enough[0]!, enough.at(-1)!]
    return {
      columns,
      rows,
      says: {
        zh: `${enough.length} 位顾问的成交率从 ${percent(last.orders / last.leads)} 到 ${percent(first.orders / first.leads)}，最高的是${rows[0]!.name}`,
        en: `${enough.length} consultants convert between ${percent(last.orders / last.leads)} and ${percent(first.orders / first.leads)}; ${rows[0]!.name} leads`,
      },
      notes: [
        ...(all.length > enough.length
          ? [
              {
                zh: `另有 ${all.length - enough.length} 位顾问线索不足 ${least} 条，不排名`,
                en: `${all.length - enough.length} consultants with fewer than ${least} leads are not ranked`,
              },
            ]
          : []),
        ...(enough.length > most ? [{ zh: `只列出前 ${most} 位`, en: `The first ${most}` }] : []),
      ],
    }
  },
  behind: (ctx, { window }, row, page) =>
    leadsBehind(ctx, window, { by: 'consultant', mark: row.id ?? '' }, page),
})

const columns = [
  column('id', '编号', 'Id', 'text'),
  column('rank', '名次', 'Rank', 'count'),
  column('name', '顾问', 'Consultant', 'text'),
  column('leads', '线索', 'Leads', 'count'),
  column('inTime', '按时反馈', 'Feedback in time', 'share'),
  column('testDrives', '试驾', 'Test drives', 'share'),
  column('orders', '订单', 'Orders', 'count'),
  ...ranged('conversion', '成交率', 'Conversion', 'share'),
  column('revenueFen', '收入', 'Revenue', 'fen'),
]
