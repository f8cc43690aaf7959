import { z } from 'zod'
import type { Words } from './endpoint.ts'

/** RFC 9457 problem details, in the caller's language. `code` is stable; `errors` name field, row and remedy. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string().optional(),
  code: z.string(),
  requestId: z.string(),
  errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
})
export type Problem = z.infer<typeof problem>

/** A refusal a domain can give: HTTP status and what to tell the user; `{name}` is filled from the values given. */
export type Refusal = { status: number; zh: string; en: string }

/** Refusals every domain can give. A domain's own live beside its endpoints: `export const leadProblems = {...}`. */
export const commonProblems = {
  signedOut: { status: 401, zh: '请先登录', en: 'Sign in first' },
  forbidden: { status: 403, zh: '没有权限：{permission}', en: 'Not allowed: {permission}' },
  unfinished: {
    status: 403,
    zh: '请先完成登录设置：修改临时密码、启用动态口令',
    en: 'Finish setting up your sign-in first: your own password, then the one-time code',
  },
  notFound: { status: 404, zh: '没有找到，或不在你的范围内', en: 'Not found, or not within your scope' },
  invalid: { status: 422, zh: '输入有误，请按提示修改', en: 'Some input is wrong; see each field' },
  tooMany: {
    status: 429,
    zh: '请求过多，请 {seconds} 秒后再试',
    en: 'Too many requests; try again in {seconds} s',
  },
  conflict: {
    status: 409,
    zh: '已被他人修改，请刷新后再试',
    en: 'Somebody else changed it; reload and try again',
  },
  keyReused: {
    status: 422,
    zh: '同一个 Idempotency-Key 已用于另一个请求',
    en: 'This Idempotency-Key was used for another request',
  },
  unreadable: {
    status: 400,
    zh: '请求内容无法解析，请检查 JSON 格式',
    en: 'The body cannot be read; check that it is valid JSON',
  },
  unsupported: { status: 415, zh: '不支持的内容类型', en: 'This content type is not accepted here' },
  tooLarge: { status: 413, zh: '内容超过上限', en: 'The content is over the limit' },
  unavailable: { status: 503, zh: '{engine} 暂时不可用', en: '{engine} is unavailable for now' },
  busy: { status: 503, zh: '现在太忙，请稍后再试', en: 'Too busy just now; try again in a moment' },
  tooHeavy: {
    status: 503,
    zh: '这个问题算得太久或占用内存太多，请缩短时间范围或增加筛选',
    en: 'This question takes too long or too much memory; choose a shorter period or more filters',
  },
  broken: { status: 500, zh: '服务出错，编号 {requestId}', en: 'Something failed here; quote {requestId}' },
} satisfies Record<string, Refusal>

export const words = (refusal: Words, values: Record<string, string | number> = {}): Words => ({
  zh: fill(refusal.zh, values),
  en: fill(refusal.en, values),
})
const fill = (text: string, values: Record<string, string | number>) =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''))

/** A stable code from the English words: unique per refusal, readable in a log. */
export const codeOf = (refusal: Words): string =>
  refusal.en
    .toLowerCase()
    .replace(/\{\w+\}/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60)
