import { type Job, listJobs } from '../../../../contract/jobs.ts'
import {
  listNotifications,
  type Notification,
  readNotifications,
} from '../../../../contract/notifications.ts'
import { domains } from '../../domains/list.ts'
import { useRead, useWrite } from '../query.ts'
import type { NoticeWords, Worder } from '../sources.ts'

/** One's own jobs that still run. */
export const useRunningJobs = (): Job[] => {
  const { data } = useRead(
    listJobs,
    { query: { state: ['queued', 'running'], limit: 20 } },
    { fallbackSeconds: 15 },
  )
  return data?.items ?? []
}

export const pathOfJob = (job: Job): string | undefined => {
  for (const { jobPath } of domains) {
    const path = jobPath?.(job)
    if (path) return path
  }
  return undefined
}

const worders: Record<string, Worder> = Object.assign({}, ...domains.map((domain) => domain.notices ?? {}))

/** A kind no domain has words for still shows, by its name, rather than vanish. */
export const wordsOfNotice = ({ kind, data }: Notification): NoticeWords =>
  worders[kind]?.(data) ?? { icon: 'bell', title: kind }

export const useNotices = () => {
  const { data } = useRead(listNotifications, { query: { limit: 20 } }, { refetchSeconds: 60 })
  const write = useWrite(readNotifications, { refresh: ['/api/notifications'] })
  return {
    notices: data?.items ?? [],
    unread: data?.unread ?? 0,
    readAll: () => void write.send({ body: {} }).catch(() => {}),
    read: (id: string) => void write.send({ body: { ids: [id] } }).catch(() => {}),
  }
}
