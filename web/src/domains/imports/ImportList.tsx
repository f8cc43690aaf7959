import { useTranslation } from 'react-i18next'
import {
  type ImportCounts,
  type ImportItem,
  type ImportKind,
  type ImportState,
  importStates,
  listImports,
  outcomes,
} from '../../../../contract/imports.ts'
import { paths } from '../../app/paths.ts'
import { useList } from '../../app/query.ts'
import { useCan } from '../../app/session.tsx'
import { Button } from '../../ui/Button.tsx'
import { type Column, useColumns } from '../../ui/columns.tsx'
import { PhoneCard } from '../../ui/DataTable.cards.tsx'
import { DataTable, EmptyFiltered } from '../../ui/DataTable.tsx'
import { When } from '../../ui/Figures.tsx'
import { FilterBar } from '../../ui/FilterBar.tsx'
import { StateTag } from '../../ui/Marks.tsx'
import { Page } from '../../ui/Page.tsx'
import { Empty } from '../../ui/Problem.tsx'
import { Parts, Progress } from '../../ui/Steps.tsx'
import { useFilters } from '../../ui/useFilters.ts'
import { useFormat } from '../../ui/useFormat.ts'
import { useGo } from '../../ui/useGo.ts'
import { useSearch } from '../../ui/useSearch.ts'
import { Views } from '../../ui/Views.tsx'
import './imports.css'
import { isBusy, outcomeColors, useBytes, useKinds, useSourceName } from './words.ts'

const viewStates: Record<string, ImportState[]> = {
  open: ['draft', 'checking', 'checked', 'running'],
  done: ['done'],
  stopped: ['failed', 'cancelled', 'undoing', 'undone'],
}

export const StateOf = ({ state }: { state: ImportState }) => {
  const { t } = useTranslation('imports')
  const look =
    state === 'failed' ? 'fault' : isBusy(state) ? 'signal' : state === 'done' ? 'plain' : 'outline'
  return (
    <StateTag look={look} {...(state === 'done' ? { icon: 'check' as const } : {})}>
      {t(`state.${state}`)}
    </StateTag>
  )
}

const usePartsWords = () => {
  const { t } = useTranslation('imports')
  const format = useFormat()
  return (counts: ImportCounts) =>
    t('check.parts', {
      create: format.number(counts.create),
      update: format.number(counts.update),
      unchanged: format.number(counts.unchanged),
      conflict: format.number(counts.conflict),
      invalid: format.number(counts.invalid),
    })
}

export const CountBar = ({ counts }: { counts: ImportCounts }) => {
  const words = usePartsWords()
  return (
    <div title={words(counts)} className="grow">
      <Parts
        label={words(counts)}
        parts={outcomes.map((one) => ({ key: one, value: counts[one], color: outcomeColors[one] }))}
      />
    </div>
  )
}

const useImportColumns = (kindName: (kind: ImportKind) => string): Column<ImportItem>[] => {
  const { t } = useTranslation('imports')
  const format = useFormat()
  const bytes = useBytes()
  const sourceName = useSourceName()
  return [
    {
      key: 'file',
      title: t('column.file'),
      always: true,
      cell: (row) => (
        <span className="row" title={row.fileName}>
          <b className="cut">{row.fileName}</b>
          <span className="q nw">{bytes(row.fileBytes)}</span>
        </span>
      ),
    },
    { key: 'kind', title: t('column.kind'), width: 120, cell: (row) => kindName(row.kind) },
    {
      key: 'source',
      title: t('column.source'),
      width: 140,
      cell: (row) => (
        <span className="cut q2" title={row.source}>
          {sourceName(row.source)}
        </span>
      ),
    },
    { key: 'state', title: t('column.state'), width: 104, cell: (row) => <StateOf state={row.state} /> },
    {
      key: 'rows',
      title: t('column.rows'),
      width: 90,
      number: true,
      cell: (row) => (row.rowTotal === null ? '–' : format.number(row.rowTotal)),
    },
    {
      key: 'result',
      title: t('column.result'),
      width: 190,
      cell: (row) =>
        isBusy(row.state) ? (
          <Progress done={row.rowDone} total={row.rowTotal ?? row.rowDone} />
        ) : row.counts ? (
          <CountBar counts={row.counts} />
        ) : (
          <span className="q">–</span>
        ),
    },
    {
      key: 'by',
      title: t('column.by'),
      width: 96,
      cell: (row) => (
        <span className="cut" title={row.createdBy?.name}>
          {row.createdBy?.name ?? '–'}
        </span>
      ),
    },
    {
      key: 'at',
      title: t('column.at'),
      width: 150,
      number: true,
      cell: (row) => <When at={row.createdAt} short />,
    },
  ]
}

export const ImportList = () => {
  const { t } = useTranslation('imports')
  const { one, set } = useSearch()
  const go = useGo()
  const mayRun = useCan('imports.run')
  const { kinds, kindName } = useKinds()
  const sourceName = useSourceName()
  const view = one('view') ?? ''
  const filters = useFilters([
    {
      key: 'kind',
      label: t('filter.kind'),
      kind: 'choice',
      pinned: true,
      options: kinds.map(({ kind }) => ({ value: kind, label: kindName(kind) })),
    },
    {
      key: 'state',
      label: t('filter.state'),
      kind: 'choice',
      pinned: true,
      options: importStates.map((value) => ({ value, label: t(`state.${value}`) })),
    },
  ])
  const state = filters.many<ImportState>('state') ?? viewStates[view]
  const kind = filters.many<ImportKind>('kind')
  const list = useList(listImports, { query: { ...(state ? { state } : {}), ...(kind ? { kind } : {}) } })
  const { columns, chooser } = useColumns('imports', useImportColumns(kindName))
  const start = (
    <Button
      look="primary"
      icon="plus"
      disabled={!mayRun}
      title={mayRun ? undefined : t('mayNot')}
      onClick={() => go(paths.newImport())}
    >
      {t('new')}
    </Button>
  )
  return (
    <Page title={t('title')}>
      <Views
        views={[
          { key: '', label: t('all') },
          ...(['open', 'done', 'stopped'] as const).map((key) => ({ key, label: t(`view.${key}`) })),
        ]}
        value={view}
        onChange={(key) => set({ view: key || undefined, state: undefined })}
        end={
          <>
            {chooser}
            {start}
          </>
        }
      />
      <FilterBar filters={filters} />
      <DataTable
        label={t('title')}
        list={list}
        columns={columns}
        id={(row) => row.id}
        rowName={(row) => row.fileName}
        onOpen={(row) => go(paths.import(row.id))}
        empty={
          filters.active.length > 0 || view ? (
            <EmptyFiltered onClear={() => set({ view: undefined, state: undefined, kind: undefined })} />
          ) : (
            <Empty icon="import" title={t('noneTitle')} action={start}>
              {t('none')}
            </Empty>
          )
        }
        card={(row) => (
          <PhoneCard
            top={<StateOf state={row.state} />}
            name={row.fileName}
            lines={[
              [kindName(row.kind), sourceName(row.source), row.createdBy?.name].filter(Boolean).join(' · '),
              row.counts ? <CountBar key="bar" counts={row.counts} /> : <When key="at" at={row.createdAt} />,
            ]}
          />
        )}
      />
    </Page>
  )
}
