import { useTranslation } from 'react-i18next'
import { listQueue, takeNext } from '../../../../contract/contact-centre.ts'
import { usePhone } from '../../app/appearance.ts'
import { type Listed, useList, useWrite } from '../../app/query.ts'
import { useSession } from '../../app/session.tsx'
import { Button } from '../../ui/Button.tsx'
import { type Column, useColumns } from '../../ui/columns.tsx'
import { PhoneCard, ThumbBar } from '../../ui/DataTable.cards.tsx'
import { DataTable } from '../../ui/DataTable.tsx'
import { FilterBar } from '../../ui/FilterBar.tsx'
import { Grade, PersonName, StateTag } from '../../ui/Marks.tsx'
import { Page } from '../../ui/Page.tsx'
import { Empty } from '../../ui/Problem.tsx'
import { Split } from '../../ui/SideDrawer.tsx'
import { toast } from '../../ui/Toast.store.ts'
import { useFilters } from '../../ui/useFilters.ts'
import { useFormat } from '../../ui/useFormat.ts'
import { useKeys } from '../../ui/useKeys.ts'
import { useNow } from '../../ui/useNow.ts'
import { useSearch } from '../../ui/useSearch.ts'
import { Cut } from '../leads/inbox/leadColumns.tsx'
import '../leads/leads.css'
import { modelOf } from '../leads/LeadPerson.tsx'
import { useLeadWords } from '../leads/useLeadWords.ts'
import './contact-centre.css'
import { Qualify } from './Qualify.tsx'

type Row = Listed<typeof listQueue>

const useQueueColumns = (): Column<Row>[] => {
  const { t } = useTranslation('contactCentre')
  const words = useLeadWords()
  const format = useFormat()
  const now = useNow()
  const { user } = useSession()
  return [
    {
      key: 'name',
      title: t('queue.column.name'),
      width: 150,
      always: true,
      cell: ({ lead }) => (
        <PersonName name={lead.person.name} honorific={lead.person.salutation ?? undefined} />
      ),
    },
    {
      key: 'grade',
      title: t('queue.column.grade'),
      width: 54,
      cell: ({ lead }) => <Grade grade={lead.grade} />,
    },
    {
      key: 'waited',
      title: t('queue.column.waited'),
      width: 108,
      cell: ({ lead }) => <span className="nw">{format.span(now - Date.parse(lead.lastTouchAt))}</span>,
    },
    {
      key: 'model',
      title: t('queue.column.model'),
      width: 150,
      cell: ({ lead }) => <Cut>{modelOf(lead)}</Cut>,
    },
    {
      key: 'source',
      title: t('queue.column.source'),
      width: 112,
      cell: ({ lead }) => <span className="q2">{words.source(lead.source)}</span>,
    },
    { key: 'place', title: t('queue.column.place'), cell: ({ lead }) => <Cut>{lead.divisionName}</Cut> },
    {
      key: 'phone',
      title: t('queue.column.phone'),
      width: 120,
      cell: ({ lead }) => <span className="q2">{lead.person.phone}</span>,
    },
    {
      key: 'touches',
      title: t('queue.column.touches'),
      width: 80,
      number: true,
      cell: ({ lead }) => lead.touches,
    },
    {
      key: 'taken',
      title: t('queue.column.taken'),
      width: 120,
      cell: ({ takenBy }) =>
        takenBy && (
          <StateTag look={takenBy.id === user.id ? 'signal' : 'outline'}>
            {takenBy.id === user.id ? t('queue.takenByMe') : takenBy.name}
          </StateTag>
        ),
    },
  ]
}

const useTakeNext = (brandId: string | undefined, onTaken: (id: string | undefined) => void) => {
  const { t } = useTranslation('contactCentre')
  const write = useWrite(takeNext, {
    refresh: ['/api/contact-centre'],
    onDone: (reply) => {
      if (!reply.lead) toast({ text: t('queue.nothingLeft') })
      onTaken(reply.lead?.id)
    },
  })
  return {
    run: () => void write.send({ body: brandId ? { brandId } : {} }).catch(() => {}),
    busy: write.sending,
  }
}

/** Leads to call before they go out. `N` takes the next one, so that two agents never ring the same person. */
export const Queue = () => {
  const { t } = useTranslation('contactCentre')
  const words = useLeadWords()
  const phone = usePhone()
  const { brands } = useSession()
  const { one, set } = useSearch()
  const openId = one('open')
  const filters = useFilters(
    brands.length > 1
      ? [
          {
            key: 'brand',
            label: t('queue.brand'),
            kind: 'choice',
            single: true,
            pinned: true,
            options: brands.map(({ id, name }) => ({ value: id, label: name })),
          },
        ]
      : [],
  )
  const brandId = filters.one('brand')
  const list = useList(listQueue, { query: brandId ? { brandId } : {} }, { refetchSeconds: 30 })
  const take = useTakeNext(brandId, (id) => set({ open: id }, openId !== undefined))
  const { columns, chooser } = useColumns<Row>('queue', useQueueColumns())
  const open = (row: Row) => set({ open: row.lead.id }, openId !== undefined)
  useKeys([{ keys: 'n', label: t('queue.next'), run: take.run }])
  const next = (
    <Button look="primary" icon="arrow" keys="N" busy={take.busy} onClick={take.run}>
      {t('queue.next')}
    </Button>
  )
  return (
    <Page title={t('queue.title')} note={t('queue.note')}>
      <div className="pool-bar">
        <FilterBar filters={filters} />
        {chooser}
        {!phone && next}
      </div>
      <Split
        drawer={
          openId && (
            <Qualify key={openId} id={openId} onClose={() => set({ open: undefined })} onSaved={take.run} />
          )
        }
      >
        <DataTable
          label={t('queue.title')}
          list={list}
          columns={columns}
          id={({ lead }) => lead.id}
          rowName={({ lead }) => lead.person.name}
          openId={openId}
          onOpen={open}
          empty={
            <Empty icon="check" title={t('queue.none')}>
              {t('queue.noneText')}
            </Empty>
          }
          card={({ lead, takenBy }) => (
            <PhoneCard
              top={
                takenBy && <StateTag look="outline">{t('queue.takenBy', { name: takenBy.name })}</StateTag>
              }
              name={lead.person.name}
              honorific={lead.person.salutation ?? undefined}
              grade={lead.grade}
              lines={[
                modelOf(lead),
                [words.source(lead.source), lead.divisionName].filter(Boolean).join(' · '),
              ]}
            />
          )}
        />
        {phone && <ThumbBar>{next}</ThumbBar>}
      </Split>
    </Page>
  )
}
