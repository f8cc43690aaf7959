import { useParams } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type DealerDetail, type DealerItem, listDealers, readDealer } from '../../../../contract/dealers.ts'
import { usePhone } from '../../app/appearance.ts'
import { paths } from '../../app/paths.ts'
import { useRead } from '../../app/query.ts'
import { useCan } from '../../app/session.tsx'
import { Button } from '../../ui/Button.tsx'
import { StateTag } from '../../ui/Marks.tsx'
import { Page } from '../../ui/Page.tsx'
import { Facts, Panel } from '../../ui/Panel.tsx'
import { PlainTable } from '../../ui/PlainTable.tsx'
import { Problem } from '../../ui/Problem.tsx'
import { Split } from '../../ui/SideDrawer.tsx'
import { useFormat } from '../../ui/useFormat.ts'
import { useGo } from '../../ui/useGo.ts'
import { DealerFigures } from './DealerFigures.tsx'
import { DealerMap } from './DealerMap.tsx'
import { DealerState } from './dealerColumns.tsx'
import './dealers.css'
import { type Editing, NetworkDrawer } from './edit/NetworkDrawer.tsx'
import { kmBetween } from './projection.ts'
import { useNetwork } from './useNetwork.ts'

const nearKm = 60

const useNeighbours = (dealer: DealerDetail) => {
  const { data } = useRead(listDealers, { query: { limit: 1000, active: 'true' } }, { staleSeconds: 600 })
  return useMemo(
    () =>
      (data?.items ?? [])
        .filter((one) => one.id !== dealer.id)
        .map((one) => ({ ...one, km: kmBetween(dealer, one) }))
        .filter((one) => one.km <= nearKm)
        .sort((a, b) => a.km - b.km),
    [data, dealer],
  )
}

const About = ({ dealer }: { dealer: DealerDetail }) => {
  const { t } = useTranslation('dealers')
  const format = useFormat()
  return (
    <Panel title={t('page.about')}>
      <Facts
        items={[
          { key: 'region', label: t('column.region'), value: `${dealer.regionName} · ${dealer.areaName}` },
          { key: 'division', label: t('column.division'), value: dealer.divisionName },
          {
            key: 'address',
            label: t('column.address'),
            value: <span title={dealer.address}>{dealer.address || '–'}</span>,
          },
          {
            key: 'phone',
            label: t('column.phone'),
            value: dealer.phone ? <a href={`tel:${dealer.phone}`}>{dealer.phone}</a> : '–',
          },
          {
            key: 'capacity',
            label: t('page.capacity'),
            value:
              dealer.monthlyCapacity === null
                ? t('page.capacityHidden')
                : format.number(dealer.monthlyCapacity),
            ...(dealer.monthlyCapacity === null ? {} : { end: t('page.capacityNote') }),
          },
          {
            key: 'opened',
            label: t('page.opened'),
            value: dealer.openedOn ? format.day(dealer.openedOn) : '–',
          },
          { key: 'zone', label: t('page.zone'), value: dealer.zone },
          {
            key: 'spot',
            label: t('page.coordinates'),
            value: (
              <span className="mono">{`${dealer.latitude.toFixed(4)}, ${dealer.longitude.toFixed(4)}`}</span>
            ),
          },
        ]}
      />
    </Panel>
  )
}

const Authorised = ({ dealer }: { dealer: DealerDetail }) => {
  const { t } = useTranslation('dealers')
  const { nameOf } = useNetwork()
  return (
    <Panel title={t('page.authorised')} flush>
      <PlainTable
        label={t('page.authorised')}
        rows={dealer.brandIds.map((id) => ({ id }))}
        id={(row) => row.id}
        columns={[
          { key: 'brand', title: t('column.brands'), cell: ({ id }) => <b>{nameOf(id)}</b> },
          {
            key: 'kind',
            title: '',
            number: true,
            cell: ({ id }) => (
              <span className="q2">{t(id === dealer.brandId ? 'page.own' : 'page.also')}</span>
            ),
          },
        ]}
      />
    </Panel>
  )
}

const Sites = ({
  dealer,
  onEdit,
}: {
  dealer: DealerDetail
  onEdit: ((editing: Editing) => void) | undefined
}) => {
  const { t } = useTranslation('dealers')
  return (
    <Panel
      title={t('page.sites')}
      note={dealer.siteCount || undefined}
      end={
        onEdit && (
          <Button
            look="link"
            icon="plus"
            onClick={() => onEdit({ what: 'add', under: dealer.id, kind: 'showroom' })}
          >
            {t('add.site')}
          </Button>
        )
      }
      flush
    >
      <PlainTable
        label={t('page.sites')}
        rows={dealer.sites}
        id={(site) => site.id}
        {...(onEdit ? { onOpen: (site: { id: string }) => onEdit({ what: 'node', id: site.id }) } : {})}
        empty={t('page.noSites')}
        columns={[
          {
            key: 'name',
            title: t('column.name'),
            cell: (site) => <span title={site.name}>{site.name}</span>,
          },
          { key: 'kind', title: '', width: 110, cell: (site) => t(`kind.${site.kind}`) },
          {
            key: 'state',
            title: t('column.state'),
            width: 72,
            cell: (site) => <DealerState active={site.active} />,
          },
        ]}
      />
    </Panel>
  )
}

const Location = ({ dealer }: { dealer: DealerDetail }) => {
  const { t } = useTranslation('dealers')
  const go = useGo()
  const format = useFormat()
  const { brands } = useNetwork()
  const neighbours = useNeighbours(dealer)
  const shown = useMemo<DealerItem[]>(() => [...neighbours, dealer], [neighbours, dealer])
  const open = (one: { id: string }) => one.id !== dealer.id && go(paths.dealer(one.id))
  return (
    <Panel title={t('page.location')} note={t('page.near', { n: neighbours.length })} flush>
      <div className="dp-map">
        <DealerMap dealers={shown} openId={dealer.id} onOpen={open} brands={brands} />
      </div>
      {neighbours.length > 0 && (
        <PlainTable
          label={t('page.near', { n: neighbours.length })}
          rows={neighbours.slice(0, 8)}
          id={(one) => one.id}
          onOpen={open}
          low
          columns={[
            {
              key: 'name',
              title: t('page.neighbour'),
              cell: (one) => <span title={one.name}>{one.name}</span>,
            },
            { key: 'brands', title: t('column.area'), width: 96, cell: (one) => one.areaName },
            {
              key: 'km',
              title: t('page.distance'),
              width: 96,
              number: true,
              cell: (one) => t('page.km', { n: format.number(one.km, 1) }),
            },
          ]}
        />
      )}
    </Panel>
  )
}

const Loaded = ({ dealer }: { dealer: DealerDetail }) => {
  const { t } = useTranslation('dealers')
  const phone = usePhone()
  const go = useGo()
  const mayEdit = useCan('dealers.edit')
  const mayLeads = useCan('leads.read')
  const [editing, setEditing] = useState<Editing>()
  return (
    <Split drawer={editing && <NetworkDrawer editing={editing} onClose={() => setEditing(undefined)} />}>
      <div className="dp">
        <header className="row dp-head">
          <h2 className="h20 cut" title={dealer.name}>
            {dealer.name}
          </h2>
          <span className="mono q2">{dealer.code}</span>
          <StateTag look={dealer.active ? 'outline' : 'solid'}>
            {t(dealer.active ? 'openState' : 'closedState')}
          </StateTag>
          <span className="grow" />
          {mayLeads && !phone && (
            <Button icon="lead" onClick={() => go(paths.leads({ dealer: dealer.id }))}>
              {t('page.leads')}
            </Button>
          )}
          {mayEdit && (
            <>
              <Button icon="fork" onClick={() => setEditing({ what: 'move', id: dealer.id })}>
                {t('move.open')}
              </Button>
              <Button
                icon="edit"
                look="primary"
                onClick={() => setEditing({ what: 'dealer', id: dealer.id })}
              >
                {t('edit.open')}
              </Button>
            </>
          )}
        </header>
        <DealerFigures dealer={dealer} />
        <div className="dp-grid">
          <div className="dp-col">
            <About dealer={dealer} />
            <Authorised dealer={dealer} />
            <Sites dealer={dealer} onEdit={mayEdit ? setEditing : undefined} />
          </div>
          <Location dealer={dealer} />
        </div>
      </div>
    </Split>
  )
}

export const DealerPage = () => {
  const { t } = useTranslation('dealers')
  const { id } = useParams({ strict: false }) as { id: string }
  const { data, problem, reload } = useRead(readDealer, { params: { id } })
  return (
    <Page title={data?.name ?? t('one')} crumbs={[{ label: t('title'), to: paths.dealers() }]}>
      {problem && <Problem problem={problem} onRetry={reload} />}
      {data && <Loaded key={data.id} dealer={data} />}
      {!data && !problem && <span className="bone dp-wait" />}
    </Page>
  )
}
