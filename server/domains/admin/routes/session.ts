import { commonProblems } from '../../../../contract/problem.ts'
import { closeSession, demoLogins, openSession, readSession } from '../../../../contract/session.ts'
import { Refused } from '../../../kernel/errors.ts'
import { callerOf } from '../../../kernel/http/register.ts'
import { type Route, rawRoute, route } from '../../../kernel/http/route.ts'
import { anyone, signedIn } from '../../../kernel/permissions.ts'
import { cookieOptions, currentSession, listDemoLogins, signOut } from '../actions/session.ts'
import { cookieName } from '../identity.ts'
import { signIn } from '../sessions.ts'

export const sessionRoutes = (settings: { demo: boolean; secure: boolean }): Route[] => [
  rawRoute(
    openSession,
    anyone,
    async ({ body }, { request, reply, transact, now }) => {
      const attempt = { ...body, address: request.ip, agent: request.headers['user-agent'] }
      const outcome = await transact(callerOf(null, request, now), (ctx) =>
        signIn(ctx, attempt, settings.demo),
      )
      if (!outcome.ok) throw outcome.refused
      reply.setCookie(cookieName, outcome.token, cookieOptions(settings.secure))
      return outcome.session
    },
    { perMinute: 30 },
  ),
  rawRoute(
    readSession,
    signedIn,
    async (_, { request, reply, identity, transact, now }) => {
      const token = request.cookies[cookieName]
      if (!token || !identity) throw new Refused(commonProblems.signedOut)
      const { session, fresh } = await transact(callerOf(null, request, now), (ctx) =>
        currentSession(ctx, token, settings.demo),
      )
      if (fresh) reply.setCookie(cookieName, fresh, cookieOptions(settings.secure))
      return session
    },
    { whileUnfinished: true },
  ),
  rawRoute(
    closeSession,
    signedIn,
    async (_, { request, reply, transact, now }) => {
      await transact(callerOf(null, request, now), (ctx) => signOut(ctx, request.cookies[cookieName]))
      reply.clearCookie(cookieName, { path: '/' })
    },
    { whileUnfinished: true },
  ),
  route(demoLogins, anyone, (ctx) => listDemoLogins(ctx, settings.demo), { perMinute: 120 }),
]
