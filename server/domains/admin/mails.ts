import type { Words } from '../../../contract/endpoint.ts'
import { words } from '../../../contract/problem.ts'
import type { Message } from '../../kernel/mail.ts'

/** Subjects by kind; a kind without one says that there is news. Mail carries no personal data, only the way to it. */
const subjects: Record<string, Words> = {
  'leads.remind': { zh: '线索待反馈', en: 'A lead waits for your feedback' },
  'leads.breach': { zh: '线索已超时', en: 'A lead is overdue' },
  'leads.copy': { zh: '线索即将超时', en: 'A lead is about to be overdue' },
  'leads.recycle': { zh: '线索已回到公海', en: 'A lead went back to the pool' },
  'leads.win-back': { zh: '该挽回战败客户了', en: 'A lost customer is due for win-back' },
  'leads.dispatched': { zh: '新线索已派发', en: 'A new lead was dispatched to you' },
}
const other: Words = { zh: '新通知', en: 'News for you' }
const body: Words = {
  zh: '{name}，你好：\n\n{subject}。请登录查看：{link}\n\n环路',
  en: 'Dear {name},\n\n{subject}. Sign in to see it: {link}\n\nRingroad',
}

type Row = { kind: string; link: string | null; email: string; name: string; language: string }

export function mailOf(row: Row, publicUrl: string): Message {
  const language = row.language === 'en' ? 'en' : 'zh'
  const subject = (subjects[row.kind] ?? other)[language]
  // Links of our own only, below the configured address: never the Host header's.
  const link = publicUrl + (row.link?.startsWith('/') && !row.link.startsWith('//') ? row.link : '/')
  return { to: row.email, subject, text: words(body, { name: row.name, subject, link })[language] }
}
