import { type AnalysisAnswer, type AnalysisFigure, shownColumns } from '../../../../contract/analyses.ts'
import type { Words } from '../../../../contract/endpoint.ts'
import { words } from '../../../../contract/problem.ts'
import type { Message } from '../../../kernel/mail.ts'
import { cellText, type Language } from './cells.ts'

/** A tile and its answer; null where it could not be answered. */
export type MailedTile = { title: Words; answer: AnalysisAnswer | null }
export type BoardMail = {
  to: string
  name: string
  language: Language
  title: Words
  on: string
  tiles: readonly MailedTile[]
  /** The board in the web, with its filters; and the page where one unsubscribes. */
  link: string
  boards: string
}

const mostRows = 10
const mostColumns = 6
const texts = {
  subject: { zh: '{title} · {on}', en: '{title} · {on}' },
  hello: { zh: '{name}，你好：', en: 'Dear {name},' },
  open: { zh: '打开看板', en: 'Open the board' },
  more: { zh: '共 {n} 行，其余见看板', en: '{n} rows in all; the rest is on the board' },
  failed: { zh: '这一项暂时无法计算', en: 'This could not be worked out for now' },
  before: { zh: '上期 {value}', en: 'before {value}' },
  plan: { zh: '完成计划 {value}', en: '{value} of plan' },
  why: {
    zh: '你订阅了这块看板，数字按你现在的权限计算。退订：',
    en: 'You subscribe to this board; its numbers are within what you may see today. Unsubscribe: ',
  },
} satisfies Record<string, Words>

/** The board as a mail, in HTML and in plain text; everything in it is text and is escaped as such. */
export function boardMail(mail: BoardMail): Message {
  const { language, title, on, name, tiles, link, boards } = mail
  const say = (text: Words, values: Record<string, string | number> = {}) => words(text, values)[language]
  const subject = say(texts.subject, { title: title[language], on })
  const parts = tiles.map((tile) => partOf(tile, language))
  const text = [
    say(texts.hello, { name }),
    `${subject}\n${link}`,
    ...parts.map((part) => plain(part)),
    `${say(texts.why)}${boards}`,
  ].join('\n\n')
  const html = `<div style="${styles.page}"><p>${escaped(say(texts.hello, { name }))}</p>
<h1 style="${styles.h1}">${escaped(subject)}</h1>
<p><a href="${escaped(link)}">${say(texts.open)}</a></p>
${parts.map(markup).join('\n')}
<p style="${styles.small}">${say(texts.why)}<a href="${escaped(boards)}">${escaped(boards)}</a></p></div>`
  return { to: mail.to, subject, text, html, unsubscribe: boards }
}

/** One tile as words and cells, before it becomes text or HTML. */
type Part = { title: string; lines: string[]; figures: [string, string][]; head: string[]; rows: string[][] }

function partOf({ title, answer }: MailedTile, language: Language): Part {
  const part = { title: title[language], figures: [], head: [], rows: [] }
  if (!answer) return { ...part, lines: [texts.failed[language]] }
  if (answer.empty) return { ...part, lines: [answer.empty[language]] }
  const columns = shownColumns(answer).slice(0, mostColumns)
  const rest = answer.rows.length - mostRows
  const notes = answer.notes.map((note) => note[language])
  return {
    title: part.title,
    lines: [
      ...(answer.says ? [answer.says[language]] : []),
      ...notes,
      ...(rest > 0 ? [words(texts.more, { n: answer.rows.length })[language]] : []),
    ],
    figures: answer.figures.map((figure) => [figure.title[language], figureText(figure, language)]),
    head: columns.map((column) => column.title[language]),
    rows: answer.rows
      .slice(0, mostRows)
      .map((row) => columns.map((column) => cellText(column, row[column.key], language))),
  }
}

function figureText({ kind, value, before, attained }: AnalysisFigure, language: Language): string {
  const text = cellText({ kind }, value, language)
  if (typeof attained === 'number')
    return `${text} (${words(texts.plan, { value: cellText({ kind: 'share' }, attained, language) })[language]})`
  if (before === null || before === undefined) return text
  return `${text} (${words(texts.before, { value: cellText({ kind }, before, language) })[language]})`
}

const plain = ({ title, lines, figures, head, rows }: Part): string =>
  [
    `== ${title}`,
    ...figures.map(([name, value]) => `${name}: ${value}`),
    ...lines,
    ...(rows.length ? [head.join(' | '), ...rows.map((row) => row.join(' | '))] : []),
  ].join('\n')

// Mail programs read neither style sheets nor classes.
const styles = {
  page: 'font:14px sans-serif;color:#1f2329;max-width:760px',
  h1: 'font-size:18px',
  h2: 'font-size:15px;margin:20px 0 4px',
  table: 'border-collapse:collapse',
  cell: 'border-bottom:1px solid #e5e6eb;padding:3px 12px 3px 0;text-align:left',
  small: 'color:#646a73;font-size:12px;margin-top:24px',
}

function markup({ title, lines, figures, head, rows }: Part): string {
  const cells = (texts: readonly string[], tag: 'th' | 'td') =>
    `<tr>${texts.map((text) => `<${tag} style="${styles.cell}">${escaped(text)}</${tag}>`).join('')}</tr>`
  const shown = figures.map(([name, value]) => `${escaped(name)} <b>${escaped(value)}</b>`)
  return [
    `<h2 style="${styles.h2}">${escaped(title)}</h2>`,
    ...(shown.length ? [`<p>${shown.join(' · ')}</p>`] : []),
    ...lines.map((line) => `<p>${escaped(line)}</p>`),
    ...(rows.length
      ? [
          `<table style="${styles.table}">${cells(head, 'th')}${rows.map((row) => cells(row, 'td')).join('')}</table>`,
        ]
      : []),
  ].join('\n')
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => entities[sign]!)
