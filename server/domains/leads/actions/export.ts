import { Readable } from 'node:stream'
import { type LeadItem, originWords, stageWords } from '../../../../contract/leads.ts'
import { recordAudit } from '../../../kernel/audit.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { cursorOf } from '../../../kernel/db/keyset.ts'
import { csvStream, type TableColumn } from '../../../kernel/tables/index.ts'
import { present } from '../present.ts'
import { type LeadFilter, listLeads } from '../queries/list.ts'
import { narrowed } from './read.ts'

/** Rows of one export; more is a job for the analyst's own tools. */
export const mostExported = 20_000
const pageSize = 1_000

/** The list as a file, telephones masked, written down in the audit with its reason. */
export async function exportLeads(
  ctx: Ctx,
  { reason, ...query }: LeadFilter & { under?: string; reason: string },
): Promise<Readable> {
  const filter = await narrowed(ctx, query)
  const items: LeadItem[] = []
  let after: string | undefined
  while (items.length < mostExported) {
    const rows = await listLeads(ctx, filter, { sort: 'recent', limit: pageSize, ...(after && { after }) })
    const shown = rows.slice(0, pageSize)
    items.push(...(await present(ctx, shown)))
    const last = shown.at(-1)
    if (rows.length <= pageSize || !last) break
    after = cursorOf([last.capturedAt.toISOString(), last.id])
  }
  await recordAudit(ctx, {
    table: 'leads.lead',
    rowId: null,
    action: 'export',
    reason,
    after: { rows: items.length, filter: { ...query } },
  })
  return Readable.from(items).pipe(csvStream(columnsIn(ctx.actor.language === 'en' ? 'en' : 'zh')))
}

function columnsIn(language: 'zh' | 'en'): TableColumn<LeadItem>[] {
  const column = (zh: string, en: string, value: TableColumn<LeadItem>['value']) => ({
    header: language === 'zh' ? zh : en,
    value,
  })
  return [
    column('线索编号', 'Lead', (lead) => lead.number),
    column('品牌', 'Brand', (lead) => lead.brandName),
    column('姓名', 'Name', (lead) => lead.person.name),
    column('电话', 'Telephone', (lead) => lead.person.phone),
    column('级别', 'Grade', (lead) => lead.grade),
    column('评分', 'Score', (lead) => lead.score),
    column('阶段', 'Stage', (lead) => stageWords[lead.stage][language]),
    column('意向车型', 'Car', (lead) => lead.variantName ?? lead.seriesName),
    column('来源', 'Source', (lead) => originWords[lead.source]?.[language] ?? lead.source),
    column('经销商', 'Dealer', (lead) => lead.dealerName),
    column('销售顾问', 'Consultant', (lead) => lead.consultantName),
    column('地区', 'Place', (lead) => lead.divisionName),
    column('线索时间', 'Captured', (lead) => lead.capturedAt),
    column('派发时间', 'Dispatched', (lead) => lead.dispatchedAt),
    column('时限', 'Due', (lead) => lead.dueAt),
    column('首次反馈', 'First feedback', (lead) => lead.firstFeedbackAt),
    column('下一步', 'Next step', (lead) => lead.nextStep),
    column('下一步时间', 'Next step at', (lead) => lead.nextStepAt),
    column('战败原因', 'Lost reason', (lead) => lead.lostReason),
    column('成交额 元', 'Revenue CNY', (lead) => (lead.revenueFen === null ? null : lead.revenueFen / 100)),
  ]
}
