import { useTranslation } from 'react-i18next'
import type { LeadItem } from '../../../../../contract/leads.ts'
import { paths, patterns } from '../../../app/paths.ts'
import { usePlace, usePlaceQuery } from '../../../app/place.ts'
import { useCan, useSession } from '../../../app/session.tsx'
import { useSavedViews } from '../../../app/views/useSavedViews.ts'
import { useViewTabs, ViewMenu } from '../../../app/views/ViewMenu.tsx'
import { Button, IconButton } from '../../../ui/Button.tsx'
import { useColumns } from '../../../ui/columns.tsx'
import { Page } from '../../../ui/Page.tsx'
import { useGo } from '../../../ui/useGo.ts'
import { useKeys } from '../../../ui/useKeys.ts'
import { useSearch } from '../../../ui/useSearch.ts'
import { Views } from '../../../ui/Views.tsx'
import { RegisterLead } from '../capture/RegisterLead.tsx'
import '../leads.css'
import { useExport } from '../useExport.ts'
import { LeadBoard } from './LeadBoard.tsx'
import { LeadTable } from './LeadTable.tsx'
import { useLeadColumns } from './leadColumns.tsx'
import { type Tab, useCount, useDueCounts } from './leadTabs.ts'
import { type LeadFilters, useLeadFilters } from './useLeadFilters.ts'

const Count = ({ tab }: { tab: Tab }) => {
  const count = useCount({ ...tab.query, ...usePlaceQuery() })
  return count === undefined ? null : (
    <em>{typeof count === 'number' ? count.toLocaleString('en-US') : count}</em>
  )
}

/** Counting all leads of ten years says nothing a person could act on. */
const counted = (tab: Tab) => tab.key !== 'all' && tab.key !== 'lost'

const useTabViews = ({ tabs }: LeadFilters) => {
  const { t } = useTranslation('leads')
  const due = useDueCounts({ open: 'true', ...usePlaceQuery() })
  const quick: Record<string, number | undefined> = { today: due?.today, overdue: due?.overdue }
  return tabs.map((tab) => ({
    key: tab.key as string,
    label:
      counted(tab) && !(tab.key in quick) ? (
        <>
          {t(`tab.${tab.key}`)} <Count tab={tab} />
        </>
      ) : (
        t(`tab.${tab.key}`)
      ),
    ...(tab.key in quick ? { count: quick[tab.key] } : {}),
  }))
}

const Tools = ({
  filters,
  chooser,
  onRegister,
}: {
  filters: LeadFilters
  chooser: React.ReactNode
  onRegister: (() => void) | undefined
}) => {
  const { t } = useTranslation('leads')
  const { one, set } = useSearch()
  const board = one('view') === 'kanban'
  const mayExport = useCan('leads.export')
  const output = useExport(filters.query)
  return (
    <>
      <IconButton
        icon="rows"
        label={t('show.list')}
        pressed={!board}
        onClick={() => set({ view: undefined })}
      />
      <IconButton
        icon="board"
        label={t('show.board')}
        pressed={board}
        onClick={() => set({ view: 'kanban', open: undefined })}
      />
      {!board && chooser}
      {mayExport && (
        <Button look="quiet" icon="export" busy={output.busy} onClick={output.run}>
          {t('export.open')}
        </Button>
      )}
      {onRegister && (
        <Button look="primary" icon="plus" onClick={onRegister}>
          {t('register.open')}
        </Button>
      )}
    </>
  )
}

/** Leads as a list or a board; both share tabs, chips and the drawer. */
export const Inbox = () => {
  const { t } = useTranslation('leads')
  const { node } = useSession()
  const { one, set } = useSearch()
  const go = useGo()
  const place = usePlace()
  const filters = useLeadFilters()
  const views = useTabViews(filters)
  const saved = useSavedViews({ page: 'leads', path: patterns.leads, passing: ['outcome', 'register'] })
  const savedTabs = useViewTabs(saved)
  const { columns, chooser } = useColumns<LeadItem>('leads', useLeadColumns())
  const mayCapture = useCan('leads.capture')
  const board = one('view') === 'kanban'
  const openId = one('open')
  const register = mayCapture ? () => set({ register: '1', open: undefined }) : undefined
  const open = (lead: LeadItem | undefined) =>
    set(
      { open: lead?.id, outcome: undefined, register: undefined },
      openId !== undefined && lead !== undefined,
    )
  useKeys(register ? [{ keys: 'n', label: t('register.open'), run: register }] : [])
  const drawer =
    one('register') && mayCapture ? <RegisterLead onClose={() => set({ register: undefined })} /> : undefined
  const choose = (key: string) => {
    const view = saved.views.find((one_) => one_.id === key)
    const tab = key === filters.tabs[0]?.key ? undefined : key
    if (view) saved.show(view)
    // The chips came with the view and leave with it.
    else if (saved.current) go(paths.leads({ tab, view: one('view') }))
    else set({ tab, open: undefined })
  }
  const shared = { filters, openId, onOpen: open, drawer }
  return (
    <Page title={t('title')} note={place?.name ?? node.name}>
      <Views
        views={[...views, ...savedTabs]}
        value={saved.current?.id ?? filters.tabKey}
        onChange={choose}
        menu={<ViewMenu saved={saved} />}
        end={<Tools filters={filters} chooser={chooser} onRegister={register} />}
      />
      {board ? <LeadBoard {...shared} /> : <LeadTable {...shared} columns={columns} onRegister={register} />}
    </Page>
  )
}
