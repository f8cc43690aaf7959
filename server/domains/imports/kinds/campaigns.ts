import type { Ctx } from '../../../kernel/ctx.ts'
import { type CampaignArrival, saveCampaigns } from '../../campaigns/index.ts'
import { day } from '../values/days.ts'
import { money } from '../values/numbers.ts'
import { code, text, word } from '../values/texts.ts'
import { answersOf } from './bulk.ts'
import { faulty, field, type Kind, type ReadRow, type Values, type Written } from './kind.ts'

export const campaigns: Kind = {
  kind: 'campaigns',
  zh: '营销活动',
  en: 'Campaigns',
  fields: [
    field('code', '活动编码 / Code', 'campaign', code(60), '编码|活动代码|campaign_code|campaign id', {
      required: true,
    }),
    field('name', '活动名称 / Name', 'campaign', text(120), '名称|活动|campaign|campaign name', {
      required: true,
    }),
    field('brand', '品牌 / Brand', 'campaign', text(80), 'brand code|make', { required: true }),
    field('medium', '媒体 / Medium', 'campaign', word, '媒介|媒体类型|channel', { required: true }),
    field('budgetFen', '预算 / Budget', 'campaign', money, '预算金额|budget_yuan', { required: true }),
    field('region', '区域编码 / Region code', 'campaign', code(40), '大区|区域|region_code'),
    field('startsOn', '开始日期 / Starts on', 'campaign', day, '开始时间|starts_on|start date|start', {
      required: true,
    }),
    field('endsOn', '结束日期 / Ends on', 'campaign', day, '结束时间|ends_on|end date|end', {
      required: true,
    }),
    field('trackingCode', '跟踪码 / Tracking code', 'campaign', code(120), '监测码|tracking_code|utm'),
    field('landingPage', '落地页 / Landing page', 'campaign', text(500), '链接|landing_page|url'),
  ],
  headOffice: true,
  batchRows: 5_000,
  ties: [['code']],
  check: (values) =>
    values.startsOn && values.endsOn && (values.endsOn as string) < (values.startsOn as string)
      ? [faulty('endsOn', 'backwards', '结束早于开始', 'It ends before it starts')]
      : [],
  write: async (ctx: Ctx, rows: ReadRow[]): Promise<Written[]> =>
    answersOf(
      rows,
      await saveCampaigns(
        ctx,
        rows.map(({ values }) => arrivalOf(values)),
      ),
    ),
}

const said = (values: Values, key: string) => (values[key] as string | undefined) ?? null
const arrivalOf = (values: Values): CampaignArrival => ({
  code: said(values, 'code')!,
  name: said(values, 'name')!,
  brand: said(values, 'brand')!,
  medium: said(values, 'medium')!,
  budgetFen: values.budgetFen as number,
  region: said(values, 'region'),
  startsOn: said(values, 'startsOn')!,
  endsOn: said(values, 'endsOn')!,
  trackingCode: said(values, 'trackingCode'),
  landingPage: said(values, 'landingPage'),
})
