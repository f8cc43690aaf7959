import { useTranslation } from 'react-i18next'
import { claimLead, listPool } from '../../../../../contract/dispatch.ts'
import { paths } from '../../../app/paths.ts'
import { beginsAt, usePlace } from '../../../app/place.ts'
import { type Listed, useList, useRead, useWrite } from '../../../app/query.ts'
import { useSession } from '../../../app/session.tsx'
import { Button } from '../../../ui/Button.tsx'
import { type Column, useColumns } from '../../../ui/columns.tsx'
import { PhoneCard } from '../../../ui/DataTable.cards.tsx'
import { DataTable } from '../../../ui/DataTable.tsx'
import { TimeOrDay } from '../../../ui/Figures.tsx'
import { FilterBar } from '../../../ui/FilterBar.tsx'
import { Grade, StateTag } from '../../../ui/Marks.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Empty } from '../../../ui/Problem.tsx'
import { useFilters } from '../../../ui/useFilters.ts'
import { useFormat } from '../../../ui/useFormat.ts'
import { useGo } from '../../../ui/useGo.ts'
import { everywhere } from '../everywhere.ts'
import { Cut } from '../inbox/leadColumns.tsx'
import '../leads.css'
import { modelOf } from '../LeadPerson.tsx'
import { useLeadWords } from '../useLeadWords.ts'

type PoolItem = Listed<typeof listPool>

/** Why the button is grey, or nothing when it is not. */
const useLimit = (brandId: string | undefined) => {
  const { t } = useTranslation('leads')
  const { scope } = useSession()
  const { data } = useRead(listPool, { query: { limit: 1, ...(brandId ? { brandId } : {}) } })
  const reached = data !== undefined && data.claimedToday >= data.claimsPerDay
  return {
    why:
      scope !== 'dealer'
        ? t('pool.notDealer')
        : reached
          ? t('pool.limit', { most: data.claimsPerDay })
          : undefined,
    words:
      data && scope === 'dealer'
        ? t('pool.claimed', { n: data.claimedToday, most: data.claimsPerDay })
        : undefined,
  }
}

const useClaim = () => {
  const { t } = useTranslation('leads')
  const go = useGo()
  const write = useWrite(claimLead, {
    refresh: everywhere,
    optimistic: ({ params }) => [{ path: '/api/pool', id: params.id, set: null }],
    done: (reply) => t('pool.done', { name: reply.lead.person.name }),
    onDone: (reply) => go(paths.leads({ open: reply.lead.id })),
  })
  return {
    claim: (id: string) => void write.send({ params: { id } }).catch(() => {}),
    sending: write.sending,
  }
}

const usePoolColumns = (
  claim: (id: string) => void,
  sending: boolean,
  why: string | undefined,
): Column<PoolItem>[] => {
  const { t } = useTranslation('leads')
  const words = useLeadWords()
  const format = useFormat()
  return [
    {
      key: 'name',
      title: t('pool.person'),
      width: 110,
      always: true,
      cell: (lead) => <b>{lead.maskedName}</b>,
    },
    { key: 'grade', title: t('column.grade'), width: 54, cell: (lead) => <Grade grade={lead.grade} /> },
    { key: 'model', title: t('column.model'), width: 150, cell: (lead) => <Cut>{modelOf(lead)}</Cut> },
    { key: 'brand', title: t('filter.brand'), width: 84, cell: (lead) => lead.brandName },
    { key: 'place', title: t('column.place'), cell: (lead) => <Cut>{lead.divisionName}</Cut> },
    {
      key: 'km',
      title: t('pool.distance'),
      width: 96,
      number: true,
      cell: (lead) =>
        lead.km === null ? <span className="q">–</span> : t('km', { n: format.number(lead.km, 1) }),
    },
    {
      key: 'source',
      title: t('column.source'),
      width: 112,
      cell: (lead) => <span className="q2">{words.source(lead.source)}</span>,
    },
    {
      key: 'why',
      title: t('pool.why'),
      width: 128,
      cell: (lead) => lead.waiting && <StateTag look="outline">{words.waiting(lead.waiting)}</StateTag>,
    },
    { key: 'touches', title: t('column.touches'), width: 84, number: true, cell: (lead) => lead.touches },
    {
      key: 'since',
      title: t('pool.since'),
      width: 96,
      number: true,
      cell: (lead) => <TimeOrDay at={lead.capturedAt} />,
    },
    {
      key: 'claim',
      title: '',
      width: 92,
      number: true,
      always: true,
      name: t('pool.claim'),
      cell: (lead) => (
        <Button
          disabled={why !== undefined || sending}
          title={why}
          aria-label={t('pool.claimOne', { name: lead.maskedName })}
          onClick={() => claim(lead.id)}
        >
          {t('pool.claim')}
        </Button>
      ),
    },
  ]
}

/** Leads nobody holds. Who it is stays hidden until somebody takes them on, so that nobody picks by name. */
export const Pool = () => {
  const { t } = useTranslation('leads')
  const words = useLeadWords()
  const { brands } = useSession()
  const place = usePlace()
  const filters = useFilters(
    brands.length > 1
      ? [
          {
            key: 'brand',
            label: t('pool.filter'),
            kind: 'choice',
            single: true,
            pinned: true,
            options: brands.map(({ id, name }) => ({ value: id, label: name })),
            ...beginsAt(place, 'brand'),
          },
        ]
      : [],
  )
  const brandId = filters.one('brand')
  const limit = useLimit(brandId)
  const { claim, sending } = useClaim()
  const list = useList(listPool, { query: brandId ? { brandId } : {} }, { refetchSeconds: 30 })
  const { columns, chooser } = useColumns<PoolItem>('pool', usePoolColumns(claim, sending, limit.why))
  return (
    <Page title={t('pool.title')} note={t('pool.note')}>
      <div className="pool-bar">
        {filters.filters.length > 0 ? <FilterBar filters={filters} /> : <span className="grow" />}
        {limit.words && <span className="cap nw pool-limit">{limit.words}</span>}
        {chooser}
      </div>
      <DataTable
        label={t('pool.title')}
        list={list}
        columns={columns}
        id={(lead) => lead.id}
        rowName={(lead) => lead.maskedName}
        empty={
          <Empty icon="pool" title={t('pool.empty')}>
            {t('pool.emptyText')}
          </Empty>
        }
        card={(lead) => (
          <PhoneCard
            top={lead.waiting && <StateTag look="outline">{words.waiting(lead.waiting)}</StateTag>}
            name={lead.maskedName}
            grade={lead.grade}
            lines={[
              modelOf(lead) || t('noModel'),
              [lead.divisionName, words.source(lead.source)].filter(Boolean).join(' · '),
            ]}
            {...(limit.why
              ? {}
              : {
                  action: {
                    icon: 'plus' as const,
                    label: t('pool.claimOne', { name: lead.maskedName }),
                    run: () => claim(lead.id),
                  },
                })}
          />
        )}
      />
      {limit.why && <div className="pool-why cap">{limit.why}</div>}
    </Page>
  )
}
