import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type CatalogueSeriesReply, readCatalogue } from '../../../../contract/vehicles.ts'
import { useRead } from '../../app/query.ts'
import { useCan } from '../../app/session.tsx'
import { Button } from '../../ui/Button.tsx'
import { Check } from '../../ui/Check.tsx'
import { Page } from '../../ui/Page.tsx'
import { Empty, Problem } from '../../ui/Problem.tsx'
import { Split } from '../../ui/SideDrawer.tsx'
import { useSearch } from '../../ui/useSearch.ts'
import { Views } from '../../ui/Views.tsx'
import { EditDrawer, type Editing } from './EditDrawer.tsx'
import { SeriesPanel } from './SeriesPanel.tsx'
import { VehicleSearch } from './VehicleSearch.tsx'
import './vehicles.css'

const shownIn = (series: CatalogueSeriesReply[], brand: string | undefined, closed: boolean) =>
  series
    .filter((one) => (!brand || one.brandId === brand) && (closed || one.active))
    .map((one) => ({ ...one, variants: one.variants.filter((variant) => closed || variant.active) }))

/** Brands, series, variants and prices; and the cars themselves, found by VIN or plate. */
export const Catalogue = () => {
  const { t } = useTranslation('vehicles')
  const { one, set } = useSearch()
  const { data, problem, reload } = useRead(readCatalogue, {}, { staleSeconds: 60 })
  const mayEdit = useCan('vehicles.edit')
  const [editing, setEditing] = useState<Editing>()
  const cars = one('show') === 'vehicles'
  const closed = one('closed') === 'true'
  const brand = data?.brands.some(({ id }) => id === one('brand')) ? one('brand') : undefined
  const series = shownIn(data?.series ?? [], brand, closed)
  const variants = series.reduce((sum, { variants: own }) => sum + own.length, 0)
  const views = [
    { key: '', label: t('catalogue'), count: data?.series.length },
    ...(data && data.brands.length > 1
      ? data.brands.map(({ id, name }) => ({
          key: id,
          label: name,
          count: data.series.filter(({ brandId }) => brandId === id).length,
        }))
      : []),
    { key: 'vehicles', label: t('vehicles'), icon: 'car' as const },
  ]
  const choose = (key: string) =>
    set(
      key === 'vehicles'
        ? { show: 'vehicles', brand: undefined, closed: undefined }
        : { show: undefined, q: undefined, brand: key || undefined },
    )
  return (
    <Page
      title={t('title')}
      note={data && !cars ? t('note', { series: series.length, variants }) : undefined}
    >
      <Views
        views={views}
        value={cars ? 'vehicles' : (brand ?? '')}
        onChange={choose}
        end={
          !cars && (
            <>
              <span className="row vc-closed">
                <Check
                  checked={closed}
                  label={t('closedShow')}
                  onChange={() => set({ closed: closed ? undefined : 'true' }, true)}
                />
                {t('closedShow')}
              </span>
              <Button
                look="primary"
                icon="plus"
                disabled={!mayEdit}
                title={mayEdit ? undefined : t('mayNot')}
                onClick={() => setEditing({ kind: 'newSeries', brandId: brand ?? data?.brands[0]?.id })}
              >
                {t('edit.newSeries')}
              </Button>
            </>
          )
        }
      />
      <Split
        drawer={
          editing && (
            <EditDrawer
              key={JSON.stringify(editing)}
              editing={editing}
              brands={data?.brands ?? []}
              onClose={() => setEditing(undefined)}
            />
          )
        }
      >
        {cars ? (
          <VehicleSearch />
        ) : (
          <div className="vc">
            {problem && <Problem problem={problem} onRetry={reload} />}
            {!data && !problem && [1, 2, 3, 4, 5].map((bar) => <i key={bar} className="bone" />)}
            {data && series.length === 0 && (
              <Empty icon="car" title={t('noneTitle')}>
                {t('none')}
              </Empty>
            )}
            {series.map((item) => (
              <SeriesPanel
                key={item.id}
                series={item}
                brand={data?.brands.find(({ id }) => id === item.brandId)?.name ?? ''}
                mayEdit={mayEdit}
                onEdit={setEditing}
              />
            ))}
          </div>
        )}
      </Split>
    </Page>
  )
}
