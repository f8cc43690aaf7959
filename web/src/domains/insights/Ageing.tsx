import { useTranslation } from 'react-i18next'
import { type Loop, readAgeing } from '../../../../contract/insights.ts'
import { useRead } from '../../app/query.ts'
import { ClockLabel } from '../../ui/Clock.tsx'
import { Meter } from '../../ui/Figures.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { PlainTable } from '../../ui/PlainTable.tsx'
import { Empty, Problem } from '../../ui/Problem.tsx'
import { useFormat } from '../../ui/useFormat.ts'
import { Bones } from './Bones.tsx'
import { Figure } from './Figure.tsx'
import type { Board } from './useBoard.ts'

/** How old the open leads are, how many of them are overdue, and how often the clock ran out. */
export const Ageing = ({ board, loop }: { board: Board; loop: Loop | undefined }) => {
  const { t } = useTranslation('insights')
  const format = useFormat()
  const { data, problem, reload } = useRead(readAgeing, { query: board.query })
  const most = Math.max(1, ...(data?.items.map((item) => item.leads) ?? []))
  const none = data?.items.every((item) => item.leads === 0)
  const summary = loop && (
    <span className="lb-sum">
      <span className="cap">{t('ageing.ofPeriod')}</span>
      {(['open', 'overdue', 'breached'] as const).map((metric) => (
        <span key={metric} className="row">
          <span className="cap">
            {metric === 'overdue' && loop.overdue > 0 ? (
              <ClockLabel state="over">{t('step.overdue')}</ClockLabel>
            ) : metric === 'breached' ? (
              t('ageing.breachRate')
            ) : (
              t(`step.${metric}`)
            )}
          </span>
          <Figure
            metric={metric}
            board={board}
            figure={
              metric === 'breached' && loop.breachRate !== null
                ? format.percent(loop.breachRate)
                : format.number(loop[metric])
            }
          />
        </span>
      ))}
    </span>
  )
  return (
    <Panel className="lb-ageing" flush title={t('ageing.title')} note={t('ageing.note')} end={summary}>
      {problem && <Problem problem={problem} onRetry={reload} />}
      {!data && !problem && <Bones rows={6} />}
      {none && <Empty icon="clock" title={t('ageing.none')} />}
      {data && !none && (
        <PlainTable
          low
          label={t('ageing.title')}
          rows={data.items}
          id={(item) => item.bucket}
          onOpen={(item) => board.showRows('open', { bucket: item.bucket })}
          columns={[
            {
              key: 'age',
              title: t('ageing.age'),
              width: 92,
              cell: (item) => t('ageing.days', { range: item.bucket.replace('-', '–') }),
            },
            {
              key: 'bar',
              title: '',
              cell: (item) => <Meter share={item.leads / most} label={format.number(item.leads)} />,
            },
            {
              key: 'leads',
              title: t('ageing.leads'),
              width: 64,
              number: true,
              cell: (item) => <b>{format.number(item.leads)}</b>,
            },
            {
              key: 'overdue',
              title: t('ageing.overdue'),
              width: 76,
              number: true,
              cell: (item) => format.number(item.overdue),
            },
            {
              key: 'breached',
              title: t('ageing.breached'),
              width: 76,
              number: true,
              cell: (item) => format.number(item.breached),
            },
            {
              key: 'waiting',
              title: t('ageing.waiting'),
              width: 124,
              number: true,
              cell: (item) => format.number(item.waiting),
            },
          ]}
        />
      )}
    </Panel>
  )
}
