import { Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { type DailyCount, reportDailyCount } from '../../../../contract/extranet.ts'
import { commonProblems } from '../../../../contract/problem.ts'
import { ProblemError } from '../../app/client.ts'
import { refresh, useWrite } from '../../app/query.ts'
import { useCan } from '../../app/session.tsx'
import { Button } from '../../ui/Button.tsx'
import { classes } from '../../ui/classes.ts'
import { Field, Form, useForm } from '../../ui/Form.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Note } from '../../ui/Problem.tsx'
import { toast } from '../../ui/Toast.store.ts'
import { useFormat } from '../../ui/useFormat.ts'
import { CountInput } from './CountInput.tsx'
import { CountState } from './CountState.tsx'
import { addDays } from './days.ts'

type Values = { showroomVisits: number; phoneEnquiries: number; note?: string }

const useDayName = (today: string) => {
  const { t } = useTranslation('extranet')
  const format = useFormat()
  return (day: string) => {
    if (day === today) return t('entry.today')
    if (day === addDays(today, -1)) return t('entry.yesterday')
    return format.day(day, true)
  }
}

const DayForm = ({ day, onDone }: { day: DailyCount; onDone: () => void }) => {
  const { t } = useTranslation('extranet')
  const format = useFormat()
  const mayReport = useCan('extranet.report')
  const name = format.day(day.day, true)
  const first = day.version === null
  const write = useWrite(reportDailyCount, {
    quiet: true,
    done: () => t(first ? 'entry.saved' : 'entry.corrected', { day: name }),
    onDone,
  })
  const use = useForm<Values>(async (values) => {
    const body = { ...values, day: day.day, note: values.note?.trim() || null, version: day.version }
    try {
      await write.send({ body })
    } catch (error) {
      if (!(error instanceof ProblemError && error.is(commonProblems.conflict))) throw error
      toast({ text: t('entry.conflict') })
      await refresh('/api/extranet')
    }
  })
  const closed = !day.open || !mayReport
  return (
    <Form
      use={use}
      initial={{
        ...(day.showroomVisits === null ? {} : { showroomVisits: day.showroomVisits }),
        ...(day.phoneEnquiries === null ? {} : { phoneEnquiries: day.phoneEnquiries }),
        ...(day.note ? { note: day.note } : {}),
      }}
    >
      <Field name="showroomVisits" label={t('visits')} required>
        <CountInput name={t('visits')} disabled={closed} />
      </Field>
      <Field name="phoneEnquiries" label={t('calls')} required>
        <CountInput name={t('calls')} disabled={closed} />
      </Field>
      <Field name="note" label={t('entry.note')} hint={t('entry.noteHint')}>
        <Input maxLength={500} disabled={closed} />
      </Field>
      {!day.open && <Note icon="lock">{t('entry.closed', { day: name })}</Note>}
      {day.open && !mayReport && <Note icon="lock">{t('entry.noReport')}</Note>}
      {!closed && (
        <Button look="primary" big busy={use.sending} submit>
          {t(first ? 'entry.save' : 'entry.correct', { day: name })}
        </Button>
      )}
    </Form>
  )
}

const Status = ({ day }: { day: DailyCount }) => {
  const { t } = useTranslation('extranet')
  const format = useFormat()
  const said = () => {
    if (day.reportedAt === null)
      return t(day.state === 'missing' ? 'entry.overdue' : 'entry.due', {
        at: format.instant(day.dueAt, true),
      })
    const at = format.instant(day.reportedAt, true)
    return day.reportedBy
      ? t('entry.reported', { at, who: day.reportedBy })
      : t('entry.reportedPlain', { at })
  }
  return (
    <div className="row xc-status">
      <CountState state={day.state} />
      <span className="cap">{said()}</span>
    </div>
  )
}

type EntryProps = { days: DailyCount[]; today: string; chosen: string; onChoose: (day: string) => void }

/** One day at a time, for one thumb: choose the day, two figures with plus and minus, one big button. */
export const Entry = ({ days, today, chosen, onChoose }: EntryProps) => {
  const { t } = useTranslation('extranet')
  const format = useFormat()
  const nameOf = useDayName(today)
  const missing = days.filter((day) => day.state === 'missing')
  const shown = days.filter((day, index) => index < 2 || day.state === 'missing' || day.day === chosen)
  const day = days.find((one) => one.day === chosen)
  const next = () => {
    const left = missing.filter((one) => one.day !== chosen)
    const last = left.at(-1)
    if (last) onChoose(last.day)
  }
  const note =
    missing.length === 0
      ? t('entry.none')
      : missing.length === 1
        ? t('entry.missingOne')
        : t('entry.missing', { n: missing.length })
  return (
    <Panel className="xc-entry" title={t('entry.title')} note={note}>
      <div className="xc-days" role="radiogroup" aria-label={t('entry.days')}>
        {shown.map((one) => (
          // biome-ignore lint/a11y/useSemanticElements: a button holds a day and its state
          <button
            key={one.day}
            type="button"
            role="radio"
            aria-checked={one.day === chosen}
            className={classes('xc-day', one.day === chosen && 'on')}
            onClick={() => onChoose(one.day)}
          >
            <b>{nameOf(one.day)}</b>
            <span className="cap">{format.weekday(one.day)}</span>
            <CountState state={one.state} />
          </button>
        ))}
      </div>
      {day ? (
        <>
          <Status day={day} />
          <DayForm key={`${day.day} ${day.version}`} day={day} onDone={next} />
        </>
      ) : (
        <Note icon="lock">{t('entry.closed', { day: format.day(chosen) })}</Note>
      )}
    </Panel>
  )
}
