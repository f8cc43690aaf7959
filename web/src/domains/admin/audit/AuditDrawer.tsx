import { useTranslation } from 'react-i18next'
import type { AuditEntry } from '../../../../../contract/audit.ts'
import { tableWord } from '../../../../../contract/table-words.ts'
import { useLanguage } from '../../../app/i18n.ts'
import { useCan } from '../../../app/session.tsx'
import { Button } from '../../../ui/Button.tsx'
import { When } from '../../../ui/Figures.tsx'
import { Facts, Section } from '../../../ui/Panel.tsx'
import { PlainTable } from '../../../ui/PlainTable.tsx'
import { Note } from '../../../ui/Problem.tsx'
import { SideDrawer } from '../../../ui/SideDrawer.tsx'
import type { SearchPatch } from '../../../ui/useSearch.ts'
import { ActionTag } from './AuditLog.tsx'

const written = (value: unknown): string => {
  if (value === null || value === undefined || value === '') return '–'
  return typeof value === 'object' ? JSON.stringify(value, null, 1) : String(value)
}

/** Field by field, what stood there before and what stands there now. */
const Difference = ({ entry }: { entry: AuditEntry }) => {
  const { t } = useTranslation('admin')
  const { before, after } = entry
  const rows = Object.keys({ ...before, ...after }).map((key) => ({
    key,
    before: before?.[key],
    after: after?.[key],
  }))
  return (
    <div className="ad-diff">
      <PlainTable
        low
        label={t('audit.what')}
        rows={rows}
        id={(row) => row.key}
        empty={t('audit.noFields')}
        columns={[
          {
            key: 'field',
            title: t('audit.field'),
            width: 112,
            cell: (row) => <span className="mono">{row.key}</span>,
          },
          { key: 'before', title: t('audit.before'), cell: (row) => <del>{written(row.before)}</del> },
          { key: 'after', title: t('audit.after'), cell: (row) => <ins>{written(row.after)}</ins> },
        ]}
      />
    </div>
  )
}

type Props = {
  entry: AuditEntry
  onClose: () => void
  onPrevious: (() => void) | undefined
  onNext: (() => void) | undefined
  /** Narrows the list to what this entry shares with others. */
  onOnly: (patch: SearchPatch) => void
}

export const AuditDrawer = ({ entry, onOnly, ...drawer }: Props) => {
  const { t } = useTranslation('admin')
  const reveals = useCan('customers.reveal')
  const name = entry.actor.name || t('audit.system')
  const { rowId, requestId } = entry
  const actorId = entry.actor.id
  const { say } = useLanguage()
  const mono = (value: string | null) => <span className="mono">{value ?? '–'}</span>
  return (
    <SideDrawer
      title={name}
      sub={<When at={entry.at} time />}
      head={<ActionTag action={entry.action} />}
      {...drawer}
    >
      <Facts
        items={[
          {
            key: 'table',
            label: t('audit.table'),
            value: <span title={entry.table}>{say(tableWord(entry.table))}</span>,
          },
          { key: 'row', label: t('audit.row'), value: mono(rowId) },
          { key: 'reason', label: t('audit.reason'), value: entry.reason ?? '–' },
          { key: 'address', label: t('audit.address'), value: mono(entry.address) },
          { key: 'request', label: t('audit.request'), value: mono(requestId) },
        ]}
      />
      <Section title={t('audit.what')} />
      <Difference entry={entry} />
      {!reveals && <Note>{t('audit.masked')}</Note>}
      <div className="ad-acts">
        {rowId && (
          <Button icon="filter" onClick={() => onOnly({ rowId, q: undefined })}>
            {t('audit.onlyRow')}
          </Button>
        )}
        {actorId && (
          <Button icon="user" onClick={() => onOnly({ actorId, q: undefined })}>
            {t('audit.onlyActor', { name })}
          </Button>
        )}
        {requestId && (
          <Button icon="link" onClick={() => onOnly({ q: requestId, rowId: undefined })}>
            {t('audit.onlyRequest')}
          </Button>
        )}
      </div>
    </SideDrawer>
  )
}
