import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LeadItem } from '../../../../../contract/leads.ts'
import { paths } from '../../../app/paths.ts'
import { useCan, useSession } from '../../../app/session.tsx'
import { Button } from '../../../ui/Button.tsx'
import { ClockLabel } from '../../../ui/Clock.tsx'
import { partsOf } from '../../../ui/dates.ts'
import { Page } from '../../../ui/Page.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { PlainTable } from '../../../ui/PlainTable.tsx'
import { Empty, Problem } from '../../../ui/Problem.tsx'
import { useGo } from '../../../ui/useGo.ts'
import '../leads.css'
import { modelOf } from '../LeadPerson.tsx'
import { BoardFigures } from './BoardFigures.tsx'
import { Candidates } from './Candidates.tsx'
import { DisputesPanel } from './DisputesPanel.tsx'
import { Regions } from './Regions.tsx'
import { type Board, useBoard } from './useBoard.ts'
import { WaitingPanel } from './WaitingPanel.tsx'

const Worst = ({ board }: { board: Board }) => {
  const { t } = useTranslation('leads')
  const go = useGo()
  return (
    <Panel title={t('dispatch.worst')} note={t('dispatch.worstNote')} flush>
      <PlainTable
        low
        label={t('dispatch.worst')}
        rows={board.worst}
        id={(one) => one.dealerId}
        onOpen={(one) => go(paths.leads({ dealer: one.dealerId, tab: 'overdue' }))}
        empty={t('dispatch.worstNone')}
        columns={[
          { key: 'name', title: t('column.dealer'), cell: (one) => <span title={one.name}>{one.name}</span> },
          {
            key: 'area',
            title: t('dispatch.column.region'),
            width: 72,
            cell: (one) => <span className="q2">{one.areaName}</span>,
          },
          {
            key: 'over',
            title: t('dispatch.column.over'),
            width: 104,
            number: true,
            cell: (one) => <ClockLabel state="over">{t('dispatch.worstOver', { n: one.over })}</ClockLabel>,
          },
          {
            key: 'recalled',
            title: t('decide.done.recalled'),
            width: 96,
            number: true,
            cell: (one) => <span className="q2">{t('dispatch.worstRecalled', { n: one.recalled })}</span>,
          },
        ]}
      />
    </Panel>
  )
}

const Why = ({ lead }: { lead: LeadItem | undefined }) => {
  const { t } = useTranslation('leads')
  const go = useGo()
  const note = lead && [lead.person.name, modelOf(lead), lead.person.phone].filter(Boolean).join(' · ')
  return (
    <Panel
      title={t('dispatch.why')}
      note={note}
      end={
        lead && (
          <Button look="quiet" icon="arrow" onClick={() => go(paths.lead(lead.id))}>
            {t('duplicate.look')}
          </Button>
        )
      }
      flush
    >
      {lead ? (
        <Candidates key={lead.id} lead={lead} most={6} />
      ) : (
        <Empty icon="fork" title={t('dispatch.whyNone')} />
      )}
    </Panel>
  )
}

/** Head office's day: what waits, what runs out, who lets it run out, and why a dealer was chosen. */
export const DispatchBoard = () => {
  const { t } = useTranslation('leads')
  const { node } = useSession()
  const mayDispatch = useCan('leads.dispatch')
  const mayDecide = useCan('leads.decide')
  const { data, problem, reload, filters, part, place } = useBoard()
  const [picked, setPicked] = useState<LeadItem>()
  const chosen = picked ?? data?.waiting[0]
  const note = data && `${place?.name ?? node.name} · ${t('dispatch.asOf', { at: partsOf(data.asOf).time })}`
  return (
    <Page title={t('dispatch.title')} note={note} pad>
      {problem && <Problem problem={problem} onRetry={reload} />}
      {!data && !problem && <span className="bone" />}
      {data && (
        <>
          <BoardFigures board={data} />
          <div className="db">
            <div className="db-col">
              <Regions board={data} filters={filters} whole={place?.name} />
              {mayDispatch && <Why lead={chosen} />}
            </div>
            <div className="db-col">
              <WaitingPanel board={data} part={part} chosenId={chosen?.id} onChoose={setPicked} />
              {mayDecide && (
                <DisputesPanel
                  count={data.total.disputes}
                  part={part}
                  chosenId={picked?.id}
                  onChoose={setPicked}
                />
              )}
              <Worst board={data} />
            </div>
          </div>
        </>
      )}
    </Page>
  )
}
