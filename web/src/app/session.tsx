import { useRouter } from '@tanstack/react-router'
import { createContext, type ReactNode, useContext, useEffect } from 'react'
import { editProfile } from '../../../contract/profile.ts'
import { closeSession, readSession, type Session } from '../../../contract/session.ts'
import { Problem } from '../ui/Problem.tsx'
import { useGo } from '../ui/useGo.ts'
import { type Density, followDensity } from './appearance.ts'
import { call } from './client.ts'
import { type Language, languageWasChosen, switchLanguage } from './i18n.ts'
import { paths, patterns } from './paths.ts'
import { cache, keyOf, useRead } from './query.ts'

const SessionContext = createContext<Session | undefined>(undefined)

/** Who is signed in; only inside the guard, which every screen but sign-in is. */
export const useSession = (): Session => {
  const session = useContext(SessionContext)
  if (!session) throw new Error('useSession outside SessionGuard')
  return session
}

/** `useCan('leads.dispatch')`. The server decides; this only hides what would be refused. */
export const useCan = (permission: string) => useSession().permissions.includes(permission)

/** Hides its children from those without the permission. */
export const Can = ({ permission, children }: { permission: string; children: ReactNode }) =>
  useCan(permission) ? children : null

/** Takes a reply of `openSession` or `readSession` as the current session. */
export const keepSession = (session: Session) => {
  cache.setQueryData(keyOf(readSession), session)
  if (!languageWasChosen()) void switchLanguage(session.user.language, false)
}

/** Remembers a choice with the account, so that it follows to another browser. A failure costs nothing. */
export const keepChoice = (choice: { language?: Language; density?: Density }) =>
  void call(editProfile, { body: choice }).catch(() => {})

export const useSignOut = () => {
  const go = useGo()
  return async () => {
    await call(closeSession, {}).catch(() => {})
    cache.clear()
    go(paths.signIn(), true)
  }
}

/** Lets through who is signed in; sends others to sign in and back. */
export const SessionGuard = ({ children }: { children: ReactNode }) => {
  const { data, problem, reload } = useRead(readSession, {}, { staleSeconds: 300 })
  const router = useRouter()
  const go = useGo()
  const signedOut = problem?.status === 401
  useEffect(() => {
    // The address already changes while the lazy sign-in page is on its way and this guard still stands.
    const { href, pathname } = router.latestLocation
    if (signedOut && pathname !== patterns.signIn)
      go(paths.signIn(href === paths.home() ? undefined : href), true)
  }, [signedOut, router, go])
  useEffect(() => {
    if (!data) return
    followDensity(data.density)
    if (!languageWasChosen()) void switchLanguage(data.user.language, false)
  }, [data])
  if (data && !signedOut) return <SessionContext value={data}>{children}</SessionContext>
  if (problem && !signedOut)
    return (
      <div className="lone">
        <Problem problem={problem} onRetry={reload} />
      </div>
    )
  return null
}
