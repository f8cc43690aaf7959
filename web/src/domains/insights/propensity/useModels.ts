import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Reply } from '../../../../../contract/endpoint.ts'
import { listJobs } from '../../../../../contract/jobs.ts'
import {
  listModels,
  type PropensityKind,
  propensityKinds,
  publishModel,
  retireModel,
  trainModel,
} from '../../../../../contract/propensity.ts'
import { paths } from '../../../app/paths.ts'
import { refresh, useRead, useWrite } from '../../../app/query.ts'
import { useCan, useSession } from '../../../app/session.tsx'
import { ask } from '../../../ui/ask.ts'
import { toast } from '../../../ui/Toast.store.ts'
import { useSearch } from '../../../ui/useSearch.ts'

export type Models = Reply<typeof listModels>
export type Version = Models['items'][number]

/** The kind and the version the address names; the champion, or the newest, when it names none. */
export const useModels = () => {
  const { one, set } = useSearch()
  const kind: PropensityKind = propensityKinds.find((key) => key === one('kind')) ?? 'lead-to-sale'
  const { data, problem, reload } = useRead(listModels, { query: { kind } })
  const items = data?.items ?? []
  const version =
    items.find(({ number }) => String(number) === one('version')) ??
    items.find(({ state }) => state === 'champion') ??
    items[0]
  return {
    kind,
    data: data?.kind === kind ? data : undefined,
    problem,
    reload,
    version,
    showKind: (key: string) => set({ kind: key, version: undefined }),
    showVersion: (number: number) => set({ version: String(number) }, true),
  }
}

const mine = { query: { of: 'me' as const, state: ['queued' as const, 'running' as const], limit: 50 } }
const queues = ['insights.train', 'insights.score']

/** The training or scoring this user has started, and how far it is. */
export const useModelJob = () => {
  const isCarmaker = useSession().scope === 'carmaker'
  const may = useCan('insights.run') && isCarmaker
  const { data } = useRead(listJobs, mine, { enabled: may, fallbackSeconds: 15 })
  const job = data?.items.find(({ queue }) => queues.includes(queue))
  // The end must not be missed when a piece of news is lost.
  useRead(listJobs, mine, job ? { refetchSeconds: 3, staleSeconds: 0 } : { enabled: false })
  const running = useRef(false)
  useEffect(() => {
    if (running.current && !job) void refresh('/api/insights', '/api/leads')
    running.current = job !== undefined
  }, [job])
  return { may, job }
}
export type ModelJob = ReturnType<typeof useModelJob>

export const useModelActions = (kind: PropensityKind) => {
  const { t } = useTranslation('propensity')
  const again = ['/api/insights', '/api/jobs']
  const train = useWrite(trainModel, {
    refresh: again,
    onDone: () =>
      toast({
        text: t('started'),
        link: { to: paths.profilePart('jobs'), text: t('toJob') },
        seconds: 10,
      }),
  })
  const publish = useWrite(publishModel, {
    refresh: again,
    done: ({ number }) => t('published', { n: number }),
  })
  const retire = useWrite(retireModel, { refresh: again, done: ({ number }) => t('retired', { n: number }) })
  return {
    sending: train.sending || publish.sending || retire.sending,
    train: () => void train.send({ body: { kind } }).catch(() => {}),
    publish: async ({ id, number }: Version) => {
      const title = t('publishing', { n: number })
      if (!(await ask({ title, text: t('publishText'), confirm: t('publish') }))) return
      await publish.send({ params: { id } }).catch(() => {})
    },
    retire: async ({ id, number, state }: Version) => {
      const text = state === 'champion' ? `${t('retireChampion')} ${t('retireText')}` : t('retireText')
      if (!(await ask({ title: t('retiring', { n: number }), text, confirm: t('retire'), danger: true })))
        return
      await retire.send({ params: { id } }).catch(() => {})
    },
  }
}
