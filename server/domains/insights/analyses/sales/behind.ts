import type { MetricKey } from '../../../../../contract/insights.ts'
import type { Ctx } from '../../../../kernel/ctx.ts'
import { cursorOf, readCursor } from '../../../../kernel/db/keyset.ts'
import { askQuestion, type Window } from '../../door.ts'
import { type LeadMark, leadRows } from '../../questions/lead-rows/question.ts'
import { column } from '../cells.ts'

type Marked = {
  by: LeadMark | null
  mark: string
  metric?: MetricKey
  bucket?: string
  planned?: 'whole' | 'series'
}
type Page = { after: string | undefined; limit: number }

/** The leads a number counted: of one region, dealer, series or consultant, as the loop board shows them. */
export async function leadsBehind(ctx: Ctx, window: Window, marked: Marked, { after, limit }: Page) {
  const [after_at, after_id] = after ? readCursor(after, 2).map(String) : ['', '']
  const rows = await askQuestion(ctx, leadRows, window, {
    metric: marked.metric ?? 'leads',
    bucket: marked.bucket ?? '',
    planned: marked.planned ?? '',
    mark_by: marked.by ?? '',
    mark: marked.mark,
    after_at,
    after_id,
    limit: limit + 1,
  })
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    columns: behindColumns,
    items: shown.map(({ id, number, on, campaign, dealer, series, stage, grade, lostReason }) => ({
      id,
      title: number,
      page: 'lead' as const,
      cells: { on, campaign, dealer, series, stage, grade, lostReason },
    })),
    next: rows.length > limit && last ? cursorOf([last.capturedAt, last.id]) : null,
  }
}

const behindColumns = [
  column('on', '到达', 'Arrived', 'day'),
  column('campaign', '活动', 'Campaign', 'text'),
  column('dealer', '经销商', 'Dealer', 'text'),
  column('series', '车系', 'Series', 'text'),
  column('stage', '阶段', 'Stage', 'text'),
  column('grade', '等级', 'Grade', 'text'),
  column('lostReason', '战败原因', 'Lost because', 'text'),
]
