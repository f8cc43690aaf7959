import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { LeadItem } from '../../../../../contract/leads.ts'
import { useSession } from '../../../app/session.tsx'
import type { Column } from '../../../ui/columns.tsx'
import { Money, When } from '../../../ui/Figures.tsx'
import { Grade, PersonName, StateTag } from '../../../ui/Marks.tsx'
import { ChanceCell } from '../../insights/propensity/ChanceCell.tsx'
import { LeadClock } from '../LeadClock.tsx'
import { modelOf } from '../LeadPerson.tsx'
import { type LeadWords, useLeadWords } from '../useLeadWords.ts'

export const Cut = ({ children }: { children: string | null | undefined }) =>
  children ? (
    <span className="cut" title={children}>
      {children}
    </span>
  ) : (
    <span className="q">–</span>
  )

type T = ReturnType<typeof useTranslation<'leads'>>['t']

const shared = (t: T, words: LeadWords): Column<LeadItem>[] => [
  {
    key: 'name',
    title: t('column.name'),
    width: 148,
    always: true,
    cell: ({ person }) => <PersonName name={person.name} honorific={person.salutation ?? undefined} />,
  },
  { key: 'grade', title: t('column.grade'), width: 54, cell: (lead) => <Grade grade={lead.grade} /> },
  {
    key: 'clock',
    title: t('column.clock'),
    width: 142,
    always: true,
    cell: (lead) => <LeadClock lead={lead} />,
  },
  { key: 'model', title: t('column.model'), cell: (lead) => <Cut>{modelOf(lead)}</Cut> },
  {
    key: 'source',
    title: t('column.source'),
    width: 108,
    cell: (lead) => <span className="q2">{words.source(lead.source)}</span>,
  },
  { key: 'next', title: t('column.next'), cell: (lead) => <Cut>{words.next(lead.nextStep)}</Cut> },
]

const more = (t: T, words: LeadWords): Column<LeadItem>[] => [
  {
    key: 'stage',
    title: t('column.stage'),
    width: 92,
    hidden: true,
    cell: (lead) => <StateTag>{words.stage(lead.stage)}</StateTag>,
  },
  {
    key: 'nextAt',
    title: t('column.nextAt'),
    width: 124,
    hidden: true,
    cell: (lead) => <When at={lead.nextStepAt} short />,
  },
  {
    key: 'phone',
    title: t('column.phone'),
    width: 116,
    hidden: true,
    cell: (lead) => <span className="q2">{lead.person.phone}</span>,
  },
  {
    key: 'price',
    title: t('column.price'),
    width: 96,
    number: true,
    hidden: true,
    cell: (lead) => <Money fen={lead.priceFen} />,
  },
  {
    key: 'score',
    title: t('column.score'),
    width: 60,
    number: true,
    hidden: true,
    cell: (lead) => lead.score,
  },
  {
    key: 'chance',
    title: t('column.chance'),
    width: 96,
    number: true,
    hidden: true,
    cell: (lead) => <ChanceCell chance={lead.chance} />,
  },
  {
    key: 'number',
    title: t('column.number'),
    width: 132,
    hidden: true,
    cell: (lead) => <span className="mono q2">{lead.number}</span>,
  },
  {
    key: 'place',
    title: t('column.place'),
    width: 120,
    hidden: true,
    cell: (lead) => <Cut>{lead.divisionName}</Cut>,
  },
  {
    key: 'captured',
    title: t('column.captured'),
    width: 124,
    hidden: true,
    cell: (lead) => <When at={lead.capturedAt} short />,
  },
  {
    key: 'touches',
    title: t('column.touches'),
    width: 68,
    number: true,
    hidden: true,
    cell: (lead) => lead.touches,
  },
]

export const useLeadColumns = (): Column<LeadItem>[] => {
  const { t } = useTranslation('leads')
  const words = useLeadWords()
  const { scope } = useSession()
  return useMemo(() => {
    const consultant: Column<LeadItem> = {
      key: 'consultant',
      title: t('column.consultant'),
      width: 84,
      cell: (lead) => <Cut>{lead.consultantName}</Cut>,
    }
    const dealer: Column<LeadItem> = {
      key: 'dealer',
      title: t('column.dealer'),
      width: 132,
      cell: (lead) =>
        lead.dealerName ? (
          <Cut>{lead.dealerName}</Cut>
        ) : (
          <span className="q">{t(`holder.${lead.holder}`)}</span>
        ),
    }
    return [
      ...shared(t, words),
      ...(scope === 'dealer' ? [consultant] : [dealer, { ...consultant, hidden: true }]),
      ...more(t, words),
    ]
  }, [t, words, scope])
}
