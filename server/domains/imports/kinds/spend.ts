import type { Ctx } from '../../../kernel/ctx.ts'
import { type SpendArrival, saveSpend } from '../../campaigns/index.ts'
import { day } from '../values/days.ts'
import { money, whole } from '../values/numbers.ts'
import { code, word } from '../values/texts.ts'
import { answersOf } from './bulk.ts'
import { type Batch, field, type Kind, type ReadRow, type Values, type Written } from './kind.ts'

const most = 10_000_000_000

export const spend: Kind = {
  kind: 'spend',
  zh: '媒体花费',
  en: 'Media spend',
  fields: [
    field('day', '日期 / Day', 'spend', day, '投放日期|date', { required: true }),
    field(
      'campaignCode',
      '活动编码 / Campaign code',
      'spend',
      code(120),
      '活动|campaign_code|campaign|跟踪码|tracking_code',
      { required: true },
    ),
    field('medium', '媒体 / Medium', 'spend', word, '媒介|channel'),
    field('region', '区域编码 / Region code', 'spend', code(40), '大区|区域|region_code'),
    field('spendFen', '花费 / Spend', 'spend', money, '花费金额|消耗|费用|spend_yuan|cost|amount', {
      required: true,
    }),
    field('impressions', '曝光 / Impressions', 'spend', whole(0, most), '展现|展示|views'),
    field('clicks', '点击 / Clicks', 'spend', whole(0, most), '点击量'),
    field('contacts', '留资 / Contacts', 'spend', whole(0, most), '线索数|leads'),
  ],
  headOffice: true,
  batchRows: 5_000,
  lanes: 2,
  ties: [['campaignCode+day']],
  write: async (ctx: Ctx, rows: ReadRow[], batch: Batch): Promise<Written[]> =>
    answersOf(
      rows,
      await saveSpend(
        ctx,
        rows.map(({ values }) => arrivalOf(values)),
        batch.importId,
      ),
    ),
}

const arrivalOf = (values: Values): SpendArrival => ({
  day: values.day as string,
  campaignCode: values.campaignCode as string,
  medium: (values.medium as string | undefined) ?? null,
  region: (values.region as string | undefined) ?? null,
  spendFen: values.spendFen as number,
  impressions: (values.impressions as number | undefined) ?? 0,
  clicks: (values.clicks as number | undefined) ?? 0,
  contacts: (values.contacts as number | undefined) ?? 0,
})
