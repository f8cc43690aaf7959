import { askQuestion, type Question } from '../../door.ts'
import { traffic } from '../../questions/traffic/question.ts'
import { analysis } from '../analysis.ts'

/** Showroom traffic and telephone enquiries by week. */
export const trafficByWeek = analysis({
  name: 'traffic',
  room: 'data',
  title: traffic.title,
  definition: traffic.definition,
  formula: traffic.formula,
  register: traffic.register,
  filters: ['period', 'brand', 'region', 'dealer'],
  chart: { kind: 'line', x: 'week', y: ['showroomVisits', 'phoneEnquiries'] },
  questions: [traffic as Question],
  find: async (ctx, { window }) => ({
    columns: [
      { key: 'week', title: { zh: '周（周一）', en: 'Week from Monday' }, kind: 'day' },
      { key: 'showroomVisits', title: { zh: '展厅人流', en: 'Showroom visits' }, kind: 'count' },
      { key: 'phoneEnquiries', title: { zh: '来电', en: 'Phone enquiries' }, kind: 'count' },
      { key: 'reports', title: { zh: '日报', en: 'Daily reports' }, kind: 'count' },
    ],
    rows: await askQuestion(ctx, traffic, window, {}),
  }),
})
