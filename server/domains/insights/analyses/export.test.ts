import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import exceljs from 'exceljs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exportAnalysis } from '../../../../contract/analyses.ts'
import { tokenOf } from '../../../../tests/harness/cast.ts'
import { putSmallLoop } from '../../../../tests/harness/loop.ts'
import { openWorld, type World } from '../../../../tests/harness/world.ts'
import { refreshFacts } from '../facts/refresh.ts'
import { type Analysis, analysis } from './analysis.ts'
import { exportAnswer } from './export.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
  await putSmallLoop(world)
  await world.as('system', refreshFacts)
})
afterAll(() => world.close())

const period = { from: '2026-11-01', to: '2026-11-22' }
const query = { ...period, reason_for_export: '月度经营会' }
const take = (who: string | null, name: string, more: Record<string, unknown> = {}) =>
  world.call(who, exportAnalysis, { params: { name }, query: { ...query, ...more } })
const exports = () =>
  world.sql<{ actorName: string; reason: string; after: Record<string, unknown> }>(
    `select actor_name as "actorName", reason, after from kernel.audit where action = 'export' order by at`,
  )

/** One row of every kind of cell, with a name that a spreadsheet would run. */
const everyKind: Analysis = analysis({
  name: 'every-kind',
  room: 'data',
  title: { zh: '各类单元格：[试]', en: 'Every kind: [try]' },
  definition: { zh: '试', en: 'try' },
  formula: { zh: '试', en: 'try' },
  register: ['A8-01'],
  filters: ['period'],
  chart: { kind: 'table' },
  questions: [],
  find: async () => ({
    columns: [
      { key: 'name', title: { zh: '名称', en: 'Name' }, kind: 'text' },
      {
        key: 'stage',
        title: { zh: '阶段', en: 'Stage' },
        kind: 'text',
        words: { lost: { zh: '战败', en: 'Lost' } },
      },
      { key: 'money', title: { zh: '收入', en: 'Revenue' }, kind: 'fen' },
      { key: 'share', title: { zh: '占比', en: 'Share' }, kind: 'share', low: 'low', high: 'high' },
      { key: 'low', title: { zh: '下限', en: 'Low' }, kind: 'share' },
      { key: 'high', title: { zh: '上限', en: 'High' }, kind: 'share' },
      { key: 'hidden', title: { zh: '隐去', en: 'Hidden' }, kind: 'fen' },
    ],
    rows: [
      {
        name: '=HYPERLINK("http://x","y")',
        stage: 'lost',
        money: 1_234_50,
        share: 0.29,
        low: 0.1,
        high: 0.5,
        hidden: null,
      },
    ],
  }),
})

describe('an export', () => {
  it('needs its permission, its analysis and its reason, and leaves no trace without', async () => {
    expect((await take(null, 'traffic')).status).toBe(401)
    expect((await take('yue', 'traffic')).status).toBe(403)
    expect((await take('meng', 'astrology')).status).toBe(404)
    expect((await take('meng', 'traffic', { reason_for_export: ' ' })).status).toBe(422)
    expect((await take('meng', 'traffic', { format: 'pdf' })).status).toBe(422)
    expect(await exports()).toEqual([])
  })
  it('is a CSV within the asker’s scope, with the reason in the audit', async () => {
    const { status, headers, text } = await take('pei', 'traffic')
    expect(status).toBe(200)
    expect(headers['content-type']).toBe('text/csv; charset=utf-8')
    expect(headers['content-disposition']).toBe(
      'attachment; filename="ringroad-traffic-2026-11-01-2026-11-22.csv"',
    )
    expect(text).toBe('\ufeff周（周一）,展厅人流,来电,日报\r\n2026-11-02,50,13,2\r\n')
    const columns = ['week', 'showroomVisits', 'phoneEnquiries', 'reports']
    expect(await exports()).toEqual([
      {
        actorName: '裴静',
        reason: '月度经营会',
        after: { analysis: 'traffic', format: 'csv', rows: 1, columns, compare: 'none', ...period },
      },
    ])
  })
  it('is a workbook that Excel opens', async () => {
    const reply = await world.app.inject({
      method: 'GET',
      url: `/api/insights/analyses/traffic/export?${new URLSearchParams({ ...query, format: 'xlsx' })}`,
      cookies: { ringroad: tokenOf('meng') },
    })
    expect(reply.headers['content-type']).toContain('spreadsheetml')
    const sheet = await sheetOf(reply.rawPayload)
    expect(sheet.name).toBe('展厅人流与来电')
    expect(sheet.getRow(2).values).toEqual([undefined, '2026-11-02', 100, 22, 3])
  })
  it('writes yuan, per cent and words in the asker’s language, and runs no formula', async () => {
    const asked = { ...query, compare: 'none' as const, format: 'csv' as const }
    const zh = await world.as('meng', (ctx) => exportAnswer(ctx, everyKind, asked).then(textOf))
    expect(zh).toBe(
      '\ufeff名称,阶段,收入（元）,占比（%）,下限（%）,上限（%）,隐去（元）\r\n"\'=HYPERLINK(""http://x"",""y"")",战败,1234.5,29,10,50,\r\n',
    )
    const en = await world.as('meng', (ctx) =>
      exportAnswer({ ...ctx, actor: { ...ctx.actor, language: 'en' } }, everyKind, asked).then(textOf),
    )
    expect(en).toContain('Name,Stage,Revenue (yuan),Share (%)')
    expect(en).toContain(',Lost,1234.5,29,')
    const { body, name } = await world.as('meng', (ctx) =>
      exportAnswer(ctx, everyKind, { ...asked, format: 'xlsx' }),
    )
    const sheet = await sheetOf(Buffer.concat(await body.toArray()))
    expect([name, sheet.name]).toEqual(['ringroad-every-kind-2026-11-01-2026-11-22.xlsx', '各类单元格： 试 '])
    expect(sheet.getRow(2).getCell(1).value).toBe('=HYPERLINK("http://x","y")')
    expect(sheet.getRow(2).getCell(1).numFmt).toBe('@')
    expect(sheet.getRow(2).getCell(3).value).toBe(1234.5)
  })
})

const textOf = async ({ body }: Awaited<ReturnType<typeof exportAnswer>>) =>
  (await body.toArray()).map(String).join('')

async function sheetOf(bytes: Buffer) {
  const folder = mkdtempSync(join(tmpdir(), 'ringroad-export-'))
  const path = join(folder, 'export.xlsx')
  writeFileSync(path, bytes)
  const workbook = new exceljs.Workbook()
  await workbook.xlsx.readFile(path)
  rmSync(folder, { recursive: true })
  return workbook.worksheets[0]!
}
