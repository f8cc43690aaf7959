import { z } from 'zod'
import { endpoint, id, idParams, text } from './endpoint.ts'
import type { Refusal } from './problem.ts'

const language = z.enum(['zh-CN', 'en'])
const density = z.enum(['compact', 'comfortable'])
const password = z.string().min(1).max(200)
/** Six digits of the authenticator, or a recovery code `abcde-fghjk`. */
const code = z.string().trim().min(6).max(12)

export const profile = z.object({
  id,
  login: z.string(),
  name: z.string(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  language,
  density,
  codeEnrolled: z.boolean(),
  /** One of the roles held asks for a one-time code. */
  codeNeeded: z.boolean(),
  recoveryCodesLeft: z.int(),
})
export type Profile = z.infer<typeof profile>

export const readProfile = endpoint({
  method: 'GET',
  path: '/api/profile',
  summary: { zh: '我的资料', en: 'One’s own profile' },
  reply: profile,
})
export const editProfile = endpoint({
  method: 'PATCH',
  path: '/api/profile',
  summary: { zh: '修改语言、密度、邮箱', en: 'Change language, density, e-mail' },
  body: z.strictObject({
    language: language.optional(),
    density: density.optional(),
    email: z.email().max(120).nullable().optional(),
  }),
  reply: profile,
})
export const changePassword = endpoint({
  method: 'PUT',
  path: '/api/profile/password',
  summary: { zh: '修改密码，其他登录随之注销', en: 'Change the password; other sessions end' },
  body: z.strictObject({ current: password, next: password }),
})
export const startCode = endpoint({
  method: 'POST',
  path: '/api/profile/code',
  summary: { zh: '开始启用动态口令', en: 'Begin enrolling a one-time code' },
  body: z.strictObject({ password }),
  reply: z.object({ secret: z.string(), uri: z.string() }),
  status: 201,
})
export const confirmCode = endpoint({
  method: 'PUT',
  path: '/api/profile/code',
  summary: { zh: '确认动态口令，得到恢复码', en: 'Confirm the one-time code; recovery codes come back' },
  body: z.strictObject({
    code: z
      .string()
      .trim()
      .regex(/^\d{3} ?\d{3}$/),
  }),
  reply: z.object({ recoveryCodes: z.array(z.string()) }),
})
export const removeCode = endpoint({
  method: 'DELETE',
  path: '/api/profile/code',
  summary: { zh: '停用动态口令', en: 'Stop using the one-time code' },
  body: z.strictObject({ password, code }),
})
export const renewRecoveryCodes = endpoint({
  method: 'POST',
  path: '/api/profile/recovery-codes',
  summary: { zh: '换一组恢复码，旧的作废', en: 'New recovery codes; the old ones are void' },
  body: z.strictObject({ password, code }),
  reply: z.object({ recoveryCodes: z.array(z.string()) }),
})

export const profileProblems = {
  wrongPassword: { status: 422, zh: '当前密码不对', en: 'The current password is wrong' },
  codeWrong: {
    status: 422,
    zh: '动态口令不对，请核对手机时间',
    en: 'Wrong one-time code; check the clock of the telephone',
  },
  codeAlready: { status: 409, zh: '动态口令已启用', en: 'The one-time code is already in use' },
  codeNotBegun: { status: 409, zh: '请先开始启用动态口令', en: 'Begin enrolling first' },
  codeNeeded: { status: 409, zh: '你的角色必须使用动态口令', en: 'Your role must use a one-time code' },
} satisfies Record<string, Refusal>

/** What is wrong with a new password, in words; the field is `next`. */
export const passwordFaults = {
  short: { zh: '至少 10 个字符', en: 'At least 10 characters' },
  long: { zh: '最多 200 个字符', en: 'At most 200 characters' },
  common: { zh: '太常见或太简单，请换一个', en: 'Too common or too simple; choose another' },
  personal: { zh: '不要包含姓名或登录名', en: 'It must not contain your name or log-in' },
  same: { zh: '不能与当前密码相同', en: 'It must differ from the current one' },
}

// ---- Saved views

export const savedView = z.object({
  id,
  page: z.string(),
  name: z.string(),
  /** The filters as the URL writes them, without the question mark. */
  search: z.string(),
  shared: z.boolean(),
  mine: z.boolean(),
  /** The page opens with it, for who asks. */
  isDefault: z.boolean(),
})
export type SavedView = z.infer<typeof savedView>
const viewBody = { name: text(40), search: z.string().max(2000), shared: z.boolean().default(false) }
const pageKey = z.string().regex(/^[a-z][a-z-]{0,39}$/)

export const listViews = endpoint({
  method: 'GET',
  path: '/api/views',
  summary: { zh: '保存的视图：自己的和本单位共享的', en: 'Saved views: own, and those shared at one’s node' },
  query: z.strictObject({ page: pageKey }),
  reply: z.object({ items: z.array(savedView) }),
})
export const createView = endpoint({
  method: 'POST',
  path: '/api/views',
  summary: { zh: '保存视图；共享需要 admin.views', en: 'Save a view; sharing it needs admin.views' },
  body: z.strictObject({ page: pageKey, ...viewBody }),
  reply: savedView,
  status: 201,
})
export const editView = endpoint({
  method: 'PUT',
  path: '/api/views/:id',
  summary: {
    zh: '修改自己的视图；共享需要 admin.views',
    en: 'Change one’s own view; sharing it needs admin.views',
  },
  params: idParams,
  body: z.strictObject(viewBody),
  reply: savedView,
})
export const removeView = endpoint({
  method: 'DELETE',
  path: '/api/views/:id',
  summary: { zh: '删除自己的视图', en: 'Delete one’s own view' },
  params: idParams,
})
export const makeViewDefault = endpoint({
  method: 'PUT',
  path: '/api/views/:id/default',
  summary: { zh: '设为打开页面时的视图', en: 'Open the page with this view' },
  params: idParams,
})
export const dropViewDefault = endpoint({
  method: 'DELETE',
  path: '/api/views/:id/default',
  summary: { zh: '不再作为打开页面时的视图', en: 'No longer open the page with this view' },
  params: idParams,
})
export const viewProblems = {
  tooMany: { status: 409, zh: '每个页面最多保存 {most} 个视图', en: 'At most {most} views per page' },
} satisfies Record<string, Refusal>
