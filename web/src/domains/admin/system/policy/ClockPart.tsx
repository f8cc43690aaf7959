import { useTranslation } from 'react-i18next'
import { type ClockPolicy, defaultPolicy } from '../../../../../../contract/policy.ts'
import { Field, FieldRow, useFieldValue } from '../../../../ui/Form.tsx'
import { Panel } from '../../../../ui/Panel.tsx'
import { Segment } from '../../../../ui/Segment.tsx'
import { DayList, Figure } from './fields.tsx'
import { HourInput, WeekHours } from './WeekHours.tsx'

const Hours = () => {
  const { t } = useTranslation('admin')
  const opens = useFieldValue('policy.clock.opensHour') as number | undefined
  const closes = useFieldValue('policy.clock.closesHour') as number | undefined
  const { opensHour, closesHour } = defaultPolicy.clock
  return (
    <>
      <FieldRow>
        <Field name="policy.clock.opensHour" label={t('policy.opens')} required>
          <HourInput to={23.5} />
        </Field>
        <Field name="policy.clock.closesHour" label={t('policy.closes')} required>
          <HourInput from={(opens ?? opensHour) + 0.5} />
        </Field>
      </FieldRow>
      <Field name="policy.clock.week" label={t('policy.week')} hint={t('policy.weekHint')}>
        <WeekHours usual={{ opensHour: opens ?? opensHour, closesHour: closes ?? closesHour }} />
      </Field>
    </>
  )
}

/** How long a dealer has, and which hours count. */
export const ClockPart = () => {
  const { t } = useTranslation('admin')
  const working = useFieldValue('policy.clock.mode') === ('working' satisfies ClockPolicy['mode'])
  return (
    <Panel title={t('policy.clock')}>
      <Field name="policy.clock.mode" label={t('policy.mode')} required>
        <Segment
          options={(['calendar', 'working'] as const).map((value) => ({
            value,
            label: t(`policy.modes.${value}`),
          }))}
        />
      </Field>
      {working && <Hours />}
      <Field name="policy.clock.remindDays" label={t('policy.remind')}>
        <DayList />
      </Field>
      <FieldRow>
        <Figure name="clock.copyDay" label={t('policy.copy')} />
        <Figure name="clock.breachDay" label={t('policy.breach')} />
      </FieldRow>
    </Panel>
  )
}
