import { InputNumber } from 'antd'
import { useTranslation } from 'react-i18next'
import { type DailyCount, readDailyCounts, reportDailyCount } from '../../../../../contract/extranet.ts'
import { paths } from '../../../app/paths.ts'
import { useRead, useWrite } from '../../../app/query.ts'
import { Anchor } from '../../../ui/Anchor.tsx'
import { Button } from '../../../ui/Button.tsx'
import { Clock } from '../../../ui/Clock.tsx'
import { dayOf } from '../../../ui/dates.ts'
import { Field, FieldRow, Form, useForm } from '../../../ui/Form.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { Problem } from '../../../ui/Problem.tsx'
import { useFormat } from '../../../ui/useFormat.ts'
import { useNow } from '../../../ui/useNow.ts'

const dayMs = 86_400_000

/** The oldest day of the last three that still waits, or today once everything is in. */
export const useOwedDay = (enabled = true) => {
  const now = useNow()
  const [from, to] = [dayOf(now - 3 * dayMs), dayOf(now)]
  const read = useRead(readDailyCounts, { query: { from, to } }, { enabled, refetchSeconds: 300 })
  const days = [...(read.data?.items ?? [])].sort((a, b) => a.day.localeCompare(b.day))
  const owed = days.filter((one) => one.reportedAt === null && one.open && one.day < to)
  return {
    ...read,
    owed: owed[0],
    missing: owed.length,
    last: days.filter((one) => one.reportedAt !== null).at(-1),
  }
}

const Fill = ({ day }: { day: DailyCount }) => {
  const { t } = useTranslation('leads')
  const format = useFormat()
  const on = format.day(day.day, true)
  const write = useWrite(reportDailyCount, { quiet: true, done: () => t('today.sent', { on }) })
  const use = useForm<{ showroomVisits: number; phoneEnquiries: number }>((values) =>
    write.send({ body: { day: day.day, ...values, version: day.version } }),
  )
  return (
    <Form use={use}>
      <p className="q2">{t(day.state === 'missing' ? 'today.countsLate' : 'today.countsMissing', { on })}</p>
      <FieldRow>
        <Field name="showroomVisits" label={t('today.visits')} required>
          <InputNumber min={0} max={100_000} precision={0} suffix={t('today.people')} />
        </Field>
        <Field name="phoneEnquiries" label={t('today.calls')} required>
          <InputNumber min={0} max={100_000} precision={0} suffix={t('today.times')} />
        </Field>
      </FieldRow>
      <Button big submit busy={use.sending}>
        {t('today.send', { on })}
      </Button>
    </Form>
  )
}

/** Yesterday's visitors and calls, two figures and one button, where the day begins anyway. */
export const CountBox = () => {
  const { t } = useTranslation('leads')
  const format = useFormat()
  const { owed, last, problem, reload } = useOwedDay()
  return (
    <Panel
      title={t('today.counts')}
      end={
        owed ? (
          <Clock dueAt={owed.dueAt} startedAt={`${owed.day}T12:00:00Z`} />
        ) : (
          <Anchor to={paths.dailyCounts()}>{t('today.countsAll')}</Anchor>
        )
      }
    >
      {problem && <Problem problem={problem} onRetry={reload} />}
      {!owed && !last && !problem && <span className="bone" />}
      {owed && <Fill key={owed.day} day={owed} />}
      {!owed && last && <p className="q2">{t('today.countsDone', { on: format.day(last.day) })}</p>}
    </Panel>
  )
}
