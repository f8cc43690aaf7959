import { useTranslation } from 'react-i18next'
import type { LeadItem } from '../../../../../contract/leads.ts'
import { useCan } from '../../../app/session.tsx'
import { IconButton } from '../../../ui/Button.tsx'
import { ClockLabel, type ClockProps } from '../../../ui/Clock.tsx'
import type { Column } from '../../../ui/columns.tsx'
import { Grade, PersonName } from '../../../ui/Marks.tsx'
import { PlainTable } from '../../../ui/PlainTable.tsx'
import { useFormat } from '../../../ui/useFormat.ts'
import { Cut } from '../inbox/leadColumns.tsx'
import { LeadClock } from '../LeadClock.tsx'
import { modelOf } from '../LeadPerson.tsx'
import { useCall } from '../useCall.ts'
import { useLeadWords } from '../useLeadWords.ts'
import { type Band, bands, type DueLead, type TodayData } from './useToday.ts'

export type { ClockProps }
export const bandState = { overdue: 'over', today: 'due', week: 'in' } as const
export const bandName = { overdue: 'over', today: 'due', week: 'week' } as const

const useColumns = (
  onOpen: (lead: LeadItem) => void,
  openId: string | undefined,
  wholeDealer: boolean,
): Column<DueLead>[] => {
  const { t } = useTranslation('leads')
  const words = useLeadWords()
  const format = useFormat()
  const dial = useCall()
  const mayFeedback = useCan('leads.feedback')
  const acts = (lead: DueLead) => (
    <span className="td-acts">
      {dial && lead.person.phone && (
        <IconButton
          icon="phone"
          label={t('callPerson', { name: lead.person.name })}
          onClick={() => void dial(lead)}
        />
      )}
      {mayFeedback && (
        <IconButton
          icon="edit"
          label={t('today.feedbackFor', { name: lead.person.name })}
          pressed={lead.id === openId}
          onClick={() => onOpen(lead)}
        />
      )}
    </span>
  )
  const all: Column<DueLead>[] = [
    { key: 'clock', title: '', width: 142, cell: (lead) => <LeadClock lead={lead} /> },
    { key: 'grade', title: '', width: 38, cell: (lead) => <Grade grade={lead.grade} /> },
    {
      key: 'name',
      title: '',
      width: 128,
      cell: ({ person }) => <PersonName name={person.name} honorific={person.salutation ?? undefined} />,
    },
    { key: 'model', title: '', width: 112, cell: (lead) => <Cut>{modelOf(lead)}</Cut> },
    {
      key: 'last',
      title: '',
      width: 100,
      cell: (lead) => (
        <Cut>
          {t('today.lastSeen', {
            on: format.dayAt(lead.lastTouchAt, true),
            source: words.source(lead.source),
          })}
        </Cut>
      ),
    },
    { key: 'next', title: '', cell: (lead) => <Cut>{words.next(lead.nextStep)}</Cut> },
    ...(wholeDealer
      ? [{ key: 'who', title: '', width: 60, cell: (lead: DueLead) => <Cut>{lead.consultantName}</Cut> }]
      : []),
    { key: 'phone', title: '', width: 104, cell: (lead) => <span className="q2">{lead.person.phone}</span> },
    { key: 'acts', title: '', width: 84, number: true, cell: acts },
  ]
  // Beside an open drawer there is room for what one needs to go on, not for all of it.
  return openId ? all.filter(({ key }) => key !== 'last' && key !== 'phone') : all
}

type Props = {
  data: TodayData
  openId: string | undefined
  onOpen: (lead: LeadItem) => void
  wholeDealer: boolean
  band: Band | undefined
}

/** What is due in its order, under a heading for each band: over, today, this week. */
export const TodayList = ({ data, openId, onOpen, wholeDealer, band }: Props) => {
  const { t } = useTranslation('leads')
  const columns = useColumns(onOpen, openId, wholeDealer)
  return bands
    .filter((key) =>
      band ? key === band : data.counts[key] > 0 || data.rows.some((lead) => lead.band === key),
    )
    .map((key) => {
      const rows = data.rows.filter((lead) => lead.band === key)
      const n = Math.max(data.counts[key], rows.length)
      const words =
        rows.length < n
          ? t('today.more', { n, shown: rows.length })
          : t(key === 'overdue' ? 'today.overNote' : 'today.groupCount', { n })
      return (
        <section key={key} className="td-band" aria-label={t(`today.${bandName[key]}`)}>
          <header className="row cap">
            <ClockLabel state={bandState[key]}>{t(`today.${bandName[key]}`)}</ClockLabel>
            {rows.length < n || key === 'overdue' ? words : t('today.groupCount', { n })}
          </header>
          <PlainTable
            label={t(`today.${bandName[key]}`)}
            columns={columns}
            rows={rows}
            id={(lead) => lead.id}
            rowLook={(lead) => (lead.id === openId ? 'on' : undefined)}
            empty={t('today.nothingBand')}
          />
        </section>
      )
    })
}
