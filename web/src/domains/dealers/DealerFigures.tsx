import { useTranslation } from 'react-i18next'
import type { DealerDetail } from '../../../../contract/dealers.ts'
import { readLoopBy } from '../../../../contract/insights.ts'
import { useRead } from '../../app/query.ts'
import { useCan } from '../../app/session.tsx'
import { dayOf } from '../../ui/dates.ts'
import { Stat, StatStrip } from '../../ui/Stat.tsx'
import { useFormat } from '../../ui/useFormat.ts'
import { useNow } from '../../ui/useNow.ts'
import { useStandings } from './useStandings.ts'

const dayMs = 86_400_000

/** What became of the leads of ninety days at this dealer, from the loop; nothing where the loop may not be read. */
const useLoop = (id: string) => {
  const now = useNow()
  const [from, to] = [dayOf(now - 89 * dayMs), dayOf(now)]
  const { data } = useRead(
    readLoopBy,
    { params: { dimension: 'dealer' }, query: { from, to, dealer: [id], compare: 'none' } },
    { enabled: useCan('insights.read'), staleSeconds: 300 },
  )
  return data?.items.find((item) => item.id === id)
}

export const DealerFigures = ({ dealer }: { dealer: DealerDetail }) => {
  const { t } = useTranslation('dealers')
  const format = useFormat()
  const loop = useLoop(dealer.id)
  const standing = useStandings({ under: dealer.areaId }).get(dealer.id)
  if (!loop && !standing) return null
  const inTime = loop?.inTimeRate ?? (standing?.inTimePercent == null ? null : standing.inTimePercent / 100)
  return (
    <StatStrip>
      {standing && (
        <Stat
          name={t('page.open')}
          figure={format.number(standing.open)}
          unit={
            standing.over > 0 ? (
              <span className="t-over">{t('page.over', { n: standing.over })}</span>
            ) : (
              t('page.unitLeads')
            )
          }
        />
      )}
      <Stat
        name={t('page.inTime')}
        figure={inTime === null ? '–' : format.percent(inTime)}
        explain={{ definition: t('page.inTimeMeans'), formula: t('page.inTimeFormula') }}
      />
      {standing && (
        <Stat
          name={t('page.firstContact')}
          figure={standing.firstContactHours === null ? '–' : format.number(standing.firstContactHours, 1)}
          unit={t('page.hours')}
        />
      )}
      {loop && (
        <>
          <Stat
            name={t('page.dispatched')}
            figure={format.number(loop.dispatched)}
            unit={t('page.unitLeads')}
          />
          <Stat name={t('page.drives')} figure={format.number(loop.testDrives)} />
          <Stat
            name={t('page.orders')}
            figure={format.number(loop.orders)}
            {...(loop.orderRate === null
              ? {}
              : { unit: `${format.percent(loop.orderRate)} ${t('page.perLead')}` })}
          />
          <Stat name={t('page.breached')} figure={format.number(loop.breached)} unit={t('page.unitLeads')} />
        </>
      )}
    </StatStrip>
  )
}
