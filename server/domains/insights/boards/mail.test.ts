import { describe, expect, it } from 'vitest'
import type { AnalysisAnswer } from '../../../../contract/analyses.ts'
import { boardMail } from './mail.ts'

const words = (text: string) => ({ zh: text, en: text })
const answer: AnalysisAnswer = {
  name: 'try',
  title: words('Try'),
  definition: words(''),
  formula: words(''),
  registerIds: [],
  sql: [],
  period: null,
  chosen: {},
  figures: [
    { key: 'revenue', title: words('Revenue'), kind: 'fen', value: 43_000_000, before: 20_000_050 },
    { key: 'rate', title: words('Rate'), kind: 'share', value: null },
  ],
  chart: { kind: 'table' },
  columns: [
    { key: 'dealer', title: words('Dealer id'), kind: 'text' },
    { key: 'name', title: words('Name'), kind: 'text', words: { lost: { zh: '战败', en: 'Lost' } } },
    { key: 'rate', title: words('Rate'), kind: 'share', low: 'low', high: 'high' },
    { key: 'low', title: words('Low'), kind: 'share' },
    { key: 'high', title: words('High'), kind: 'share' },
  ],
  rows: Array.from({ length: 12 }, (_, at) => ({
    dealer: '01900000-0000-7000-8000-000000000001',
    name: at === 0 ? '<b>&"' : at === 1 ? 'lost' : `n${at}`,
    rate: 0.125,
    low: 0.1,
    high: 0.2,
  })),
  says: words('n2 leads'),
  notes: [words('an assumption')],
  empty: null,
  model: null,
  behind: false,
  freshness: { refreshedAt: null, through: null, behindSeconds: null, missing: [] },
}
const mail = (language: 'zh' | 'en', one: AnalysisAnswer | null) =>
  boardMail({
    to: 'pei@ringroad.example',
    name: '裴静',
    language,
    title: { zh: '经销商', en: 'Dealer' },
    on: '2026-11-23',
    tiles: [{ title: words('Try'), answer: one }],
    link: 'https://crm.ringroad.example/insights/boards/dealer?a=1&b=2',
    boards: 'https://crm.ringroad.example/insights/boards',
  })

describe('the mail of a board', () => {
  it('runs nothing of what it quotes', () => {
    const { html } = mail('en', answer)
    expect(html).toContain('&lt;b&gt;&amp;&quot;')
    expect(html).toContain('?a=1&amp;b=2')
  })
  it('shows ten rows and says how many there are, without bounds and ids', () => {
    const { text } = mail('en', answer)
    expect(text).toContain('Name | Rate\n<b>&" | 12.5%\nLost | 12.5%\n')
    expect(text.match(/12\.5%/g)).toHaveLength(10)
    expect(text).toContain('12 rows in all')
    expect(text).toContain('n2 leads\nan assumption')
  })
  it('sets a figure beside the period before, and a dash where there is none', () => {
    expect(mail('zh', answer).text).toContain('Revenue: ¥430,000 (上期 ¥200,001)\nRate: –')
  })
  it('says why a tile is empty, or that it could not be worked out', () => {
    expect(mail('en', { ...answer, empty: words('Nothing in this period') }).text).toContain(
      '== Try\nNothing in this period\n',
    )
    expect(mail('zh', null).text).toContain('== Try\n这一项暂时无法计算\n')
    expect(mail('en', answer).subject).toBe('Dealer · 2026-11-23')
  })
})
