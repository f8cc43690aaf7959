import { useTranslation } from 'react-i18next'
import { type DailyCount, readDailyCounts } from '../../../../contract/extranet.ts'
import { useRead } from '../../app/query.ts'
import { IconButton } from '../../ui/Button.tsx'
import { classes } from '../../ui/classes.ts'
import { Panel } from '../../ui/Panel.tsx'
import { Problem } from '../../ui/Problem.tsx'
import { useFormat } from '../../ui/useFormat.ts'
import { useSearch } from '../../ui/useSearch.ts'
import { CountState } from './CountState.tsx'
import { addMonths, endOf, weeksOf } from './days.ts'

type MonthProps = { today: string; chosen: string; onChoose: (day: string) => void }

const Cell = ({
  day,
  count,
  on,
  onChoose,
}: {
  day: string
  count: DailyCount | undefined
  on: boolean
  onChoose: () => void
}) => {
  const { t } = useTranslation('extranet')
  const format = useFormat()
  const known = count?.showroomVisits !== null && count !== undefined
  const state = count ? t(`state.${count.state}`) : t('state.ahead')
  return (
    <button
      type="button"
      className={classes('xc-cell', on && 'on', count?.state)}
      disabled={!count?.open}
      title={t('month.open', { day: format.day(day), state })}
      onClick={onChoose}
    >
      <span className="n">{Number(day.slice(8))}</span>
      {known && (
        <>
          <span>
            <b>{format.number(count.showroomVisits ?? 0)}</b> <span className="q">{t('visitsShort')}</span>
          </span>
          <span>
            <b>{format.number(count.phoneEnquiries ?? 0)}</b> <span className="q">{t('callsShort')}</span>
          </span>
        </>
      )}
      {count && count.state !== 'reported' && <CountState state={count.state} />}
    </button>
  )
}

/** A month at a glance; days that are still open can be chosen. */
export const Month = ({ today, chosen, onChoose }: MonthProps) => {
  const { t } = useTranslation('extranet')
  const format = useFormat()
  const { one, set } = useSearch()
  const month = /^\d{4}-\d{2}$/.test(one('month') ?? '') ? (one('month') as string) : today.slice(0, 7)
  const running = month >= today.slice(0, 7)
  const { data, problem, reload } = useRead(readDailyCounts, {
    query: { from: `${month}-01`, to: endOf(month, today) },
  })
  const counts = new Map(data?.items.map((item) => [item.day, item]))
  const sum = (of: (count: DailyCount) => number | null) =>
    data?.items.reduce((total, item) => total + (of(item) ?? 0), 0) ?? 0
  const due = data?.items.filter((item) => item.state !== 'waiting') ?? []
  const onTime = due.filter((item) => item.state === 'reported').length
  const go = (by: number) => set({ month: addMonths(month, by) }, true)
  return (
    <Panel
      className="xc-month"
      flush
      title={format.month(month)}
      note={
        data &&
        `${t('month.sum', {
          visits: format.number(sum((count) => count.showroomVisits)),
          calls: format.number(sum((count) => count.phoneEnquiries)),
        })} · ${t('month.rate', { n: onTime, days: due.length })}`
      }
      end={
        <>
          <IconButton icon="left" label={t('month.before')} onClick={() => go(-1)} />
          <IconButton icon="right" label={t('month.after')} disabled={running} onClick={() => go(1)} />
        </>
      }
    >
      {problem && <Problem problem={problem} onRetry={reload} />}
      <div className="xc-grid head" aria-hidden="true">
        {t('month.weekdays')
          .split(' ')
          .map((name) => (
            <span key={name} className="cap">
              {name}
            </span>
          ))}
      </div>
      {weeksOf(month).map((week) => (
        <div key={week.find(Boolean)} className="xc-grid">
          {week.map((day, index) =>
            day ? (
              <Cell
                key={day}
                day={day}
                count={counts.get(day)}
                on={day === chosen}
                onChoose={() => onChoose(day)}
              />
            ) : (
              // biome-ignore lint/suspicious/noArrayIndexKey: empty places have no identity
              <span key={index} className="xc-cell none" />
            ),
          )}
        </div>
      ))}
    </Panel>
  )
}
