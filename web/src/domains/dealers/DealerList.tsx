import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type DealerItem, listDealers } from '../../../../contract/dealers.ts'
import { usePhone } from '../../app/appearance.ts'
import { paths } from '../../app/paths.ts'
import { usePlace } from '../../app/place.ts'
import { useList } from '../../app/query.ts'
import { useCan } from '../../app/session.tsx'
import { Button, IconButton } from '../../ui/Button.tsx'
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
import { DealerMap } from './DealerMap.tsx'
import { useDealerColumns } from './dealerColumns.tsx'
import './dealers.css'
import { type Editing, NetworkDrawer } from './edit/NetworkDrawer.tsx'
import { NetworkTree } from './NetworkTree.tsx'
import { useNetwork } from './useNetwork.ts'
import { useStandings } from './useStandings.ts'

const ShowSwitch = () => {
  const { t } = useTranslation('dealers')
  const { one, set } = useSearch()
  const map = one('show') === 'map'
  return (
    <>
      <IconButton
        icon="rows"
        label={t('view.list')}
        pressed={!map}
        onClick={() => set({ show: undefined })}
      />
      <IconButton icon="map" label={t('view.map')} pressed={map} onClick={() => set({ show: 'map' })} />
    </>
  )
}

/** One brand with its tree; the tree and the brand tabs both narrow by `under`, which begins at the place. */
const useChoice = (network: ReturnType<typeof useNetwork>) => {
  const { one, set } = useSearch()
  const place = usePlace()
  // `all` is said, so that who widens the list is not sent back to the place.
  const said = one('under') ?? place?.id
  const under = said === 'all' ? undefined : said
  const brandOf = (id: string | undefined) =>
    network.branches.find((branch) => branch.id === id)?.brandId ?? undefined
  const brand = network.brands.some((one_) => one_.id === under) ? under : brandOf(under)
  return {
    under,
    brand,
    choose: (id: string | undefined) => set({ under: id ?? (place ? 'all' : undefined), open: undefined }),
  }
}

export const DealerList = () => {
  const { t } = useTranslation('dealers')
  const { one, set } = useSearch()
  const go = useGo()
  const phone = usePhone()
  const mayEdit = useCan('dealers.edit')
  const network = useNetwork()
  const { under, brand, choose } = useChoice(network)
  const filters = useFilters([
    { key: 'q', label: t('filter.q'), kind: 'text', pinned: true },
    {
      key: 'active',
      label: t('filter.active'),
      kind: 'choice',
      single: true,
      pinned: true,
      options: (['true', 'false'] as const).map((value) => ({ value, label: t(`active.${value}`) })),
    },
  ])
  const asMap = one('show') === 'map'
  const query = {
    limit: asMap ? 1000 : 200,
    ...(under ? { under } : {}),
    ...(filters.one('q') ? { q: filters.one('q') } : {}),
    ...(filters.one('active') ? { active: filters.one<'true' | 'false'>('active') } : {}),
  }
  const list = useList(listDealers, { query })
  const standings = useStandings(under ? { under } : {})
  const { columns, chooser } = useColumns('dealers', useDealerColumns(network, standings))
  const [editing, setEditing] = useState<Editing>()
  const open = (dealer: DealerItem) => go(paths.dealer(dealer.id))
  const dealers = network.brands.reduce((sum, branch) => sum + branch.activeDealerCount, 0)
  const empty =
    filters.active.length > 0 || under ? (
      <EmptyFiltered onClear={() => set({ under: 'all', q: undefined, active: undefined })} />
    ) : (
      <Empty icon="map" title={t('empty.title')}>
        {t('empty.text')}
      </Empty>
    )
  return (
    <Page title={t('title')} note={t('note', { dealers, regions: network.regions.length })}>
      <Views
        views={[
          { key: '', label: t('all'), count: dealers },
          ...network.brands.map(({ id, name, activeDealerCount }) => ({
            key: id,
            label: name,
            count: activeDealerCount,
          })),
        ]}
        value={brand ?? ''}
        onChange={(id) => choose(id || undefined)}
        end={
          <>
            <ShowSwitch />
            {!asMap && chooser}
            {mayEdit && (
              <Button look="primary" icon="plus" onClick={() => setEditing({ what: 'add', under })}>
                {t('add.open')}
              </Button>
            )}
          </>
        }
      />
      <div className="dn-body">
        {!phone && (
          <NetworkTree
            network={network}
            value={under}
            onChange={choose}
            onEdit={mayEdit ? setEditing : undefined}
          />
        )}
        <Split drawer={editing && <NetworkDrawer editing={editing} onClose={() => setEditing(undefined)} />}>
          <FilterBar filters={filters} end={under ? network.nameOf(under) : undefined} />
          {asMap ? (
            <DealerMap dealers={list.items} onOpen={open} brands={network.brands} />
          ) : (
            <DataTable
              label={t('title')}
              list={list}
              columns={columns}
              id={(dealer) => dealer.id}
              rowName={(dealer) => dealer.name}
              onOpen={open}
              openId={editing?.what === 'dealer' ? editing.id : undefined}
              {...(mayEdit
                ? {
                    onEdit: (dealer: DealerItem) => setEditing({ what: 'dealer', id: dealer.id }),
                    editLabel: t('edit.open'),
                  }
                : {})}
              empty={empty}
              card={(dealer) => (
                <PhoneCard
                  name={dealer.name}
                  lines={[
                    `${dealer.regionName} · ${dealer.areaName} · ${dealer.code}`,
                    dealer.address || dealer.divisionName,
                  ]}
                  {...(dealer.phone
                    ? {
                        action: {
                          icon: 'phone',
                          label: t('page.call', { name: dealer.name }),
                          run: () => location.assign(`tel:${dealer.phone}`),
                        },
                      }
                    : {})}
                />
              )}
            />
          )}
        </Split>
      </div>
    </Page>
  )
}
