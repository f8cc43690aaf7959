import { Input, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { listPolicies, savePolicy } from '../../../../../contract/dispatch.ts'
import { grades, type Policy } from '../../../../../contract/policy.ts'
import { type Listed, useRead, useWrite } from '../../../app/query.ts'
import { Button } from '../../../ui/Button.tsx'
import { Field, FieldRow, Form, useForm } from '../../../ui/Form.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { Problem } from '../../../ui/Problem.tsx'
import { Segment } from '../../../ui/Segment.tsx'
import { useFormat } from '../../../ui/useFormat.ts'
import { useSearch } from '../../../ui/useSearch.ts'

type BrandPolicy = Listed<typeof listPolicies>

/** A list of days as people write it: `1, 3`. */
const DayList = ({
  value = [],
  onChange,
  id,
}: {
  value?: number[]
  onChange?: (days: number[]) => void
  id?: string
}) => (
  <Input
    {...(id ? { id } : {})}
    key={value.join()}
    defaultValue={value.join(', ')}
    inputMode="numeric"
    onBlur={(event) => {
      const days = event.target.value.split(/[,,、\s]+/).map(Number)
      onChange?.(
        [...new Set(days.filter((day) => Number.isFinite(day) && day > 0))].sort((a, b) => a - b).slice(0, 5),
      )
    }}
  />
)

const Days = ({
  name,
  label,
  max = 365,
  step = 1,
}: {
  name: string
  label: string
  max?: number
  step?: number
}) => (
  <Field name={name} label={label} required>
    <InputNumber min={0} max={max} step={step} />
  </Field>
)

const ClockPart = () => {
  const { t } = useTranslation('admin')
  return (
    <Panel title={t('policy.clock')}>
      <Field name="clock.mode" label={t('policy.mode')} required>
        <Segment
          options={(['calendar', 'working'] as const).map((value) => ({
            value,
            label: t(`policy.modes.${value}`),
          }))}
        />
      </Field>
      <FieldRow>
        <Days name="clock.opensHour" label={t('policy.opens')} max={23} />
        <Days name="clock.closesHour" label={t('policy.closes')} max={24} />
      </FieldRow>
      <Field name="clock.remindDays" label={t('policy.remind')}>
        <DayList />
      </Field>
      <FieldRow>
        <Days name="clock.copyDay" label={t('policy.copy')} />
        <Days name="clock.breachDay" label={t('policy.breach')} />
      </FieldRow>
    </Panel>
  )
}

const RoutingPart = () => {
  const { t } = useTranslation('admin')
  return (
    <Panel title={t('policy.routing')}>
      <FieldRow>
        <Days name="routing.distanceWeight" label={t('policy.distance')} max={100} />
        <Days name="routing.capacityWeight" label={t('policy.capacity')} max={100} />
      </FieldRow>
      <FieldRow>
        <Days name="routing.inTimeWeight" label={t('policy.inTime')} max={100} />
        <Days name="routing.loyaltyWeight" label={t('policy.loyalty')} max={100} />
      </FieldRow>
      <FieldRow>
        <Days name="routing.radiusKm" label={t('policy.radius')} max={3000} />
        <Days name="routing.tiePoints" label={t('policy.tie')} max={20} />
      </FieldRow>
    </Panel>
  )
}

const PoolPart = () => {
  const { t } = useTranslation('admin')
  return (
    <Panel title={t('policy.pool')}>
      <FieldRow>
        <Days name="pool.recycleDays" label={t('policy.recycle')} />
        <Days name="pool.claimsPerDay" label={t('policy.claims')} max={1000} />
      </FieldRow>
      <Days name="pool.protectDays" label={t('policy.protect')} />
      <Field name="qualification.sources" label={t('policy.sources')} hint={t('policy.sourceHint')}>
        <Select mode="tags" className="wide" open={false} suffixIcon={null} />
      </Field>
      <div className="f">
        <span>{t('policy.followUp')}</span>
        <div className="row">
          {grades.map((grade) => (
            <Days key={grade} name={`followUpDays.${grade}`} label={grade} />
          ))}
        </div>
      </div>
    </Panel>
  )
}

const PolicyForm = ({ of }: { of: BrandPolicy }) => {
  const { t } = useTranslation('admin')
  const format = useFormat()
  const brand = of.brandName
  const write = useWrite(savePolicy, {
    quiet: true,
    refresh: ['/api/leads/policies'],
    done: () => t('policy.saved', { brand }),
  })
  const use = useForm<Policy>((policy) =>
    write.send({
      params: { id: of.brandId },
      body: { policy: { ...of.policy, ...policy }, version: of.version },
    }),
  )
  return (
    <Form use={use} initial={of.policy}>
      <div className="ad-grid">
        <ClockPart />
        <RoutingPart />
        <PoolPart />
      </div>
      <div className="ad-foot">
        <Button look="primary" big submit busy={use.sending}>
          {t('policy.save', { brand })}
        </Button>
        <span className="cap">
          {t('policy.version', { n: of.number, at: format.instant(of.updatedAt, true) })}
        </span>
      </div>
    </Form>
  )
}

/** The rules every lead of a brand follows; a change makes a new version and leaves running clocks as they are. */
export const LeadPolicies = () => {
  const { one, set } = useSearch()
  const { data, problem, reload } = useRead(listPolicies, {})
  const items = data?.items ?? []
  const shown = items.find((item) => item.brandId === one('brand')) ?? items[0]
  return (
    <div className="ad-scroll">
      {problem && <Problem problem={problem} onRetry={reload} />}
      {items.length > 1 && (
        <div className="ad-choice">
          <Segment
            options={items.map((item) => ({ value: item.brandId, label: item.brandName }))}
            value={shown?.brandId}
            onChange={(brand) => set({ brand }, true)}
          />
        </div>
      )}
      {shown && <PolicyForm key={`${shown.brandId}-${shown.version}`} of={shown} />}
    </div>
  )
}
