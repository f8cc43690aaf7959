import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LeadItem } from '../../../../../contract/leads.ts'
import { useCan } from '../../../app/session.tsx'
import { Button } from '../../../ui/Button.tsx'
import { classes } from '../../../ui/classes.ts'
import { ThumbBar } from '../../../ui/DataTable.cards.tsx'
import { Empty, Problem } from '../../../ui/Problem.tsx'
import { useSearch } from '../../../ui/useSearch.ts'
import { LeadCard } from '../inbox/LeadTable.tsx'
import { useCall } from '../useCall.ts'
import { CountBox, useOwedDay } from './CountBox.tsx'
import { Drives, Promised, useDrives } from './Planned.tsx'
import { bands, type TodayData } from './useToday.ts'

const tabs = ['over', 'due', 'week', 'drives', 'counts'] as const
type TabKey = (typeof tabs)[number]
const bandOf = { over: 'overdue', due: 'today', week: 'week' } as const

const useTabs = (data: TodayData, atDealer: boolean) => {
  const maySales = useCan('sales.read')
  const mayReport = useCan('extranet.report') && atDealer
  const drives = useDrives()
  const owed = useOwedDay(mayReport)
  const counts: Record<TabKey, number> = {
    over: data.counts.overdue,
    due: data.counts.today,
    week: data.counts.week,
    drives: drives.items.length,
    counts: owed.missing,
  }
  const shown = tabs.filter((key) => (key === 'drives' ? maySales : key === 'counts' ? mayReport : true))
  return { shown, counts }
}

const Thumb = ({ lead, onOpen }: { lead: LeadItem; onOpen: (lead: LeadItem) => void }) => {
  const { t } = useTranslation('leads')
  const dial = useCall()
  const mayFeedback = useCan('leads.feedback')
  return (
    <ThumbBar>
      {mayFeedback && (
        <Button icon="edit" onClick={() => onOpen(lead)}>
          {t('today.feedback')}
        </Button>
      )}
      {dial && lead.person.phone && (
        <Button icon="phone" look="primary" onClick={() => void dial(lead)}>
          <span className="cut">
            {t('callPerson', { name: lead.person.name })} {lead.person.phone}
          </span>
        </Button>
      )}
    </ThumbBar>
  )
}

/** The day on a phone: one band at a time, cards for the thumb, and one bar that acts on the chosen card. */
export const TodayPhone = ({
  data,
  onOpen,
  atDealer,
}: {
  data: TodayData
  onOpen: (lead: LeadItem) => void
  atDealer: boolean
}) => {
  const { t } = useTranslation('leads')
  const { one, set } = useSearch()
  const dial = useCall()
  const { shown, counts } = useTabs(data, atDealer)
  const first = bands.find((band) => data.counts[band] > 0) ?? 'overdue'
  const opening = shown.find((key) => key in bandOf && bandOf[key as 'over'] === first)
  const tab = shown.find((key) => key === one('tab')) ?? opening ?? 'over'
  const rows =
    tab === 'drives' || tab === 'counts' ? [] : data.rows.filter((lead) => lead.band === bandOf[tab])
  const [picked, setPicked] = useState<string>()
  const chosen = rows.find((lead) => lead.id === picked) ?? rows[0]
  return (
    <div className="td-phone">
      <div className="td-tabs" role="tablist">
        {shown.map((key) => (
          <button
            key={key}
            type="button"
            role="tab"
            aria-selected={key === tab}
            className={classes(key === tab && 'on')}
            onClick={() => set({ tab: key }, true)}
          >
            {t(`today.tab.${key}`)} {counts[key] || ''}
          </button>
        ))}
      </div>
      <div className="td-cards">
        {data.problem && <Problem problem={data.problem} onRetry={data.reload} />}
        {tab === 'drives' && (
          <>
            <Drives />
            <Promised />
          </>
        )}
        {tab === 'counts' && <CountBox />}
        {rows.map((lead) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the name inside is the button; the card only makes it larger
          <article
            key={lead.id}
            className={classes('pc', lead.id === chosen?.id && 'on')}
            onClick={(event) => {
              if ((event.target as HTMLElement).closest('.call')) return
              if ((event.target as HTMLElement).closest('.rowlink') || lead.id === picked) onOpen(lead)
              else setPicked(lead.id)
            }}
          >
            <LeadCard lead={lead} onCall={dial} />
          </article>
        ))}
        {tab in bandOf && data.loading && <span className="bone" />}
        {tab in bandOf && rows.length === 0 && !data.loading && !data.problem && (
          <Empty icon="check" title={t('today.nothingBand')}>
            {t('today.nothingText')}
          </Empty>
        )}
      </div>
      {chosen && <Thumb lead={chosen} onOpen={onOpen} />}
    </div>
  )
}
