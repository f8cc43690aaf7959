import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Job } from '../../../../contract/jobs.ts'
import type { Notification } from '../../../../contract/notifications.ts'
import { Anchor } from '../../ui/Anchor.tsx'
import { Button, IconButton } from '../../ui/Button.tsx'
import { classes } from '../../ui/classes.ts'
import { When } from '../../ui/Figures.tsx'
import { Icon, type IconName } from '../../ui/Icon.tsx'
import { StateTag } from '../../ui/Marks.tsx'
import { Popup } from '../../ui/Popup.tsx'
import { Empty } from '../../ui/Problem.tsx'
import { Progress } from '../../ui/Steps.tsx'
import { useLanguage } from '../i18n.ts'
import { paths } from '../paths.ts'
import { pathOfJob, useNotices, useRunningJobs, wordsOfNotice } from './useTrays.ts'

type TrayProps = {
  icon: IconName
  label: string
  badge: number
  head: ReactNode
  none: { title: string; text: string }
  width: number
  lines: (close: () => void) => ReactNode[]
}

const Tray = ({ icon, label, badge, head, none, width, lines }: TrayProps) => {
  const [open, setOpen] = useState(false)
  const shown = lines(() => setOpen(false))
  return (
    <Popup
      width={width}
      placement="bottomRight"
      open={open}
      onOpenChange={setOpen}
      content={
        <div className="tray">
          <h4>{head}</h4>
          {shown.length === 0 ? (
            <Empty icon={icon} title={none.title}>
              {none.text}
            </Empty>
          ) : (
            <ul>{shown}</ul>
          )}
        </div>
      }
    >
      <IconButton icon={icon} label={label} badge={badge} />
    </Popup>
  )
}

const JobLine = ({ job, onGo }: { job: Job; onGo: () => void }) => {
  const { t } = useTranslation('app')
  const { say } = useLanguage()
  const path = pathOfJob(job)
  return (
    <li className="tray-line">
      <div className="row">
        {path ? (
          <Anchor to={path} onClick={onGo} className="grow cut">
            {say(job.title)}
          </Anchor>
        ) : (
          <b className="grow cut">{say(job.title)}</b>
        )}
        <StateTag look={job.state === 'failed' ? 'fault' : 'plain'}>{t(`jobs.${job.state}`)}</StateTag>
      </div>
      {job.total !== null && <Progress done={job.done} total={job.total} />}
    </li>
  )
}

export const JobsTray = () => {
  const { t } = useTranslation('app')
  const jobs = useRunningJobs()
  return (
    <Tray
      icon="jobs"
      label={t('jobs.label')}
      badge={jobs.length}
      width={340}
      head={t('jobs.title')}
      none={{ title: t('jobs.none'), text: t('jobs.noneText') }}
      lines={(close) => jobs.map((job) => <JobLine key={job.id} job={job} onGo={close} />)}
    />
  )
}

const NoticeLine = ({ notice, onGo }: { notice: Notification; onGo: () => void }) => {
  const { icon, title, text } = wordsOfNotice(notice)
  return (
    <li className={classes('tray-line row up', notice.readAt === null && 'unread')}>
      <Icon name={icon} small />
      <div className="grow">
        {notice.link ? (
          <Anchor to={notice.link} onClick={onGo}>
            {title}
          </Anchor>
        ) : (
          <b>{title}</b>
        )}
        {text && <div className="cap">{text}</div>}
      </div>
      <span className="cap">
        <When at={notice.at} short />
      </span>
    </li>
  )
}

export const Bell = () => {
  const { t } = useTranslation('app')
  const { notices, unread, readAll, read } = useNotices()
  const head = (
    <>
      {t('bell.label')}
      {unread > 0 && (
        <Button look="link" onClick={readAll}>
          {t('bell.readAll')}
        </Button>
      )}
      <Anchor to={paths.notifications()}>{t('bell.all')}</Anchor>
    </>
  )
  const goTo = (notice: Notification, close: () => void) => () => {
    close()
    if (notice.readAt === null) read(notice.id)
  }
  return (
    <Tray
      icon="bell"
      label={t('bell.label')}
      badge={unread}
      width={380}
      head={head}
      none={{ title: t('bell.none'), text: t('bell.noneText') }}
      lines={(close) =>
        notices.map((notice) => <NoticeLine key={notice.id} notice={notice} onGo={goTo(notice, close)} />)
      }
    />
  )
}
