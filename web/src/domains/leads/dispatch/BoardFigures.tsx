import { useTranslation } from 'react-i18next'
import { paths } from '../../../app/paths.ts'
import { ClockLabel } from '../../../ui/Clock.tsx'
import { Stat, StatStrip } from '../../../ui/Stat.tsx'
import { useFormat } from '../../../ui/useFormat.ts'
import { useNow } from '../../../ui/useNow.ts'
import type { Board } from './useBoard.ts'
import { waited } from './waited.ts'

/** Seven figures; each says what it counts and opens the rows behind it. */
export const BoardFigures = ({ board }: { board: Board }) => {
  const { t } = useTranslation('leads')
  const format = useFormat()
  const now = useNow()
  const { total } = board
  const share = (n: number) => (total.dispatched > 0 ? format.percent(n / total.dispatched) : '')
  const leads = t('dispatch.stat.leads')
  const oldest =
    total.oldestWaitingAt &&
    t('dispatch.stat.oldest', { span: format.span(waited(total.oldestWaitingAt, now)) })
  const rows = (search: Record<string, string>) => [{ to: paths.leads(search) }]
  return (
    <StatStrip>
      <Stat
        name={t('dispatch.stat.waiting')}
        figure={format.number(total.waiting)}
        unit={[leads, oldest].filter(Boolean).join(' · ')}
        explain={{ definition: t('dispatch.means.waiting'), rows: rows({ tab: 'waiting' }) }}
      />
      <Stat
        name={t('dispatch.stat.dispatched')}
        figure={format.number(total.dispatched)}
        unit={leads}
        explain={{ definition: t('dispatch.means.dispatched') }}
      />
      <Stat
        name={t('dispatch.stat.in')}
        caption={<ClockLabel state="in">{t('dispatch.stat.in')}</ClockLabel>}
        figure={format.number(total.inTime)}
        unit={`${leads} ${share(total.inTime)}`}
        explain={{ definition: t('dispatch.means.in') }}
      />
      <Stat
        name={t('dispatch.stat.due')}
        caption={<ClockLabel state="due">{t('dispatch.stat.due')}</ClockLabel>}
        figure={format.number(total.due)}
        unit={leads}
        explain={{ definition: t('dispatch.means.due'), rows: rows({ due: 'today' }) }}
      />
      <Stat
        name={t('dispatch.stat.over')}
        caption={<ClockLabel state="over">{t('dispatch.stat.over')}</ClockLabel>}
        figure={format.number(total.over)}
        unit={`${leads} ${total.breachPercent === null ? '' : format.percent(total.breachPercent / 100)}`}
        explain={{ definition: t('dispatch.means.over'), rows: rows({ tab: 'overdue' }) }}
        selected={total.over > 0}
      />
      <Stat
        name={t('dispatch.stat.disputes')}
        caption={<ClockLabel state="pause">{t('dispatch.stat.disputes')}</ClockLabel>}
        figure={format.number(total.disputes)}
        unit={t('dispatch.stat.disputesUnit')}
        explain={{ definition: t('dispatch.means.disputes'), rows: rows({ tab: 'disputed' }) }}
      />
      <Stat
        name={t('dispatch.stat.firstContact')}
        figure={total.firstContactHours === null ? '–' : format.number(total.firstContactHours, 1)}
        unit={t('dispatch.stat.hours')}
        explain={{ definition: t('dispatch.means.firstContact') }}
      />
    </StatStrip>
  )
}
