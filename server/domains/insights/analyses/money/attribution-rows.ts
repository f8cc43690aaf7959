import { cursorOf, readCursor } from '../../../../kernel/db/keyset.ts'
import { askQuestion } from '../../door.ts'
import { loopBy } from '../../questions/loop-by/question.ts'
import { type attributionOf, touchPaths } from '../../questions/touch-paths/question.ts'
import type { Analysis } from '../analysis.ts'
import { markWords } from './crediting.ts'
import { campaignNames, fenColumn } from './wording.ts'

/** The delivered leads that a channel stands in the path of, latest first, each with its path. */
export const attributionRows: NonNullable<Analysis<'of' | 'lookback' | 'rule' | 'show'>['behind']> = async (
  ctx,
  { window, chosen },
  row,
  { after, limit },
) => {
  const of = chosen.of as (typeof attributionOf)[number]
  const lookback = Number(chosen.lookback)
  const rows = await askQuestion(ctx, touchPaths, window, {
    of,
    lookback,
    aged: false,
    each: true,
    mark: row.channel ?? '',
    after: after ? String(readCursor(after, 1)[0]) : '',
    limit: limit + 1,
  })
  const loop = of === 'campaign' ? await askQuestion(ctx, loopBy, window, { dimension: of, limit: 500 }) : []
  const names = of === 'campaign' ? await campaignNames(ctx, window, { loop, back: lookback }) : new Map()
  const words = markWords(of)
  const language = ctx.actor.language === 'en' ? 'en' : 'zh'
  const shown = rows.slice(0, limit)
  return {
    columns: [
      { key: 'on', title: { zh: '交车', en: 'Delivered' }, kind: 'day' },
      { key: 'dealer', title: { zh: '经销商', en: 'Dealer' }, kind: 'text' },
      fenColumn('revenueFen', '收入', 'Revenue'),
      { key: 'path', title: { zh: '路径', en: 'Path' }, kind: 'text' },
    ],
    items: shown.map(({ leadId, number, on, dealer, revenueFen, touches }) => ({
      id: leadId,
      title: number,
      page: 'lead' as const,
      cells: {
        on,
        dealer,
        revenueFen,
        path: touches.map((mark) => names.get(mark) ?? words[mark]?.[language] ?? mark).join(' › '),
      },
    })),
    next: rows.length > limit ? cursorOf([shown.at(-1)!.leadId]) : null,
  }
}
