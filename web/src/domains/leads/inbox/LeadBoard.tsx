import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  type FeedbackOutcome,
  feedbackOutcomes,
  type LeadItem,
  listLeads,
  mandatoryFields,
  mayMove,
  outcomeStage,
  type Stage,
} from '../../../../../contract/leads.ts'
import { useList } from '../../../app/query.ts'
import { useCan } from '../../../app/session.tsx'
import { ClockLabel } from '../../../ui/Clock.tsx'
import { Money } from '../../../ui/Figures.tsx'
import { FilterBar } from '../../../ui/FilterBar.tsx'
import { KanbanCard } from '../../../ui/Kanban.menu.tsx'
import { Kanban, type KanbanColumn } from '../../../ui/Kanban.tsx'
import { Avatar, Grade } from '../../../ui/Marks.tsx'
import { Problem } from '../../../ui/Problem.tsx'
import { Split } from '../../../ui/SideDrawer.tsx'
import { useFormat } from '../../../ui/useFormat.ts'
import { useNow } from '../../../ui/useNow.ts'
import { useSearch } from '../../../ui/useSearch.ts'
import { LeadDrawer } from '../drawer/LeadDrawer.tsx'
import { LeadClock } from '../LeadClock.tsx'
import { modelOf } from '../LeadPerson.tsx'
import { useLeadWords } from '../useLeadWords.ts'
import { type LeadQuery, useStageCounts } from './leadTabs.ts'
import type { LeadFilters } from './useLeadFilters.ts'

const perColumn = 20
const boardStages = ['new', 'profile', 'visit', 'test-drive', 'order', 'delivery', 'lost'] as const

/** The outcome that leads to a stage: what the feedback form is opened with when a card is moved. */
export const outcomeFor = (stage: string): FeedbackOutcome | undefined =>
  feedbackOutcomes.find((outcome) => outcomeStage[outcome] === stage)

const useStage = (stage: Stage, { open: _, ...query }: LeadQuery, wanted: boolean) => {
  const closed = stage === 'delivery' || stage === 'lost'
  const sort = closed ? ('recent' as const) : ('attention' as const)
  return useList(
    listLeads,
    { query: { ...query, stage: [stage], sort, limit: perColumn } },
    { enabled: wanted },
  )
}

/** One list for each column; a chip for the stage leaves the others empty. */
const useStages = (query: LeadQuery) => {
  const chosen = query.stage as Stage[] | undefined
  const wanted = (stage: Stage) => !chosen || chosen.includes(stage)
  const lists = {
    new: useStage('new', query, wanted('new')),
    profile: useStage('profile', query, wanted('profile')),
    visit: useStage('visit', query, wanted('visit')),
    'test-drive': useStage('test-drive', query, wanted('test-drive')),
    order: useStage('order', query, wanted('order')),
    delivery: useStage('delivery', query, wanted('delivery')),
    lost: useStage('lost', query, wanted('lost')),
  }
  return { lists, problem: Object.values(lists).find((list) => list.problem) }
}

const LateCount = ({ leads }: { leads: LeadItem[] }) => {
  const { t } = useTranslation('leads')
  const now = useNow()
  const late = leads.filter(
    (lead) => lead.attentionAt && !lead.pausedAt && !lead.closedAt && Date.parse(lead.attentionAt) < now,
  )
  return late.length > 0 ? <ClockLabel state="over">{t('board.late', { n: late.length })}</ClockLabel> : null
}

/** What a move will ask for, read from the rule that makes fields mandatory. */
const useHint = () => {
  const { t } = useTranslation('leads')
  const mayFeedback = useCan('leads.feedback')
  return (lead: LeadItem, to: string) => {
    const stage = to as Stage
    const outcome = outcomeFor(to)
    if (!mayFeedback) return { refused: true, words: t('board.notYours') }
    if (lead.stage === stage || !mayMove(lead.stage, stage))
      return { refused: true, words: t('board.notBack') }
    if (stage === 'delivery') return { refused: true, words: t('board.byDelivery') }
    if (!outcome) return { refused: true }
    const must = mandatoryFields({ contacted: 'reached', outcome })
    return { words: t(must.includes('lostReason') ? 'board.needsReason' : 'board.needsNext') }
  }
}

const BoardCard = ({ lead }: { lead: LeadItem }) => {
  const { t } = useTranslation('leads')
  const words = useLeadWords()
  const format = useFormat()
  const model = [modelOf(lead) || t('noModel'), lead.priceFen === null ? '' : format.money(lead.priceFen)]
  const last =
    lead.stage === 'lost'
      ? words.lost(lead.lostReason)
      : lead.closedAt
        ? format.instant(lead.closedAt, true)
        : words.next(lead.nextStep)
  return (
    <KanbanCard
      name={<span title={lead.person.name}>{lead.person.name}</span>}
      honorific={lead.person.salutation ?? undefined}
      end={<Grade grade={lead.grade} />}
      lines={[model.filter(Boolean).join(' · '), last]}
      clock={<LeadClock lead={lead} />}
      holder={lead.consultantName ? <Avatar name={lead.consultantName} /> : undefined}
    />
  )
}

type Props = {
  filters: LeadFilters
  openId: string | undefined
  onOpen: (lead: LeadItem | undefined) => void
  drawer?: React.ReactNode
}

/** Leads by stage. A move opens the feedback with its outcome chosen: the card goes where the saved feedback says. */
export const LeadBoard = ({ filters, openId, onOpen, drawer }: Props) => {
  const { t } = useTranslation('leads')
  const words = useLeadWords()
  const { one, set } = useSearch()
  // Not in the address: selecting follows the focus, and would race with the move that opens the drawer.
  const [at, setAt] = useState<string>()
  const { lists, problem } = useStages(filters.chosen)
  const counts = useStageCounts(filters.chosen)
  const hint = useHint()
  const columns: KanbanColumn<LeadItem>[] = boardStages.map((stage) => {
    const list = lists[stage]
    const whole = !list.hasMore && list.items.length > 0
    const sum = list.items.reduce((total, lead) => total + (lead.revenueFen ?? lead.priceFen ?? 0), 0)
    return {
      key: stage,
      title: words.stage(stage),
      cards: list.items,
      ...(counts?.[stage] === undefined ? {} : { count: counts[stage] }),
      end: <LateCount leads={list.items} />,
      note: whole ? (
        <Money fen={sum} />
      ) : list.hasMore ? (
        t('board.first', { n: list.items.length })
      ) : undefined,
      folded: stage === 'lost',
      onMore: list.loadMore,
    }
  })
  const move = (lead: LeadItem, to: string) => set({ open: lead.id, outcome: outcomeFor(to) })
  const outcome = feedbackOutcomes.find((value) => value === one('outcome'))
  return (
    <Split
      drawer={
        drawer ??
        (openId && (
          <LeadDrawer
            key={openId}
            id={openId}
            outcome={outcome}
            onClose={() => set({ open: undefined, outcome: undefined })}
          />
        ))
      }
    >
      <FilterBar filters={filters.filters} end={t('board.order', { n: perColumn })} />
      {problem?.problem && <Problem problem={problem.problem} onRetry={problem.reload} />}
      <Kanban
        label={t('title')}
        columns={columns}
        id={(lead) => lead.id}
        name={(lead) => lead.person.name}
        card={(lead) => <BoardCard lead={lead} />}
        selectedId={at ?? openId}
        onSelect={(lead) => setAt(lead?.id)}
        onOpen={onOpen}
        onMove={move}
        hint={hint}
      />
    </Split>
  )
}
