import { useState } from 'react'
import { openSession, sessionProblems } from '../../../../contract/session.ts'
import { call, type ProblemError } from '../../app/client.ts'
import { paths } from '../../app/paths.ts'
import { asProblem, cache } from '../../app/query.ts'
import { keepSession } from '../../app/session.tsx'
import { useGo } from '../../ui/useGo.ts'
import { useSearch } from '../../ui/useSearch.ts'

export type Credentials = { login: string; password: string; code?: string }

// `?next=//elsewhere` would leave the site.
const safe = (next: string | undefined) =>
  next?.startsWith('/') && !next.startsWith('//') && !next.startsWith('/\\') ? next : paths.home()

/** Password first; the one-time code only when the server asks for it. */
export const useSignIn = () => {
  const go = useGo()
  const search = useSearch()
  const [sending, setSending] = useState<string>()
  const [problem, setProblem] = useState<ProblemError>()
  const [asked, setAsked] = useState<Credentials>()

  const enter = async (given: Credentials) => {
    setSending(given.login)
    setProblem(undefined)
    try {
      const session = await call(openSession, { body: given })
      cache.clear()
      keepSession(session)
      go(safe(search.one('next')), true)
    } catch (error) {
      const refused = asProblem(error)
      if (refused?.is(sessionProblems.codeNeeded)) setAsked(given)
      else setProblem(refused)
    } finally {
      setSending(undefined)
    }
  }
  const back = () => {
    setAsked(undefined)
    setProblem(undefined)
  }
  return { enter, sending, problem, asked, back }
}
export type SigningIn = ReturnType<typeof useSignIn>
