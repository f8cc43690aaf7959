import { z } from 'zod'
import { endpoint, id, instant, text } from './endpoint.ts'
import type { Refusal } from './problem.ts'

export const scopeKinds = ['carmaker', 'brand', 'region', 'dealer'] as const
export const homes = ['head-office', 'contact-centre', 'dealer', 'admin'] as const

/** Who is signed in, where they stand in the network, and what they may do. */
export const session = z.object({
  user: z.object({
    id,
    name: z.string(),
    login: z.string(),
    language: z.enum(['zh-CN', 'en']),
    roleIds: z.array(id),
  }),
  roles: z.array(z.object({ key: z.string(), zh: z.string(), en: z.string() })),
  /** Which navigation and home screen the role gets. */
  home: z.enum(homes),
  node: z.object({ id, name: z.string(), kind: z.string() }),
  scope: z.enum(scopeKinds),
  brands: z.array(z.object({ id, name: z.string() })),
  permissions: z.array(z.string()),
  demo: z.boolean(),
  /** First the new password, then the one-time code: until both are done the session may do nothing else. */
  mustChange: z.boolean(),
  mustEnrol: z.boolean(),
  density: z.enum(['compact', 'comfortable']),
  expiresAt: instant,
})
export type Session = z.infer<typeof session>

export const openSession = endpoint({
  method: 'POST',
  path: '/api/session',
  summary: { zh: '登录', en: 'Sign in' },
  body: z.strictObject({
    login: text(120),
    password: z.string().min(1).max(200),
    code: z.string().max(12).optional(),
  }),
  reply: session,
  status: 201,
})
export const readSession = endpoint({
  method: 'GET',
  path: '/api/session',
  summary: { zh: '当前登录', en: 'The current session' },
  reply: session,
})
export const closeSession = endpoint({
  method: 'DELETE',
  path: '/api/session',
  summary: { zh: '退出登录', en: 'Sign out' },
})
export const demoLogins = endpoint({
  method: 'GET',
  path: '/api/session/demo',
  summary: { zh: '演示账号，只在演示模式有', en: 'Demonstration log-ins, in demonstration mode only' },
  reply: z.object({
    password: z.string(),
    items: z.array(
      z.object({
        login: z.string(),
        name: z.string(),
        role: z.object({ zh: z.string(), en: z.string() }),
        place: z.object({ zh: z.string(), en: z.string() }),
        sees: z.object({ zh: z.string(), en: z.string() }),
      }),
    ),
  }),
})

export const sessionProblems = {
  wrong: { status: 401, zh: '账号或密码不对', en: 'Wrong log-in or password' },
  locked: {
    status: 429,
    zh: '尝试过多，{minutes} 分钟后再试',
    en: 'Too many attempts; try again in {minutes} min',
  },
  codeNeeded: { status: 401, zh: '请输入动态口令', en: 'Enter the one-time code' },
  codeWrong: { status: 401, zh: '动态口令不对', en: 'Wrong one-time code' },
} satisfies Record<string, Refusal>
