import { useTranslation } from 'react-i18next'
import {
  listNotifications,
  type Notification,
  readNotifications,
} from '../../../../../contract/notifications.ts'
import { useList, useWrite } from '../../../app/query.ts'
import { wordsOfNotice } from '../../../app/shell/useTrays.ts'
import { Button } from '../../../ui/Button.tsx'
import { PhoneCard } from '../../../ui/DataTable.cards.tsx'
import { DataTable } from '../../../ui/DataTable.tsx'
import { When } from '../../../ui/Figures.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Empty } from '../../../ui/Problem.tsx'
import { useGo } from '../../../ui/useGo.ts'
import { useSearch } from '../../../ui/useSearch.ts'
import { Views } from '../../../ui/Views.tsx'
import '../admin.css'

const Words = ({ of }: { of: Notification }) => {
  const { icon, title, text } = wordsOfNotice(of)
  return (
    <span className="row">
      <Icon name={icon} small />
      {of.readAt === null ? <b className="cut">{title}</b> : <span className="cut q2">{title}</span>}
      {text && <span className="q cut">{text}</span>}
    </span>
  )
}

/** Everything the bell has said, further back than its tray. */
export const NoticeList = () => {
  const { t } = useTranslation('admin')
  const go = useGo()
  const { one, set } = useSearch()
  const unread = one('view') === 'unread'
  const list = useList(listNotifications, { query: { limit: 100, ...(unread && { unread: 'true' }) } })
  const write = useWrite(readNotifications)
  const open = (notice: Notification) => {
    if (notice.readAt === null) void write.send({ body: { ids: [notice.id] } }).catch(() => {})
    if (notice.link) go(notice.link)
  }
  return (
    <Page title={t('notices.title')}>
      <Views
        views={[
          { key: 'all', label: t('notices.all') },
          { key: 'unread', label: t('notices.unread') },
        ]}
        value={unread ? 'unread' : 'all'}
        onChange={(view) => set({ view: view === 'all' ? undefined : view })}
        end={
          <Button icon="check" onClick={() => void write.send({ body: {} }).catch(() => {})}>
            {t('notices.readAll')}
          </Button>
        }
      />
      <DataTable
        label={t('notices.title')}
        list={list}
        id={(notice) => notice.id}
        onOpen={open}
        columns={[
          {
            key: 'what',
            title: t('notices.what'),
            always: true,
            cell: (notice: Notification) => <Words of={notice} />,
          },
          {
            key: 'at',
            title: t('notices.at'),
            width: 170,
            cell: (notice: Notification) => <When at={notice.at} short />,
          },
        ]}
        empty={
          <Empty icon="bell" title={t('notices.none')}>
            {t('notices.noneText')}
          </Empty>
        }
        card={(notice) => <PhoneCard top={<When at={notice.at} short />} name={<Words of={notice} />} />}
      />
    </Page>
  )
}
