import type { AnyRoute } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { IconName } from '../ui/Icon.tsx'
import type { NavKey } from './navigation.ts'

/** A hook that gives the number (or short words) beside a navigation item. */
export type UseCount = () => number | string | undefined

/** One line of the search palette. */
export type Finding = { key: string; icon: IconName; label: ReactNode; note?: ReactNode; to: string }
/** Searches one domain's records; shown under `title` when the session has `permission`. */
export type Finder = { key: string; permission: string; title: () => string; find: (text: string, signal: AbortSignal) => Promise<Finding[]> }

/** One job of the tray in the top bar. */
export type RunningJob = { id: string; name: string; done: number; total: number; state: 'running' | 'done' | 'failed'; to?: string }
export type UseJobs = () => { jobs: RunningJob[] }

/** One line of the bell. */
export type Notice = { id: string; icon: IconName; title: ReactNode; text?: ReactNode; at: string; unread: boolean; to?: string }
export type UseNotices = () => { notices: Notice[]; readAll: () => void }

/** What a domain gives the shell; collected by hand in `domains/list.ts`. */
export type DomainPart = {
  routes?: AnyRoute[]
  counts?: Partial<Record<NavKey, UseCount>>
  finders?: Finder[]
  useJobs?: UseJobs
  useNotices?: UseNotices
}
