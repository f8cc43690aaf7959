import { useTranslation } from 'react-i18next'
import { type AuditEntry, auditActions, exportAudit, listAudit } from '../../../../../contract/audit.ts'
import { tableWord } from '../../../../../contract/table-words.ts'
import { urlOf } from '../../../app/client.ts'
import { useLanguage, useTexts } from '../../../app/i18n.ts'
import { useList } from '../../../app/query.ts'
import { ask } from '../../../ui/ask.ts'
import { Button } from '../../../ui/Button.tsx'
import { useColumns } from '../../../ui/columns.tsx'
import { PhoneCard } from '../../../ui/DataTable.cards.tsx'
import { DataTable, EmptyFiltered } from '../../../ui/DataTable.tsx'
import { When } from '../../../ui/Figures.tsx'
import { FilterBar } from '../../../ui/FilterBar.tsx'
import { StateTag } from '../../../ui/Marks.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Empty } from '../../../ui/Problem.tsx'
import { Split } from '../../../ui/SideDrawer.tsx'
import { useFilters } from '../../../ui/useFilters.ts'
import { useSearch } from '../../../ui/useSearch.ts'
import { Views } from '../../../ui/Views.tsx'
import '../admin.css'
import { AuditDrawer } from './AuditDrawer.tsx'

type Action = (typeof auditActions)[number]

export const ActionTag = ({ action }: { action: Action }) => {
  const words = useTexts('admin').audit.actions
  const look = action === 'refused' ? 'fault' : action === 'reveal' || action === 'export' ? 'solid' : 'plain'
  return <StateTag look={look}>{words[action]}</StateTag>
}

/** The fields that changed, as far as a row holds them. */
const fieldsOf = (entry: AuditEntry) => Object.keys({ ...entry.before, ...entry.after })

const useAuditColumns = () => {
  const { t } = useTranslation('admin')
  const { say } = useLanguage()
  return [
    {
      key: 'at',
      title: t('audit.at'),
      width: 168,
      always: true,
      cell: (entry: AuditEntry) => <When at={entry.at} time />,
    },
    {
      key: 'actor',
      title: t('audit.actor'),
      width: 132,
      cell: (entry: AuditEntry) => <b className="cut">{entry.actor.name || t('audit.system')}</b>,
    },
    {
      key: 'action',
      title: t('audit.what'),
      width: 104,
      cell: (entry: AuditEntry) => <ActionTag action={entry.action} />,
    },
    {
      key: 'table',
      title: t('audit.table'),
      width: 190,
      cell: (entry: AuditEntry) => (
        <span className="q2 cut" title={entry.table}>
          {say(tableWord(entry.table))}
        </span>
      ),
    },
    {
      key: 'fields',
      title: t('audit.field'),
      cell: (entry: AuditEntry) => (
        <span className="q2 cut">{entry.reason ?? fieldsOf(entry).join(', ')}</span>
      ),
    },
    {
      key: 'address',
      title: t('audit.address'),
      width: 120,
      cell: (entry: AuditEntry) => <span className="mono q">{entry.address ?? '–'}</span>,
    },
  ]
}

const dayStart = (day: string) => `${day}T00:00:00+08:00`
const dayEnd = (day: string) => new Date(Date.parse(dayStart(day)) + 86_400_000).toISOString()

const useAuditFilters = () => {
  const { t } = useTranslation('admin')
  const words = useTexts('admin').audit.actions
  const filters = useFilters([
    { key: 'q', label: t('audit.q'), kind: 'text', pinned: true },
    {
      key: 'action',
      label: t('audit.action'),
      kind: 'choice',
      pinned: true,
      options: auditActions.map((value) => ({ value, label: words[value] })),
    },
    { key: 'days', label: t('audit.days'), kind: 'days', pinned: true },
    { key: 'table', label: t('audit.table'), kind: 'text' },
    { key: 'rowId', label: t('audit.row'), kind: 'text' },
    { key: 'actorId', label: t('audit.actor'), kind: 'text' },
  ])
  const days = filters.days('days')
  const texts = ['q', 'table', 'rowId', 'actorId'] as const
  const query = {
    ...Object.fromEntries(texts.flatMap((key) => (filters.one(key) ? [[key, filters.one(key)]] : []))),
    ...(filters.many<Action>('action') && { action: filters.many<Action>('action') }),
    ...(days && { from: dayStart(days[0]), to: dayEnd(days[1]) }),
  }
  return { filters, query }
}

/** Every write and every look at what is masked: who, what, before, after, from where. */
export const AuditLog = () => {
  const { t } = useTranslation('admin')
  const { one, set } = useSearch()
  const { filters, query } = useAuditFilters()
  const list = useList(listAudit, { query: { ...query, limit: 100 } })
  const { columns, chooser } = useColumns('audit', useAuditColumns())
  const openId = one('open')
  const at = list.items.findIndex((entry) => entry.id === openId)
  const open = list.items[at]
  const step = (by: number) => {
    const next = list.items[at + by]
    return at >= 0 && next ? () => set({ open: next.id }, true) : undefined
  }
  const download = async () => {
    const said = await ask({
      title: t('audit.exportAsk'),
      text: t('audit.exportText'),
      reasons: [],
      confirm: t('audit.export'),
    })
    if (said) location.assign(urlOf(exportAudit, { query: { ...query, reason: said.reason } }))
  }
  return (
    <Page title={t('audit.title')} note={t('audit.note')}>
      <Views
        views={[{ key: 'all', label: t('audit.title') }]}
        value="all"
        onChange={() => {}}
        end={
          <>
            {chooser}
            <Button icon="export" onClick={() => void download()}>
              {t('audit.export')}
            </Button>
          </>
        }
      />
      <Split
        drawer={
          open && (
            <AuditDrawer
              entry={open}
              onClose={() => set({ open: undefined })}
              onPrevious={step(-1)}
              onNext={step(1)}
              onOnly={(patch) => set({ ...patch, open: undefined })}
            />
          )
        }
      >
        <FilterBar filters={filters} />
        <DataTable
          label={t('audit.title')}
          list={list}
          columns={columns}
          id={(entry) => entry.id}
          openId={openId}
          onOpen={(entry) => set({ open: entry.id }, openId !== undefined)}
          empty={
            filters.active.length > 0 ? (
              <EmptyFiltered onClear={filters.clear} />
            ) : (
              <Empty icon="lock" title={t('audit.none')}>
                {t('audit.noneText')}
              </Empty>
            )
          }
          card={(entry) => (
            <PhoneCard
              top={<When at={entry.at} short />}
              name={entry.actor.name || t('audit.system')}
              lines={[
                <ActionTag key="action" action={entry.action} />,
                `${entry.table} ${entry.reason ?? fieldsOf(entry).join(', ')}`,
              ]}
            />
          )}
        />
      </Split>
    </Page>
  )
}
