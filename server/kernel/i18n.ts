import { z } from 'zod'
import type { $ZodIssue, $ZodRawIssue } from 'zod/v4/core'
import type { Words } from '../../contract/endpoint.ts'

const libraryWords = { zh: z.locales.zhCN().localeError, en: z.locales.en().localeError }

/**
 * What is wrong with one field, in both languages and in words of a form. The common faults are worded here because
 * the library's are written for programmers ("Too small: expected string to have >=1 characters"); the rest are its own.
 * A refinement says it itself: `.refine(check, { params: { zh, en } })`.
 */
export function fieldWords(issue: $ZodIssue): Words {
  return ownWords(issue) ?? { zh: fromLibrary('zh', issue), en: fromLibrary('en', issue) }
}

function fromLibrary(language: 'zh' | 'en', issue: $ZodIssue): string {
  const said = libraryWords[language](issue as $ZodRawIssue)
  return (typeof said === 'string' ? said : said?.message) ?? issue.message
}

function ownWords(issue: $ZodIssue): Words | null {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? { zh: '必填', en: 'Required' }
        : {
            zh: `应为${kindsZh[issue.expected] ?? issue.expected}`,
            en: `Must be ${kindsEn[issue.expected] ?? issue.expected}`,
          }
    case 'too_small':
      return sized(issue.origin, Number(issue.minimum), 'min')
    case 'too_big':
      return sized(issue.origin, Number(issue.maximum), 'max')
    case 'invalid_format':
      return formats[issue.format] ?? { zh: '格式不对', en: 'Wrong format' }
    case 'unrecognized_keys':
      return { zh: `不认识的字段：${issue.keys.join('、')}`, en: `Unknown fields: ${issue.keys.join(', ')}` }
    case 'invalid_value':
      return {
        zh: `只能是：${issue.values.map(String).join('、')}`,
        en: `Must be one of: ${issue.values.map(String).join(', ')}`,
      }
    case 'custom':
      return wordsOf(issue.params) ?? { zh: issue.message, en: issue.message }
    default:
      return null
  }
}

function sized(origin: string, limit: number, side: 'min' | 'max'): Words | null {
  if (origin === 'string') {
    if (side === 'min')
      return limit <= 1
        ? { zh: '必填', en: 'Required' }
        : { zh: `至少 ${limit} 个字符`, en: `At least ${limit} characters` }
    return { zh: `最多 ${limit} 个字符`, en: `At most ${limit} characters` }
  }
  if (origin === 'array' || origin === 'set')
    return side === 'min'
      ? { zh: `至少 ${limit} 项`, en: `At least ${limit}` }
      : { zh: `最多 ${limit} 项`, en: `At most ${limit}` }
  if (origin === 'number' || origin === 'int' || origin === 'bigint')
    return side === 'min'
      ? { zh: `不能小于 ${limit}`, en: `Must be ${limit} or more` }
      : { zh: `不能大于 ${limit}`, en: `Must be ${limit} or less` }
  return null
}

const wordsOf = (params: Record<string, unknown> | undefined): Words | null =>
  typeof params?.zh === 'string' && typeof params.en === 'string' ? { zh: params.zh, en: params.en } : null

const kindsZh: Record<string, string> = {
  string: '文字',
  number: '数字',
  int: '整数',
  boolean: '是或否',
  array: '列表',
  object: '对象',
  date: '日期',
}
const kindsEn: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  date: 'a date',
}
const formats: Record<string, Words> = {
  email: { zh: '请输入有效的邮箱', en: 'Enter a valid e-mail address' },
  uuid: { zh: '编号无效', en: 'Not a valid id' },
  datetime: {
    zh: '请输入时间，例如 2026-11-22T09:30:00Z',
    en: 'Enter an instant such as 2026-11-22T09:30:00Z',
  },
  date: { zh: '请输入日期，例如 2026-11-22', en: 'Enter a date such as 2026-11-22' },
  url: { zh: '请输入完整网址', en: 'Enter a whole web address' },
}
