import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { domains } from '../../domains/list.ts'
import { Anchor } from '../../ui/Anchor.tsx'
import { Button, IconButton } from '../../ui/Button.tsx'
import { classes } from '../../ui/classes.ts'
import { When } from '../../ui/Figures.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Popup } from '../../ui/Popup.tsx'
import { Empty } from '../../ui/Problem.tsx'
import { Progress } from '../../ui/Steps.tsx'
import type { Notice, RunningJob, UseJobs, UseNotices } from '../sources.ts'

// Chosen once at start, so the order of hooks never changes.
const useJobs: UseJobs = domains.find(domain => domain.useJobs)?.useJobs ?? (() => ({ jobs: [] }))
const useNotices: UseNotices = domains.find(domain => domain.useNotices)?.useNotices ?? (() => ({ notices: [], readAll: () => {} }))

const JobLine = ({ job, onGo }: { job: RunningJob; onGo: () => void }) => {
  const { t } = useTranslation('app')
  return (
    <li className="tray-line">
      <div className="row">
        {job.to ? (
          <Anchor to={job.to} onClick={onGo} className="grow cut">
            {job.name}
          </Anchor>
        ) : (
          <b className="grow cut">{job.name}</b>
        )}
        <span className={classes('tag', job.state === 'failed' && 'fault')}>{t(`jobs.${job.state}`)}</span>
      </div>
      {job.state === 'running' && <Progress done={job.done} total={job.total} />}
    </li>
  )
}

export const JobsTray = () => {
  const { t } = useTranslation('app')
  const { jobs } = useJobs()
  const [open, setOpen] = useState(false)
  const running = jobs.filter(job => job.state === 'running').length
  return (
    <Popup
      width={340}
      placement="bottomRight"
      open={open}
      onOpenChange={setOpen}
      content={
        <div className="tray">
          <h4>{t('jobs.title')}</h4>
          {jobs.length === 0 ? (
            <Empty icon="jobs" title={t('jobs.none')}>
              {t('jobs.noneText')}
            </Empty>
          ) : (
            <ul>
              {jobs.map(job => (
                <JobLine key={job.id} job={job} onGo={() => setOpen(false)} />
              ))}
            </ul>
          )}
        </div>
      }
    >
      <IconButton icon="jobs" label={t('jobs.label')} badge={running} />
    </Popup>
  )
}

const NoticeLine = ({ notice, onGo }: { notice: Notice; onGo: () => void }) => (
  <li className={classes('tray-line row top', notice.unread && 'unread')}>
    <Icon name={notice.icon} small />
    <div className="grow">
      {notice.to ? (
        <Anchor to={notice.to} onClick={onGo}>
          {notice.title}
        </Anchor>
      ) : (
        <b>{notice.title}</b>
      )}
      {notice.text && <div className="cap">{notice.text}</div>}
    </div>
    <span className="cap">
      <When at={notice.at} short />
    </span>
  </li>
)

export const Bell = () => {
  const { t } = useTranslation('app')
  const { notices, readAll } = useNotices()
  const [open, setOpen] = useState(false)
  const unread = notices.filter(notice => notice.unread).length
  return (
    <Popup
      width={380}
      placement="bottomRight"
      open={open}
      onOpenChange={setOpen}
      content={
        <div className="tray">
          <h4>
            {t('bell.label')}
            {unread > 0 && (
              <Button look="link" onClick={readAll}>
                {t('bell.readAll')}
              </Button>
            )}
          </h4>
          {notices.length === 0 ? (
            <Empty icon="bell" title={t('bell.none')}>
              {t('bell.noneText')}
            </Empty>
          ) : (
            <ul>
              {notices.map(notice => (
                <NoticeLine key={notice.id} notice={notice} onGo={() => setOpen(false)} />
              ))}
            </ul>
          )}
        </div>
      }
    >
      <IconButton icon="bell" label={t('bell.label')} badge={unread} />
    </Popup>
  )
}
