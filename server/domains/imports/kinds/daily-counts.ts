import type { Ctx } from '../../../kernel/ctx.ts'
import { networkSnapshot } from '../../dealers/index.ts'
import { type DailyCountArrival, saveDailyCounts } from '../../extranet/index.ts'
import { pastDay, pastInstant } from '../values/days.ts'
import { whole } from '../values/numbers.ts'
import { code, text } from '../values/texts.ts'
import { answersOf } from './bulk.ts'
import { type Batch, field, type Kind, type ReadRow, type Written } from './kind.ts'
import { placeOf } from './place.ts'

export const dailyCounts: Kind = {
  kind: 'daily-counts',
  zh: '展厅人流与来电日报',
  en: 'Daily counts',
  fields: [
    field('day', '日期 / Day', 'daily count', pastDay, '统计日期|date', { required: true }),
    field(
      'dealerCode',
      '经销商编码 / Dealer code',
      'daily count',
      code(40),
      '经销商|门店编码|dealer_code|dealer',
    ),
    field(
      'showroomVisits',
      '展厅人流 / Showroom visits',
      'daily count',
      whole(0, 100_000),
      '到店人数|到店批次|客流|showroom_visits|visits|traffic',
      { required: true },
    ),
    field(
      'phoneEnquiries',
      '来电 / Phone enquiries',
      'daily count',
      whole(0, 100_000),
      '来电量|电话咨询|phone_enquiries|calls',
      { required: true },
    ),
    field('reportedAt', '上报时间 / Reported at', 'daily count', pastInstant, '填报时间|reported_at'),
    field('note', '备注 / Note', 'daily count', text(500), '说明|remark|comment'),
  ],
  headOffice: false,
  batchRows: 5_000,
  lanes: 2,
  ties: [['dealerCode+day']],
  needs: (mapped, { dealerId }) =>
    mapped.has('dealerCode') || dealerId
      ? []
      : [
          {
            field: 'dealerCode',
            zh: '经销商编码（一列，或整个文件）',
            en: 'the dealer code: a column, or for the whole file',
          },
        ],
  write: writeCounts,
}

async function writeCounts(ctx: Ctx, rows: ReadRow[], batch: Batch): Promise<Written[]> {
  const network = await networkSnapshot(ctx)
  const answers: Written[] = []
  const good: { at: number; row: ReadRow; arrival: DailyCountArrival }[] = []
  for (const [at, row] of rows.entries()) {
    const place = placeOf(ctx, network, batch, row.values)
    if ('fault' in place) answers[at] = { outcome: 'invalid', faults: [place.fault] }
    else good.push({ at, row, arrival: arrivalOf(row, network.byId.get(place.dealerId ?? '')?.code ?? '') })
  }
  const outcome = await saveDailyCounts(
    ctx,
    good.map(({ arrival }) => arrival),
    batch.importId,
  )
  const answered = answersOf(
    good.map(({ row }) => row),
    outcome,
  )
  for (const [n, { at }] of good.entries()) answers[at] = answered[n]!
  return answers
}

const arrivalOf = ({ values }: ReadRow, dealerCode: string): DailyCountArrival => ({
  day: values.day as string,
  dealerCode,
  showroomVisits: values.showroomVisits as number,
  phoneEnquiries: values.phoneEnquiries as number,
  note: (values.note as string | undefined) ?? null,
  reportedAt: values.reportedAt ? new Date(values.reportedAt as string) : null,
})
