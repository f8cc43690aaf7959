import type { AnyRoute } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Job } from '../../../contract/jobs.ts'
import type { Notification } from '../../../contract/notifications.ts'
import type { IconName } from '../ui/Icon.tsx'
import type { NavKey } from './navigation.ts'

/** A hook that gives the number (or short words) beside a navigation item. */
export type UseCount = () => number | string | undefined

/** One line of the search palette. */
export type Finding = { key: string; icon: IconName; label: ReactNode; note?: ReactNode; to: string }
/** Searches one domain's records; shown under `title` when the session has `permission`. */
export type Finder = {
  key: string
  permission: string
  title: () => string
  find: (text: string, signal: AbortSignal) => Promise<Finding[]>
}

/** A notification in words; a domain words its own kinds. */
export type NoticeWords = { icon: IconName; title: ReactNode; text?: ReactNode }
export type Worder = (data: Notification['data']) => NoticeWords

/** What a domain gives the shell; collected by hand in `domains/list.ts`. */
export type DomainPart = {
  routes?: AnyRoute[]
  counts?: Partial<Record<NavKey, UseCount>>
  finders?: Finder[]
  /** By kind, `leads.dispatched`. */
  notices?: Record<string, Worder>
  /** Where a job of this domain can be watched. */
  jobPath?: (job: Job) => string | undefined
}
