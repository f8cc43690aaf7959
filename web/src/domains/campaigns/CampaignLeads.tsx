import { useTranslation } from 'react-i18next'
import type { Campaign } from '../../../../contract/campaigns.ts'
import { readLoopBy } from '../../../../contract/insights.ts'
import { paths } from '../../app/paths.ts'
import { useRead } from '../../app/query.ts'
import { useCan } from '../../app/session.tsx'
import { Anchor } from '../../ui/Anchor.tsx'
import { dayOf } from '../../ui/dates.ts'
import { Panel } from '../../ui/Panel.tsx'
import { Empty, Note, Problem } from '../../ui/Problem.tsx'
import { Stat, StatStrip } from '../../ui/Stat.tsx'
import { useFormat } from '../../ui/useFormat.ts'
import { useNow } from '../../ui/useNow.ts'

const dayMs = 86_400_000
const mostDays = 1_100

/** The days the loop is asked for: from the first day of the flight, as far back as it goes. */
const windowOf = (startsOn: string, today: string): { from: string; to: string } => {
  const earliest = new Date(Date.parse(today) - (mostDays - 1) * dayMs).toISOString().slice(0, 10)
  return { from: startsOn > earliest ? startsOn : earliest, to: today }
}

/** What the campaign brought until now, from the loop. */
export const CampaignLeads = ({ campaign }: { campaign: Campaign }) => {
  const { t } = useTranslation('campaigns')
  const format = useFormat()
  const today = dayOf(useNow())
  const mayRead = useCan('insights.read')
  const begun = campaign.startsOn <= today
  const { from, to } = windowOf(campaign.startsOn, today)
  const { data, problem, reload } = useRead(
    readLoopBy,
    { params: { dimension: 'campaign' }, query: { from, to, compare: 'none', campaign: [campaign.id] } },
    { enabled: mayRead && begun },
  )
  if (!mayRead) return null
  const row = data?.items.find((item) => item.id === campaign.id)
  const money = (fen: number | null) => (fen === null ? undefined : format.money(Math.round(fen / 100) * 100))
  const board = paths.board({ period: `${from}..${to}`, campaign: campaign.id })
  return (
    <Panel
      title={t('page.leads')}
      note={t('page.leadsNote', { from: format.day(from) })}
      flush
      end={
        <>
          <Anchor to={paths.board({ period: `${from}..${to}`, campaign: campaign.id, rows: 'leads' })}>
            {t('page.seeLeads')}
          </Anchor>
          <Anchor to={board}>{t('page.onBoard')}</Anchor>
        </>
      }
    >
      {problem &&
        (problem.status === 503 ? (
          <Note icon="pause">{t('page.away')}</Note>
        ) : (
          <Problem problem={problem} onRetry={reload} />
        ))}
      {!data && !problem && begun && (
        <div className="list-state" role="status">
          <span className="bone" />
        </div>
      )}
      {(!begun || (data && !row)) && <Empty icon="lead" title={t('page.noLeads')} />}
      {row && (
        <StatStrip>
          <Stat
            name={t('page.lead')}
            figure={format.number(row.leads)}
            unit={money(row.costPerLeadFen) && `${money(row.costPerLeadFen)} ${t('page.perLead')}`}
          />
          <Stat
            name={t('page.inTime')}
            figure={row.inTimeRate === null ? '–' : format.percent(row.inTimeRate)}
            unit={`${format.number(row.inTime)} / ${format.number(row.dispatched)}`}
          />
          <Stat name={t('page.visits')} figure={format.number(row.visits)} />
          <Stat name={t('page.testDrives')} figure={format.number(row.testDrives)} />
          <Stat
            name={t('page.orders')}
            figure={format.number(row.orders)}
            unit={money(row.costPerOrderFen) && `${money(row.costPerOrderFen)} ${t('page.perOrder')}`}
          />
          <Stat
            name={t('page.revenue')}
            figure={format.shortMoney(row.revenueFen)}
            unit={
              row.returnOnSpend === null
                ? undefined
                : t('page.perYuan', { n: `¥${format.number(row.returnOnSpend, 1)}` })
            }
          />
        </StatStrip>
      )}
    </Panel>
  )
}
