import { useTranslation } from 'react-i18next'
import { cancelJob, type Job, jobStates, listJobs, readJob, retryJob } from '../../../../../contract/jobs.ts'
import { useLanguage } from '../../../app/i18n.ts'
import { useList, useRead, useWrite } from '../../../app/query.ts'
import { ask } from '../../../ui/ask.ts'
import { Button } from '../../../ui/Button.tsx'
import { PhoneCard } from '../../../ui/DataTable.cards.tsx'
import { DataTable, EmptyFiltered } from '../../../ui/DataTable.tsx'
import { When } from '../../../ui/Figures.tsx'
import { FilterBar } from '../../../ui/FilterBar.tsx'
import { StateTag } from '../../../ui/Marks.tsx'
import { Facts, Section } from '../../../ui/Panel.tsx'
import { Empty, Problem } from '../../../ui/Problem.tsx'
import { SideDrawer, Split } from '../../../ui/SideDrawer.tsx'
import { Progress } from '../../../ui/Steps.tsx'
import { useFilters } from '../../../ui/useFilters.ts'
import { useFormat } from '../../../ui/useFormat.ts'
import { useSearch } from '../../../ui/useSearch.ts'

const live = (job: Job) => job.state === 'queued' || job.state === 'running'

const JobState = ({ job }: { job: Job }) => {
  const { t } = useTranslation('admin')
  if (job.cancelAsked && live(job)) return <StateTag look="outline">{t('jobs.cancelling')}</StateTag>
  const look =
    job.state === 'failed'
      ? 'fault'
      : job.state === 'running'
        ? 'signal'
        : job.state === 'cancelled'
          ? 'outline'
          : 'plain'
  return <StateTag look={look}>{t(`jobs.states.${job.state}`)}</StateTag>
}

const useTook = () => {
  const format = useFormat()
  return (job: Job) =>
    job.startedAt && job.finishedAt
      ? format.span(Date.parse(job.finishedAt) - Date.parse(job.startedAt))
      : '–'
}

/** One job while it runs: server events say how far it is. */
const JobDrawer = ({ id, onClose }: { id: string; onClose: () => void }) => {
  const { t } = useTranslation('admin')
  const { say } = useLanguage()
  const took = useTook()
  const { data: job, problem, reload } = useRead(readJob, { params: { id } }, { fallbackSeconds: 2 })
  const cancel = useWrite(cancelJob)
  const retry = useWrite(retryJob)
  const params = { id }
  const stop = async (name: string) => {
    if (await ask({ title: t('jobs.cancelAsk', { name }), text: t('jobs.cancelText'), danger: true }))
      await cancel.send({ params }).catch(() => {})
  }
  if (!job)
    return (
      <SideDrawer title={t('jobs.title')} onClose={onClose}>
        {problem ? <Problem problem={problem} onRetry={reload} /> : <span className="bone" />}
      </SideDrawer>
    )
  const ended = job.state === 'failed' || job.state === 'cancelled'
  return (
    <SideDrawer
      title={say(job.title)}
      head={<JobState job={job} />}
      onClose={onClose}
      footer={
        <>
          {live(job) && (
            <Button big look="danger" disabled={job.cancelAsked} onClick={() => void stop(say(job.title))}>
              {t('jobs.cancel')}
            </Button>
          )}
          {ended && (
            <Button
              big
              look="primary"
              busy={retry.sending}
              onClick={() => void retry.send({ params }).catch(() => {})}
            >
              {t('jobs.retry')}
            </Button>
          )}
        </>
      }
    >
      {job.total !== null && <Progress done={job.done} total={job.total} />}
      <Facts
        items={[
          { key: 'by', label: t('jobs.by'), value: job.startedBy?.name ?? t('jobs.system') },
          { key: 'at', label: t('jobs.at'), value: <When at={job.startedAt ?? job.createdAt} time /> },
          { key: 'took', label: t('jobs.took'), value: took(job) },
          { key: 'attempts', label: t('jobs.attempts'), value: job.attempts },
        ]}
      />
      {job.error && (
        <>
          <Section title={t('jobs.error')} />
          <pre className="ad-pre">{job.error}</pre>
        </>
      )}
      {job.result && (
        <>
          <Section title={t('jobs.result')} />
          <Facts
            items={Object.entries(job.result).map(([key, value]) => ({
              key,
              label: key,
              value: typeof value === 'object' ? JSON.stringify(value) : String(value),
            }))}
          />
        </>
      )}
    </SideDrawer>
  )
}

const useJobColumns = (everybody: boolean) => {
  const { t } = useTranslation('admin')
  const { say } = useLanguage()
  const took = useTook()
  return [
    {
      key: 'title',
      title: t('jobs.title'),
      always: true,
      cell: (job: Job) => <b className="cut">{say(job.title)}</b>,
    },
    { key: 'state', title: t('jobs.state'), width: 104, cell: (job: Job) => <JobState job={job} /> },
    {
      key: 'progress',
      title: t('jobs.progress'),
      width: 220,
      cell: (job: Job) =>
        job.total !== null && job.state === 'running' ? (
          <Progress done={job.done} total={job.total} />
        ) : (
          <span className="q cut">{job.error ?? ''}</span>
        ),
    },
    ...(everybody
      ? [
          {
            key: 'by',
            title: t('jobs.by'),
            width: 120,
            cell: (job: Job) => job.startedBy?.name ?? <span className="q">{t('jobs.system')}</span>,
          },
        ]
      : []),
    {
      key: 'at',
      title: t('jobs.at'),
      width: 150,
      cell: (job: Job) => <When at={job.startedAt ?? job.createdAt} short />,
    },
    { key: 'took', title: t('jobs.took'), width: 90, number: true, cell: took },
  ]
}

export const JobList = ({ of }: { of: 'me' | 'everybody' }) => {
  const { t } = useTranslation('admin')
  const { say } = useLanguage()
  const { one, set } = useSearch()
  const filters = useFilters([
    {
      key: 'state',
      label: t('jobs.state'),
      kind: 'choice',
      pinned: true,
      options: jobStates.map((value) => ({ value, label: t(`jobs.states.${value}`) })),
    },
  ])
  const state = filters.many<Job['state']>('state')
  const list = useList(
    listJobs,
    { query: { of, limit: 100, ...(state && { state }) } },
    { fallbackSeconds: 5 },
  )
  const columns = useJobColumns(of === 'everybody')
  const openId = one('open')
  return (
    <Split drawer={openId && <JobDrawer key={openId} id={openId} onClose={() => set({ open: undefined })} />}>
      <FilterBar filters={filters} />
      <DataTable
        label={t('jobs.tab')}
        list={list}
        columns={columns}
        id={(job) => job.id}
        rowName={(job) => say(job.title)}
        openId={openId}
        onOpen={(job) => set({ open: job.id }, openId !== undefined)}
        empty={
          filters.active.length > 0 ? (
            <EmptyFiltered onClear={filters.clear} />
          ) : (
            <Empty icon="jobs" title={t('jobs.none')}>
              {t('jobs.noneText')}
            </Empty>
          )
        }
        card={(job) => (
          <PhoneCard
            top={<JobState job={job} />}
            name={say(job.title)}
            lines={[<When key="at" at={job.startedAt ?? job.createdAt} short />]}
          />
        )}
      />
    </Split>
  )
}
