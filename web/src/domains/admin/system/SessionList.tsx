import { useTranslation } from 'react-i18next'
import { listSessions, revokeSession, revokeSessions } from '../../../../../contract/admin.ts'
import { type Listed, useList, useWrite } from '../../../app/query.ts'
import { Button } from '../../../ui/Button.tsx'
import { DataTable } from '../../../ui/DataTable.tsx'
import { When } from '../../../ui/Figures.tsx'
import { StateTag } from '../../../ui/Marks.tsx'
import { Empty } from '../../../ui/Problem.tsx'
import { deviceOf } from './deviceOf.ts'

type Opened = Listed<typeof listSessions>

/** Live sessions; one can be ended, and of one's own all others at once. */
export const SessionList = ({ of }: { of: 'me' | 'everybody' }) => {
  const { t } = useTranslation('admin')
  const list = useList(listSessions, { query: { of, limit: 100 } }, { refetchSeconds: 60 })
  const end = useWrite(revokeSession, { done: () => t('sessions.ended', { n: 1 }) })
  const endOthers = useWrite(revokeSessions, { done: ({ ended }) => t('sessions.ended', { n: ended }) })
  const device = (opened: Opened) => deviceOf(opened.device) ?? t('sessions.unknown')
  const columns = [
    ...(of === 'everybody'
      ? [
          {
            key: 'user',
            title: t('sessions.user'),
            width: 150,
            cell: (opened: Opened) => <b className="cut">{opened.user.name}</b>,
          },
        ]
      : []),
    {
      key: 'device',
      title: t('sessions.device'),
      cell: (opened: Opened) => (
        <span className="row" title={opened.device ?? ''}>
          <span className="cut">{device(opened)}</span>
          {opened.current && <StateTag look="solid">{t('sessions.here')}</StateTag>}
        </span>
      ),
    },
    {
      key: 'address',
      title: t('sessions.address'),
      width: 140,
      cell: (opened: Opened) => <span className="mono q2">{opened.address ?? '–'}</span>,
    },
    {
      key: 'since',
      title: t('sessions.since'),
      width: 150,
      cell: (opened: Opened) => <When at={opened.createdAt} short />,
    },
    {
      key: 'seen',
      title: t('sessions.seen'),
      width: 150,
      cell: (opened: Opened) => <When at={opened.seenAt} short />,
    },
    {
      key: 'until',
      title: t('sessions.until'),
      width: 150,
      cell: (opened: Opened) => <When at={opened.expiresAt} short />,
    },
    {
      key: 'end',
      title: '',
      width: 84,
      cell: (opened: Opened) =>
        !opened.current && (
          <Button look="link" onClick={() => void end.send({ params: { id: opened.id } }).catch(() => {})}>
            {t('sessions.end')}
          </Button>
        ),
    },
  ]
  return (
    <>
      {of === 'me' && list.items.length > 1 && (
        <div className="row ad-row">
          <Button
            icon="exit"
            busy={endOthers.sending}
            onClick={() => void endOthers.send({ query: {} }).catch(() => {})}
          >
            {t('sessions.endOthers')}
          </Button>
        </div>
      )}
      <DataTable
        label={t('sessions.tab')}
        list={list}
        columns={columns}
        id={(opened) => opened.id}
        empty={<Empty icon="key" title={t('sessions.none')} />}
        card={(opened) => (
          <>
            <div className="grow">
              <b>{of === 'everybody' ? opened.user.name : device(opened)}</b>
              <div className="sub cut">
                {device(opened)} · {opened.address}
              </div>
              <div className="sub">
                <When at={opened.seenAt} short />
              </div>
            </div>
            {opened.current ? (
              <StateTag look="solid">{t('sessions.here')}</StateTag>
            ) : (
              <Button onClick={() => void end.send({ params: { id: opened.id } }).catch(() => {})}>
                {t('sessions.end')}
              </Button>
            )}
          </>
        )}
      />
    </>
  )
}
