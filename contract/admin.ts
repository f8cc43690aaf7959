import { z } from 'zod'
import { endpoint, id, idParams, instant, page, pageQuery, text } from './endpoint.ts'
import type { Refusal } from './problem.ts'
import { homes } from './session.ts'

const flag = z.stringbool()
const language = z.enum(['zh-CN', 'en'])
const version = z.int().min(1)
const words = z.object({ zh: z.string(), en: z.string() })
/** A telephone as it was typed; the server reads it and keeps E.164. */
const phone = z.string().trim().max(40)

// ---- Users

export const user = z.object({
  id,
  login: z.string(),
  name: z.string(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  language,
  node: z.object({ id, name: z.string(), kind: z.string() }),
  roles: z.array(z.object({ id, key: z.string(), zh: z.string(), en: z.string() })),
  active: z.boolean(),
  demo: z.boolean(),
  /** Signs in with a one-time code. */
  codeEnrolled: z.boolean(),
  /** Has not yet replaced the password somebody gave them. */
  mustChange: z.boolean(),
  lastSeenAt: instant.nullable(),
  createdAt: instant,
  version,
})
export type User = z.infer<typeof user>

/** Letters, digits and `. _ - @`; kept in lower case. */
const login = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9][a-z0-9._@-]{1,119}$/)
const roleIds = z.array(id).max(20)

export const listUsers = endpoint({
  method: 'GET',
  path: '/api/users',
  summary: { zh: '用户列表', en: 'Users within scope' },
  query: z.strictObject({
    /** The node and everything below it. */
    nodeId: id.optional(),
    roleId: id.optional(),
    active: flag.optional(),
    q: z.string().trim().max(60).optional(),
    ...pageQuery,
  }),
  reply: page(user),
})
export const readUser = endpoint({
  method: 'GET',
  path: '/api/users/:id',
  summary: { zh: '用户', en: 'One user' },
  params: idParams,
  reply: user,
})
export const createUser = endpoint({
  method: 'POST',
  path: '/api/users',
  summary: { zh: '新建用户，临时密码只显示一次', en: 'Create a user; the temporary password is shown once' },
  body: z.strictObject({
    login,
    name: text(60),
    phone: phone.optional(),
    email: z.email().max(120).optional(),
    language: language.default('zh-CN'),
    nodeId: id,
    roleIds: roleIds.default([]),
  }),
  reply: z.object({ user, password: z.string() }),
  status: 201,
})
export const editUser = endpoint({
  method: 'PATCH',
  path: '/api/users/:id',
  summary: { zh: '修改用户：资料、岗位、角色、启停', en: 'Edit a user: particulars, place, roles, active' },
  params: idParams,
  body: z.strictObject({
    version,
    name: text(60).optional(),
    phone: phone.nullable().optional(),
    email: z.email().max(120).nullable().optional(),
    language: language.optional(),
    nodeId: id.optional(),
    roleIds: roleIds.optional(),
    active: z.boolean().optional(),
  }),
  reply: user,
})
export const resetPassword = endpoint({
  method: 'POST',
  path: '/api/users/:id/password',
  summary: { zh: '重置密码，临时密码只显示一次', en: 'Reset the password; the temporary one is shown once' },
  params: idParams,
  reply: z.object({ password: z.string() }),
})
export const resetCode = endpoint({
  method: 'DELETE',
  path: '/api/users/:id/code',
  summary: { zh: '解除动态口令（手机丢失）', en: 'Take the one-time code off (telephone lost)' },
  params: idParams,
})

// ---- Roles

export const role = z.object({
  id,
  key: z.string(),
  zh: z.string(),
  en: z.string(),
  home: z.enum(homes),
  permissions: z.array(z.string()),
  needsCode: z.boolean(),
  builtIn: z.boolean(),
  holders: z.int(),
  /** The caller may give it to somebody. */
  assignable: z.boolean(),
  version,
})
export type Role = z.infer<typeof role>

const roleBody = {
  zh: text(40),
  en: text(40),
  home: z.enum(homes),
  permissions: z.array(z.string().max(60)).max(200),
  needsCode: z.boolean(),
}

export const listRoles = endpoint({
  method: 'GET',
  path: '/api/roles',
  summary: { zh: '角色列表', en: 'Roles' },
  reply: z.object({ items: z.array(role) }),
})
export const createRole = endpoint({
  method: 'POST',
  path: '/api/roles',
  summary: { zh: '新建角色', en: 'Create a role' },
  body: z.strictObject({ key: z.string().regex(/^[a-z][a-z0-9-]{1,39}$/), ...roleBody }),
  reply: role,
  status: 201,
})
export const editRole = endpoint({
  method: 'PUT',
  path: '/api/roles/:id',
  summary: { zh: '修改角色', en: 'Edit a role' },
  params: idParams,
  body: z.strictObject({ version, ...roleBody }),
  reply: role,
})
export const removeRole = endpoint({
  method: 'DELETE',
  path: '/api/roles/:id',
  summary: { zh: '删除未使用的角色', en: 'Delete a role nobody holds' },
  params: idParams,
})
export const listPermissions = endpoint({
  method: 'GET',
  path: '/api/permissions',
  summary: { zh: '全部权限，按业务域分组', en: 'Every permission, grouped by domain' },
  reply: z.object({
    groups: z.array(
      z.object({ domain: z.string(), permissions: z.array(words.extend({ key: z.string() })) }),
    ),
  }),
})

// ---- API keys

export const apiKey = z.object({
  id,
  name: z.string(),
  prefix: z.string(),
  scopes: z.array(z.string()),
  user: z.object({ id, name: z.string() }),
  createdAt: instant,
  expiresAt: instant,
  usedAt: instant.nullable(),
  revokedAt: instant.nullable(),
})
export type ApiKey = z.infer<typeof apiKey>

/** `me`: the caller's own. `everybody`: needs the permission named in the summary. */
export const whose = z.enum(['me', 'everybody']).default('me')

export const listKeys = endpoint({
  method: 'GET',
  path: '/api/keys',
  summary: { zh: 'API 密钥；everybody 需要 admin.sessions', en: 'API keys; everybody needs admin.sessions' },
  query: z.strictObject({ of: whose, ...pageQuery }),
  reply: page(apiKey),
})
export const createKey = endpoint({
  method: 'POST',
  path: '/api/keys',
  summary: { zh: '新建 API 密钥，只显示一次', en: 'Create an API key; it is shown once' },
  body: z.strictObject({
    name: text(60),
    scopes: z.array(z.string().max(60)).min(1).max(100),
    /** At most 366 days. */
    days: z.int().min(1).max(366),
  }),
  reply: z.object({ key: apiKey, secret: z.string() }),
  status: 201,
})
export const revokeKey = endpoint({
  method: 'DELETE',
  path: '/api/keys/:id',
  summary: { zh: '吊销 API 密钥', en: 'Revoke an API key' },
  params: idParams,
})

// ---- Sessions

export const openedSession = z.object({
  id,
  user: z.object({ id, name: z.string(), login: z.string() }),
  device: z.string().nullable(),
  address: z.string().nullable(),
  createdAt: instant,
  seenAt: instant,
  expiresAt: instant,
  /** The session that asks. */
  current: z.boolean(),
})
export const listSessions = endpoint({
  method: 'GET',
  path: '/api/sessions',
  summary: {
    zh: '有效登录；everybody 需要 admin.sessions',
    en: 'Live sessions; everybody needs admin.sessions',
  },
  query: z.strictObject({ of: whose, userId: id.optional(), ...pageQuery }),
  reply: page(openedSession),
})
export const revokeSession = endpoint({
  method: 'DELETE',
  path: '/api/sessions/:id',
  summary: { zh: '注销一个登录', en: 'End one session' },
  params: idParams,
})
export const revokeSessions = endpoint({
  method: 'DELETE',
  path: '/api/sessions',
  summary: { zh: '注销自己的其他登录，或某用户的全部登录', en: 'End one’s other sessions, or all of a user' },
  query: z.strictObject({ userId: id.optional() }),
  reply: z.object({ ended: z.int() }),
})

// ---- Settings

/** Every setting there is: its shape and what it is before somebody sets it. */
export const settingShapes = {
  organisation: z.strictObject({ zh: text(80), en: text(80) }),
  retention: z.strictObject({
    /** How long ended sessions, read notifications and finished jobs are kept. */
    sessionDays: z.int().min(1).max(3650),
    notificationDays: z.int().min(7).max(3650),
    jobDays: z.int().min(1).max(3650),
  }),
  mail: z.strictObject({
    /** Kinds of notification that are also sent by e-mail. */
    kinds: z.array(z.string().max(60)).max(50),
  }),
} as const
export type SettingKey = keyof typeof settingShapes
export type Settings = { [K in SettingKey]: z.infer<(typeof settingShapes)[K]> }
export const defaultSettings: Settings = {
  organisation: { zh: '环路汽车', en: 'Ringroad Motors' },
  retention: { sessionDays: 90, notificationDays: 180, jobDays: 90 },
  mail: { kinds: ['leads.breach', 'leads.copy'] },
}

const settings = z.object(settingShapes)
const settingVersions = z.object({ organisation: z.int(), retention: z.int(), mail: z.int() })
export const readSettings = endpoint({
  method: 'GET',
  path: '/api/settings',
  summary: { zh: '系统设置', en: 'System settings' },
  reply: z.object({ values: settings, versions: settingVersions }),
})
export const writeSettings = endpoint({
  method: 'PATCH',
  path: '/api/settings',
  summary: { zh: '修改系统设置', en: 'Change system settings' },
  /** Only the keys to change; `versions` as they were read. */
  body: z.strictObject({
    values: z.strictObject(settingShapes).partial(),
    versions: settingVersions.partial(),
  }),
  reply: z.object({ values: settings, versions: settingVersions }),
})

export const adminProblems = {
  loginTaken: { status: 409, zh: '登录名“{login}”已被使用', en: 'The log-in “{login}” is taken' },
  ownRights: {
    status: 403,
    zh: '不能修改自己的角色、岗位或启停',
    en: 'You cannot change your own roles, place or activity',
  },
  aboveYou: {
    status: 403,
    zh: '对方的权限超出你的权限，请联系管理员',
    en: 'They hold rights you do not; ask an administrator',
  },
  roleAbove: {
    status: 403,
    zh: '角色“{role}”的权限超出你的权限',
    en: 'The role “{role}” holds rights you do not',
  },
  roleHeld: { status: 409, zh: '还有 {holders} 人持有该角色', en: '{holders} users still hold this role' },
  roleBuiltIn: { status: 409, zh: '内置角色不能删除', en: 'A built-in role cannot be deleted' },
  roleTaken: { status: 409, zh: '角色标识“{key}”已存在', en: 'The role key “{key}” exists' },
  lastAdministrator: {
    status: 409,
    zh: '至少要保留一名能管理用户和角色的人',
    en: 'Somebody must remain who manages users and roles',
  },
  scopeAbove: { status: 403, zh: '你没有权限：{scopes}', en: 'You do not hold: {scopes}' },
} satisfies Record<string, Refusal>
