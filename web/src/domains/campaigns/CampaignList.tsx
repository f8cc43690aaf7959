import { useTranslation } from 'react-i18next'
import { campaignStates, listCampaigns } from '../../../../contract/campaigns.ts'
import { paths } from '../../app/paths.ts'
import { beginsAt, usePlace } from '../../app/place.ts'
import { useList } from '../../app/query.ts'
import { useCan, useSession } from '../../app/session.tsx'
import { Button } from '../../ui/Button.tsx'
import { useColumns } from '../../ui/columns.tsx'
import { PhoneCard } from '../../ui/DataTable.cards.tsx'
import { DataTable, EmptyFiltered } from '../../ui/DataTable.tsx'
import { FilterBar } from '../../ui/FilterBar.tsx'
import { Page } from '../../ui/Page.tsx'
import { Empty } from '../../ui/Problem.tsx'
import { Split } from '../../ui/SideDrawer.tsx'
import { useFilters } from '../../ui/useFilters.ts'
import { useFormat } from '../../ui/useFormat.ts'
import { useGo } from '../../ui/useGo.ts'
import { useSearch } from '../../ui/useSearch.ts'
import { Views } from '../../ui/Views.tsx'
import { useNetwork } from '../dealers/useNetwork.ts'
import './campaigns.css'
import { PlanCampaign } from './CampaignForm.tsx'
import { CampaignState, useCampaignColumns } from './campaignColumns.tsx'
import { useMedia, useMediumWords } from './useMedia.ts'

const useCampaignFilters = () => {
  const { t } = useTranslation('campaigns')
  const { brands, scope } = useSession()
  const network = useNetwork()
  const media = useMedia()
  const place = usePlace()
  const regions = network.regions.map(({ id, name }) => ({ value: id, label: name }))
  return useFilters([
    { key: 'q', label: t('filter.q'), kind: 'text', pinned: true },
    {
      key: 'medium',
      label: t('filter.medium'),
      kind: 'choice',
      pinned: true,
      ...(media.options ? { options: media.options } : {}),
    },
    ...(brands.length > 1
      ? [
          {
            key: 'brand',
            label: t('filter.brand'),
            kind: 'choice' as const,
            pinned: true,
            options: brands.map(({ id, name }) => ({ value: id, label: name })),
            ...beginsAt(place, 'brand'),
          },
        ]
      : []),
    ...(scope === 'carmaker' || scope === 'brand'
      ? [
          {
            key: 'region',
            label: t('filter.region'),
            kind: 'choice' as const,
            pinned: true,
            ...(regions.length > 0 ? { options: regions } : {}),
            ...beginsAt(place, 'region'),
          },
        ]
      : []),
  ])
}

export const CampaignList = () => {
  const { t } = useTranslation('campaigns')
  const { one, set } = useSearch()
  const go = useGo()
  const format = useFormat()
  const medium = useMediumWords()
  const { scope } = useSession()
  const mayEdit = useCan('campaigns.edit')
  const filters = useCampaignFilters()
  const state = campaignStates.find((key) => key === one('state'))
  const list = useList(listCampaigns, {
    query: {
      q: filters.one('q'),
      medium: filters.many('medium'),
      brand: filters.many('brand'),
      region: filters.many('region'),
      state,
    },
  })
  const money = scope === 'carmaker' || scope === 'brand'
  const { columns, chooser } = useColumns('campaigns', useCampaignColumns(money))
  const planning = one('new') !== undefined && mayEdit
  return (
    <Page title={t('title')}>
      <Views
        views={[
          { key: '', label: t('all') },
          ...campaignStates.map((key) => ({ key, label: t(`state.${key}`) })),
        ]}
        value={state ?? ''}
        onChange={(key) => set({ state: key || undefined })}
        end={
          <>
            {chooser}
            {mayEdit && (
              <Button look="primary" icon="plus" onClick={() => set({ new: '1' })}>
                {t('create')}
              </Button>
            )}
          </>
        }
      />
      <Split drawer={planning && <PlanCampaign onClose={() => set({ new: undefined }, true)} />}>
        <FilterBar filters={filters} />
        <DataTable
          label={t('title')}
          list={list}
          columns={columns}
          id={(line) => line.id}
          rowName={(line) => line.name}
          onOpen={(line) => go(paths.campaign(line.id))}
          empty={
            filters.active.length > 0 || state ? (
              <EmptyFiltered
                onClear={() =>
                  set({
                    q: undefined,
                    medium: undefined,
                    brand: undefined,
                    region: undefined,
                    state: undefined,
                  })
                }
              />
            ) : (
              <Empty
                icon="mega"
                title={t('empty.title')}
                action={mayEdit && <Button onClick={() => set({ new: '1' })}>{t('create')}</Button>}
              >
                {t('empty.text')}
              </Empty>
            )
          }
          card={(line) => (
            <PhoneCard
              top={<CampaignState state={line.state} />}
              name={line.name}
              lines={[
                `${medium(line.medium)} · ${line.region?.name ?? t('whole')} · ${line.brand.name}`,
                t('flight', { from: format.day(line.startsOn), to: format.day(line.endsOn) }),
                ...(money && line.spendFen !== null && line.budgetFen !== null
                  ? [
                      t('page.moneyText', {
                        spent: format.shortMoney(line.spendFen),
                        budget: format.shortMoney(line.budgetFen),
                      }),
                    ]
                  : []),
              ]}
            />
          )}
        />
      </Split>
    </Page>
  )
}
