import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { planMeasureWords } from '../../../../../contract/plans.ts'
import { useLanguage } from '../../../app/i18n.ts'
import { Button } from '../../../ui/Button.tsx'
import { useFormat } from '../../../ui/useFormat.ts'
import { PlanCell } from './PlanCell.tsx'
import { useEditing } from './useEditing.ts'
import type { Plans } from './usePlans.ts'

const Totals = ({ plans }: { plans: Plans }) => {
  const { t } = useTranslation('plans')
  const format = useFormat()
  const write = plans.isMoney ? format.shortMoney : format.number
  const known = new Map(plans.whole?.totals.map(({ month, value }) => [month, value]))
  const all = [...known.values()].reduce((sum, value) => sum + value, 0)
  return (
    <tr className="sum">
      <th scope="row">{t('all')}</th>
      {plans.months.map((month) => {
        const value = known.get(month)
        return (
          <td key={month} className="num">
            {value === undefined ? '–' : write(value)}
          </td>
        )
      })}
      <td className="num">{known.size > 0 ? write(all) : '–'}</td>
    </tr>
  )
}

/** Dealers down, months across, the sum of all on top, where it stays in sight. */
export const PlanTable = ({ plans }: { plans: Plans }) => {
  const { t } = useTranslation('plans')
  const { say, language } = useLanguage()
  const format = useFormat()
  const editing = useEditing(plans)
  const write = plans.isMoney ? format.shortMoney : format.number
  const { rows, months, thisMonth } = plans
  const scroll = useRef<HTMLDivElement>(null)
  // On a phone three months fit: it begins with the one that is now.
  useEffect(() => {
    const head = scroll.current?.querySelectorAll<HTMLElement>('thead th')
    const now = head?.[months.indexOf(thisMonth) + 1]
    if (scroll.current && head?.[0] && now && now !== head[0])
      scroll.current.scrollLeft = now.offsetLeft - head[0].offsetWidth
  }, [months, thisMonth])
  // The year stands in the filter: the head has room for the month alone.
  const monthName = (month: string) =>
    new Intl.DateTimeFormat(language, { month: 'short', timeZone: 'UTC' }).format(
      new Date(`${month}-01T00:00:00Z`),
    )
  return (
    <>
      <div className="pl-scroll" ref={scroll}>
        <table
          className="tbl in c32 pl"
          aria-label={`${t('title')}: ${say(planMeasureWords[plans.measure])} ${plans.year}`}
        >
          <thead>
            <tr>
              <th scope="col">{t('dealer')}</th>
              {plans.months.map((month) => (
                <th key={month} scope="col" className="num">
                  {monthName(month)}
                </th>
              ))}
              <th scope="col" className="num">
                {t('total')}
              </th>
            </tr>
          </thead>
          <tbody>
            <Totals plans={plans} />
            {rows.items.map((row, at) => (
              <tr key={row.dealerId}>
                <th scope="row">
                  <span className="lb-two">
                    <span className="cut" title={row.name}>
                      {row.name}
                    </span>
                    <span className="q cut">
                      {row.code} · {row.region}
                    </span>
                  </span>
                </th>
                {plans.months.map((month, index) => (
                  <td key={month} className="num">
                    <PlanCell row={row} place={{ row: at, month: index }} plans={plans} editing={editing} />
                  </td>
                ))}
                <td className="num">{row.cells.length > 0 ? write(row.total) : '–'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rows.hasMore && (
        <div className="row pl-more">
          <Button busy={rows.loadingMore} onClick={rows.loadMore}>
            {t('more')}
          </Button>
        </div>
      )}
    </>
  )
}
