import { useTranslation } from 'react-i18next'
import {
  type ConsentPurpose,
  type ConsentRecipient,
  consentPurposes,
  consentRecipients,
  listConsents,
} from '../../../../contract/consent.ts'
import { paths } from '../../app/paths.ts'
import { type Listed, useList } from '../../app/query.ts'
import { Anchor } from '../../ui/Anchor.tsx'
import { type Column, useColumns } from '../../ui/columns.tsx'
import { PhoneCard } from '../../ui/DataTable.cards.tsx'
import { DataTable, EmptyFiltered } from '../../ui/DataTable.tsx'
import { When } from '../../ui/Figures.tsx'
import { FilterBar } from '../../ui/FilterBar.tsx'
import { Page } from '../../ui/Page.tsx'
import { Empty } from '../../ui/Problem.tsx'
import { useFilters } from '../../ui/useFilters.ts'
import { useGo } from '../../ui/useGo.ts'
import { Views } from '../../ui/Views.tsx'
import { Said } from './ConsentHistory.tsx'
import { useConsentWords } from './useConsentWords.ts'

type Row = Listed<typeof listConsents>

const Cut = ({ children }: { children: string | null }) => (
  <span className="cut" title={children ?? undefined}>
    {children ?? <span className="q">–</span>}
  </span>
)

const useLedgerColumns = (): Column<Row>[] => {
  const { t } = useTranslation('consent')
  const words = useConsentWords()
  return [
    {
      key: 'when',
      title: t('column.when'),
      width: 168,
      always: true,
      cell: (row) => <When at={row.happenedAt} />,
    },
    {
      key: 'customer',
      title: t('column.customer'),
      width: 150,
      always: true,
      cell: (row) => (
        <Anchor to={paths.customer(row.customer.id)}>
          <b title={row.customer.name}>{row.customer.name}</b>
        </Anchor>
      ),
    },
    { key: 'said', title: t('column.said'), width: 96, cell: (row) => <Said granted={row.granted} /> },
    { key: 'purpose', title: t('column.purpose'), width: 120, cell: (row) => t(`purpose.${row.purpose}`) },
    {
      key: 'recipient',
      title: t('column.recipient'),
      width: 160,
      cell: (row) => <Cut>{row.recipientName ?? t(`recipient.${row.recipient}`)}</Cut>,
    },
    {
      key: 'channel',
      title: t('column.channel'),
      width: 110,
      cell: (row) => <Cut>{words.channel(row.channel)}</Cut>,
    },
    {
      key: 'evidence',
      title: t('column.evidence'),
      cell: (row) => <Cut>{words.evidence(row.evidence)}</Cut>,
    },
    {
      key: 'version',
      title: t('column.version'),
      width: 100,
      hidden: true,
      cell: (row) => <Cut>{row.textVersion}</Cut>,
    },
    { key: 'actor', title: t('column.actor'), width: 110, cell: (row) => <Cut>{row.actorName}</Cut> },
    {
      key: 'recorded',
      title: t('column.recorded'),
      width: 130,
      number: true,
      cell: (row) => <When at={row.recordedAt} short />,
    },
  ]
}

/** Every grant and withdrawal in the network, newest first. */
export const ConsentLedger = () => {
  const { t } = useTranslation('consent')
  const go = useGo()
  const words = useConsentWords()
  const filters = useFilters([
    {
      key: 'granted',
      label: t('filter.said'),
      kind: 'choice',
      single: true,
      pinned: true,
      options: [
        { value: 'true', label: t('granted') },
        { value: 'false', label: t('withdrawn') },
      ],
    },
    {
      key: 'purpose',
      label: t('filter.purpose'),
      kind: 'choice',
      single: true,
      pinned: true,
      options: consentPurposes.map((value) => ({ value, label: t(`purpose.${value}`) })),
    },
    {
      key: 'recipient',
      label: t('filter.recipient'),
      kind: 'choice',
      single: true,
      pinned: true,
      options: consentRecipients.map((value) => ({ value, label: t(`recipient.${value}`) })),
    },
  ])
  const [granted, purpose, recipient] = [
    filters.one<'true' | 'false'>('granted'),
    filters.one<ConsentPurpose>('purpose'),
    filters.one<ConsentRecipient>('recipient'),
  ]
  const list = useList(listConsents, {
    query: {
      ...(granted ? { granted } : {}),
      ...(purpose ? { purpose } : {}),
      ...(recipient ? { recipient } : {}),
    },
  })
  const { columns, chooser } = useColumns('consent', useLedgerColumns())
  return (
    <Page title={t('title')}>
      <Views views={[{ key: 'all', label: t('history') }]} value="all" onChange={() => {}} end={chooser} />
      <FilterBar filters={filters} end={t('append')} />
      <DataTable
        label={t('title')}
        list={list}
        columns={columns}
        id={(row) => row.id}
        rowName={(row) => row.customer.name}
        onOpen={(row) => go(paths.customer(row.customer.id))}
        empty={
          filters.active.length > 0 ? (
            <EmptyFiltered onClear={filters.clear} />
          ) : (
            <Empty icon="shield" title={t('none')}>
              {t('noneNext')}
            </Empty>
          )
        }
        card={(row) => (
          <PhoneCard
            top={
              <>
                <Said granted={row.granted} />
                <span className="cap">
                  <When at={row.happenedAt} />
                </span>
              </>
            }
            name={row.customer.name}
            lines={[
              `${t(`purpose.${row.purpose}`)} · ${row.recipientName ?? t(`recipient.${row.recipient}`)}`,
              [words.channel(row.channel), words.evidence(row.evidence)].filter(Boolean).join(' · '),
            ]}
          />
        )}
      />
    </Page>
  )
}
