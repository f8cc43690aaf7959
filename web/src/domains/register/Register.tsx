import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { listOf } from '../../app/query.ts'
import { type Column, useColumns } from '../../ui/columns.tsx'
import { PhoneCard } from '../../ui/DataTable.cards.tsx'
import { DataTable, EmptyFiltered } from '../../ui/DataTable.tsx'
import { FilterBar } from '../../ui/FilterBar.tsx'
import { StateTag } from '../../ui/Marks.tsx'
import { Page } from '../../ui/Page.tsx'
import { Split } from '../../ui/SideDrawer.tsx'
import { useFilters } from '../../ui/useFilters.ts'
import { useSearch } from '../../ui/useSearch.ts'
import { Views } from '../../ui/Views.tsx'
import { RowDrawer } from './RowDrawer.tsx'
import './register.css'
import { chapterOf, chosen, countByStatus, kindsOf, type Row, rows, type Status, statuses } from './rows.ts'

const looks = { shown: 'solid', part: 'plain', open: 'outline', context: 'outline' } as const
export const RowStatus = ({ status }: { status: Status }) => {
  const { t } = useTranslation('register')
  return (
    <StateTag look={looks[status]} title={t(`means.${status}`)}>
      {t(`status.${status}`)}
    </StateTag>
  )
}

const unique = (values: string[]) => [...new Set(values)].map((value) => ({ value, label: value }))
const kinds = unique(rows.flatMap(kindsOf).sort())
const chapters = unique(rows.map(chapterOf))

const useRegisterFilters = () => {
  const { t } = useTranslation('register')
  return useFilters([
    { key: 'q', label: t('filter.q'), kind: 'text', pinned: true },
    { key: 'chapter', label: t('filter.chapter'), kind: 'choice', pinned: true, options: chapters },
    { key: 'kind', label: t('filter.kind'), kind: 'choice', pinned: true, options: kinds },
  ])
}

const useRegisterColumns = (): Column<Row>[] => {
  const { t } = useTranslation('register')
  return [
    {
      key: 'id',
      title: t('column.id'),
      width: 84,
      always: true,
      cell: (row) => <span className="mono q2">{row.id}</span>,
    },
    {
      key: 'capability',
      title: t('column.capability'),
      always: true,
      cell: (row) => (
        <span className="cut rg-words" title={`${row.capability}\n${row.detail}`}>
          <b>{row.capability}</b> <span className="q">{row.detail}</span>
        </span>
      ),
    },
    {
      key: 'kind',
      title: t('column.kind'),
      width: 60,
      cell: (row) => <span className="q2">{row.kind}</span>,
    },
    {
      key: 'where',
      title: t('column.where'),
      width: 200,
      cell: (row) => {
        const [first, ...rest] = [...row.screens, ...row.api]
        return (
          <span className="cut q2" title={[...row.screens, ...row.api].join('\n')}>
            {first} {rest.length > 0 && <span className="q">{t('more', { n: rest.length })}</span>}
          </span>
        )
      },
    },
    { key: 'status', title: t('column.status'), width: 96, cell: (row) => <RowStatus status={row.status} /> },
  ]
}

/** What the product promises to do, row by row, and how far it is. */
export const Register = () => {
  const { t } = useTranslation('register')
  const { one, set } = useSearch()
  const filters = useRegisterFilters()
  const [q, chapter, kind] = [filters.one('q'), filters.many('chapter'), filters.many('kind')]
  const found = useMemo(() => chosen(rows, { q, chapters: chapter, kinds: kind }), [q, chapter, kind])
  const counts = countByStatus(found)
  const status = statuses.find((key) => key === one('status'))
  const shown = status ? found.filter((row) => row.status === status) : found
  const { columns, chooser } = useColumns('register', useRegisterColumns())
  const openId = one('open')
  const open = rows.find((row) => row.id === openId)
  const step = (by: number) => {
    const next = shown[shown.findIndex((row) => row.id === openId) + by]
    return next ? () => set({ open: next.id }, true) : undefined
  }
  return (
    <Page title={t('title')} note={t('note', { n: rows.length })}>
      <Views
        views={[
          { key: '', label: t('all'), count: found.length },
          ...statuses.map((key) => ({ key, label: t(`status.${key}`), count: counts[key] })),
        ]}
        value={status ?? ''}
        onChange={(key) => set({ status: key || undefined })}
        end={chooser}
      />
      <Split
        drawer={
          open && (
            <RowDrawer
              row={open}
              onClose={() => set({ open: undefined }, true)}
              onPrevious={step(-1)}
              onNext={step(1)}
            />
          )
        }
      >
        <FilterBar
          filters={filters}
          end={t('counts', {
            shown: counts.shown,
            part: counts.part,
            open: counts.open,
            all: found.length - counts.context,
          })}
        />
        <DataTable
          label={t('title')}
          list={listOf(shown)}
          columns={columns}
          id={(row) => row.id}
          rowName={(row) => row.capability}
          openId={openId}
          onOpen={(row) => set({ open: row.id }, openId !== undefined)}
          empty={
            <EmptyFiltered
              onClear={() => set({ q: undefined, chapter: undefined, kind: undefined, status: undefined })}
            />
          }
          card={(row) => (
            <PhoneCard
              top={
                <>
                  <span className="mono q">{row.id}</span> <RowStatus status={row.status} />
                </>
              }
              name={row.capability}
              lines={[row.detail]}
            />
          )}
        />
      </Split>
    </Page>
  )
}
