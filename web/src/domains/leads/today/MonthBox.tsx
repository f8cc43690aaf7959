import { useTranslation } from 'react-i18next'
import { readLoop, type StepKey } from '../../../../../contract/insights.ts'
import { useRead } from '../../../app/query.ts'
import { dayOf } from '../../../ui/dates.ts'
import { Facts, Panel } from '../../../ui/Panel.tsx'
import { useFormat } from '../../../ui/useFormat.ts'
import { useNow } from '../../../ui/useNow.ts'

/** The dealer's month from the loop; shown to whoever may read the loop. */
export const MonthBox = () => {
  const { t } = useTranslation('leads')
  const format = useFormat()
  const to = dayOf(useNow())
  const from = `${to.slice(0, 8)}01`
  const { data } = useRead(readLoop, { query: { from, to, compare: 'none' } }, { staleSeconds: 300 })
  if (!data || data.empty) return null
  const of = (key: StepKey) => data.steps.find((step) => step.key === key)
  const count = (key: StepKey) => format.number(of(key)?.value ?? 0)
  const inTime = of('in-time')?.conversion
  return (
    <Panel title={t('today.month')} note={t('today.monthNote', { n: Number(to.slice(8)) })}>
      <Facts
        items={[
          {
            key: 'inTime',
            label: t('today.monthInTime'),
            value: <b>{inTime == null ? '–' : format.percent(inTime)}</b>,
          },
          {
            key: 'drives',
            label: t('today.monthDrives'),
            value: <b>{t('today.arrow', { from: count('visits'), to: count('test-drives') })}</b>,
          },
          {
            key: 'orders',
            label: t('today.monthOrders'),
            value: <b>{t('today.arrow', { from: count('orders'), to: count('deliveries') })}</b>,
          },
        ]}
      />
    </Panel>
  )
}
