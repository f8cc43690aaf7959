import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  type CustomerRow,
  customerKinds,
  customerProblems,
  lifecycleStages,
  listCustomers,
} from '../../../../contract/customers.ts'
import { listDealers } from '../../../../contract/dealers.ts'
import type { LapseBand, ValueClass, ValueStage } from '../../../../contract/value.ts'
import { useLanguage } from '../../app/i18n.ts'
import { paths, patterns } from '../../app/paths.ts'
import { beginsAt, usePlace } from '../../app/place.ts'
import { useList, useRead } from '../../app/query.ts'
import { useCan, useSession } from '../../app/session.tsx'
import { useSavedViews } from '../../app/views/useSavedViews.ts'
import { useViewTabs, ViewMenu } from '../../app/views/ViewMenu.tsx'
import { Button } from '../../ui/Button.tsx'
import { useColumns } from '../../ui/columns.tsx'
import { PhoneCard } from '../../ui/DataTable.cards.tsx'
import { DataTable, EmptyFiltered } from '../../ui/DataTable.tsx'
import { FilterBar } from '../../ui/FilterBar.tsx'
import { Page } from '../../ui/Page.tsx'
import { Empty } from '../../ui/Problem.tsx'
import { Split } from '../../ui/SideDrawer.tsx'
import { useFilters } from '../../ui/useFilters.ts'
import { useGo } from '../../ui/useGo.ts'
import { useSearch } from '../../ui/useSearch.ts'
import { Views } from '../../ui/Views.tsx'
import { CreateCustomer } from './CreateCustomer.tsx'
import { Marks, useCustomerColumns } from './customerColumns.tsx'
import './customers.css'
import { MergeDialog } from './merge/MergeDialog.tsx'
import { Preview } from './Preview.tsx'
import { SearchBox } from './SearchBox.tsx'
import { useExport } from './useExport.ts'
import { useVerdictFilters } from './useVerdictFilters.ts'
import { instantsOf, searchable } from './words.ts'

type Kind = CustomerRow['kind']

const useDealerOptions = () => {
  const { data } = useRead(
    listDealers,
    { query: { limit: 1000 } },
    { enabled: useCan('dealers.read'), staleSeconds: 600 },
  )
  return data?.items.map(({ id, name }) => ({ value: id, label: name })) ?? []
}

const useCustomerFilters = () => {
  const { t } = useTranslation('customers')
  const dealers = useDealerOptions()
  const place = usePlace()
  const atDealer = useSession().home === 'dealer'
  const verdict = useVerdictFilters()
  return useFilters([
    {
      key: 'stage',
      label: t('filter.stage'),
      kind: 'choice',
      pinned: true,
      options: lifecycleStages.map((value) => ({ value, label: t(`stage.${value}`) })),
    },
    ...(atDealer
      ? []
      : [
          {
            key: 'dealer',
            label: t('filter.dealer'),
            kind: 'choice' as const,
            single: true,
            pinned: true,
            ...(dealers.length > 0 ? { options: dealers } : {}),
            ...beginsAt(place, 'dealer'),
          },
        ]),
    { key: 'updated', label: t('filter.updated'), kind: 'days', pinned: true },
    ...verdict,
  ])
}

/** What the address asks for, as the contract wants it. */
const useQuery = (filters: ReturnType<typeof useCustomerFilters>) => {
  const { one } = useSearch()
  const place = usePlace()
  const q = one('q') ?? ''
  const kind = customerKinds.find((value) => value === one('kind'))
  const valueClass = filters.many<ValueClass>('valueClass')
  const valueStage = filters.many<ValueStage>('valueStage')
  const lapse = filters.many<LapseBand>('lapse')
  const audience = filters.many('audience')
  const brought = filters.one('import')
  const [stage, dealer, days] = [
    filters.many<CustomerRow['stage']>('stage'),
    // A person is known to brands as to dealers; the list is narrowed by either in the same way.
    filters.one('dealer') ?? (place?.kind === 'brand' ? place.id : undefined),
    filters.days('updated'),
  ]
  const query = {
    ...(searchable(q) ? { q } : {}),
    ...(kind ? { kind } : {}),
    ...(stage ? { stage } : {}),
    ...(valueClass ? { valueClass } : {}),
    ...(valueStage ? { valueStage } : {}),
    ...(lapse ? { lapse } : {}),
    ...(audience ? { audience } : {}),
    ...(brought ? { import: brought } : {}),
    ...(dealer ? { dealer } : {}),
    ...(days ? instantsOf(days) : {}),
  }
  return { query, kind, q, tooShort: q !== '' && !searchable(q) }
}

/** Kinds first, then the views somebody saved. */
const useCustomerViews = (kind: Kind | undefined) => {
  const { t } = useTranslation('customers')
  const { set } = useSearch()
  const go = useGo()
  const saved = useSavedViews({ page: 'customers', path: patterns.customers })
  const savedTabs = useViewTabs(saved)
  const kinds = customerKinds.map((key) => ({ key: key as string, label: t(`kind.${key}`) }))
  const choose = (key: string) => {
    const view = saved.views.find((one) => one.id === key)
    const chosen = customerKinds.find((one) => one === key)
    if (view) saved.show(view)
    // The chips came with the view and leave with it.
    else if (saved.current) go(paths.customers({ kind: chosen }))
    else set({ kind: chosen, open: undefined })
  }
  return {
    saved,
    views: [{ key: '', label: t('all') }, ...kinds, ...savedTabs],
    value: saved.current?.id ?? kind ?? '',
    choose,
  }
}

const MergeButton = ({ n, onMerge }: { n: number; onMerge: () => void }) => {
  const { t } = useTranslation('merging')
  const fits = n >= 2 && n <= 6
  return (
    <Button disabled={!fits} title={fits ? undefined : t('twoToSix')} onClick={onMerge}>
      {t('openMany', { n })}
    </Button>
  )
}

export const CustomerList = () => {
  const { t } = useTranslation('customers')
  const { t: ui } = useTranslation('ui')
  const { say } = useLanguage()
  const { one, set } = useSearch()
  const go = useGo()
  const filters = useCustomerFilters()
  const { query, kind, q, tooShort } = useQuery(filters)
  const list = useList(listCustomers, { query })
  const views = useCustomerViews(kind)
  const { columns, chooser } = useColumns('customers', useCustomerColumns())
  const [creating, setCreating] = useState(false)
  const mayEdit = useCan('customers.edit')
  const mayExport = useCan('customers.export')
  const exporting = useExport(query)
  const mayMerge = useCan('customers.merge')
  const [selected, setSelected] = useState<string[]>([])
  const [merging, setMerging] = useState(false)
  const openId = one('open')
  const at = list.items.findIndex((row) => row.id === openId)
  const openAt = (index: number) => {
    const row = list.items[index]
    return row ? () => set({ open: row.id }, true) : undefined
  }
  const narrowed = filters.active.length > 0 || q !== '' || kind !== undefined
  const clear = () =>
    set({
      q: undefined,
      kind: undefined,
      stage: undefined,
      dealer: undefined,
      updated: undefined,
      valueClass: undefined,
      valueStage: undefined,
      lapse: undefined,
      audience: undefined,
      import: undefined,
    })
  const drawer = creating ? (
    <CreateCustomer onClose={() => setCreating(false)} />
  ) : (
    openId && (
      <Preview
        key={openId}
        id={openId}
        onClose={() => set({ open: undefined })}
        onPrevious={openAt(at - 1)}
        onNext={openAt(at + 1)}
      />
    )
  )
  const title = t(useSession().home === 'dealer' ? 'mine' : 'title')
  return (
    <Page title={title}>
      <Views
        views={views.views}
        value={views.value}
        onChange={views.choose}
        menu={<ViewMenu saved={views.saved} />}
        end={
          <>
            {chooser}
            {mayExport && (
              <Button look="quiet" icon="export" busy={exporting.busy} onClick={exporting.run}>
                {t('export.open')}
              </Button>
            )}
            {mayEdit && (
              <Button look="primary" icon="plus" onClick={() => setCreating(true)}>
                {t('new')}
              </Button>
            )}
          </>
        }
      />
      <Split drawer={drawer}>
        <div className="find-bar">
          <SearchBox label={t('searchLabel')} placeholder={t('search')} clearLabel={ui('filter.clear')} />
          <FilterBar
            filters={filters}
            end={tooShort ? say(customerProblems.nothingTyped) : t(query.q ? 'byFit' : 'byUpdate')}
          />
        </div>
        <DataTable
          label={title}
          list={list}
          columns={columns}
          id={(row) => row.id}
          rowName={(row) => row.name}
          openId={openId}
          onOpen={(row) => set({ open: row.id }, openId !== undefined)}
          onEdit={(row) => go(paths.customer(row.id))}
          editLabel={t('one')}
          {...(mayMerge && {
            selected,
            onSelect: setSelected,
            bulk: <MergeButton n={selected.length} onMerge={() => setMerging(true)} />,
          })}
          empty={
            narrowed ? (
              <EmptyFiltered onClear={clear} />
            ) : (
              <Empty icon="users" title={t('noneTitle')}>
                {t('none')}
              </Empty>
            )
          }
          card={(row) => (
            <PhoneCard
              top={<Marks row={row} />}
              name={row.name}
              honorific={row.salutation ?? undefined}
              lines={[
                [t(`stage.${row.stage}`), row.phone, row.place].filter(Boolean).join(' · '),
                row.dealers.map((dealer) => dealer.name).join(' · ') || row.company,
              ]}
            />
          )}
        />
      </Split>
      {merging && (
        <MergeDialog
          ids={selected}
          onClose={() => setMerging(false)}
          onDone={(survivorId) => {
            setMerging(false)
            setSelected([])
            set({ open: survivorId })
          }}
        />
      )}
    </Page>
  )
}
