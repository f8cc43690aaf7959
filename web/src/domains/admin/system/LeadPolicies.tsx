import { Select } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { listPolicies, readPolicy, savePolicy } from '../../../../../contract/dispatch.ts'
import { leadSources, sourceWords } from '../../../../../contract/lead-words.ts'
import { grades, type Policy, promisingOf } from '../../../../../contract/policy.ts'
import { call } from '../../../app/client.ts'
import { useLanguage } from '../../../app/i18n.ts'
import { type Listed, useRead, useWrite } from '../../../app/query.ts'
import { Button } from '../../../ui/Button.tsx'
import { Conflict } from '../../../ui/Conflict.tsx'
import { Field, FieldRow, Form, useForm } from '../../../ui/Form.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { Problem } from '../../../ui/Problem.tsx'
import { Segment } from '../../../ui/Segment.tsx'
import { useConflict } from '../../../ui/useConflict.ts'
import { useFormat } from '../../../ui/useFormat.ts'
import { useSearch } from '../../../ui/useSearch.ts'
import { ClockPart } from './policy/ClockPart.tsx'
import { DuePreview } from './policy/DuePreview.tsx'
import { Figure } from './policy/fields.tsx'
import { PromisingPart } from './policy/PromisingPart.tsx'
import { type PolicyValues, usePolicyShown } from './policy/usePolicyShown.ts'

type BrandPolicy = Listed<typeof listPolicies>
const valuesOf = ({ policy }: BrandPolicy): PolicyValues => ({
  policy: { ...policy, routing: { ...policy.routing, promising: promisingOf(policy.routing) } },
})

/** What the form holds, over what it does not show: hours stay with the rules while days are calendar days. */
const whole = (before: Policy, { policy }: PolicyValues): Policy => ({
  ...before,
  ...policy,
  clock: { ...before.clock, ...policy.clock },
  qualification: { sources: policy.qualification.sources ?? [] },
})

const RoutingPart = () => {
  const { t } = useTranslation('admin')
  return (
    <Panel title={t('policy.routing')} note={t('policy.routingNote')}>
      <FieldRow>
        <Figure name="routing.distanceWeight" label={t('policy.distance')} max={100} />
        <Figure name="routing.capacityWeight" label={t('policy.capacity')} max={100} />
      </FieldRow>
      <FieldRow>
        <Figure name="routing.inTimeWeight" label={t('policy.inTime')} max={100} />
        <Figure name="routing.loyaltyWeight" label={t('policy.loyalty')} max={100} />
      </FieldRow>
      <FieldRow>
        <Figure name="routing.radiusKm" label={t('policy.radius')} max={3000} />
        <Figure name="routing.tiePoints" label={t('policy.tie')} max={20} />
      </FieldRow>
    </Panel>
  )
}

const PoolPart = () => {
  const { t } = useTranslation('admin')
  const { say } = useLanguage()
  return (
    <Panel title={t('policy.pool')} note={t('policy.poolNote')}>
      <FieldRow>
        <Figure name="pool.recycleDays" label={t('policy.recycle')} />
        <Figure name="pool.claimsPerDay" label={t('policy.claims')} max={1000} />
      </FieldRow>
      <Figure name="pool.protectDays" label={t('policy.protect')} />
      <Field name="policy.qualification.sources" label={t('policy.sources')} hint={t('policy.sourceHint')}>
        <Select
          mode="tags"
          className="wide"
          showSearch={{ optionFilterProp: 'label' }}
          options={leadSources.map((value) => ({ value, label: say(sourceWords[value]) }))}
        />
      </Field>
      <div className="f">
        <span>{t('policy.followUp')}</span>
        <div className="row">
          {grades.map((grade) => (
            <Figure key={grade} name={`followUpDays.${grade}`} label={grade} />
          ))}
        </div>
      </div>
    </Panel>
  )
}

const PolicyForm = ({ of, onTheirs }: { of: BrandPolicy; onTheirs: () => void }) => {
  const { t } = useTranslation('admin')
  const format = useFormat()
  const [began] = useState(of)
  const { brandId, brandName: brand } = began
  const params = { id: brandId }
  const clash = useConflict<PolicyValues, BrandPolicy>({
    began,
    read: () => call(readPolicy, { params }),
    valuesOf,
    shown: usePolicyShown(),
  })
  const write = useWrite(savePolicy, {
    quiet: true,
    refresh: ['/api/leads/policies'],
    done: () => t('policy.saved', { brand }),
    onDone: clash.restart,
  })
  const use = useForm<PolicyValues>((values) =>
    clash.guard({ policy: whole(began.policy, values) }, (against) =>
      write.send({ params, body: { policy: whole(against.policy, values), version: against.version } }),
    ),
  )
  // An untouched form shows what somebody else saved; a touched one waits for the conflict.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new version is news
  useEffect(() => {
    if (of.version > began.version && !use.touched()) onTheirs()
  }, [of.version])
  return (
    <Form use={use} initial={valuesOf(began)}>
      <div className="ad-grid ad-policy">
        <ClockPart />
        <DuePreview brandId={brandId} saved={began.policy.clock} />
        <RoutingPart />
        <PromisingPart />
        <PoolPart />
      </div>
      <div className="ad-foot">
        <Button look="primary" big submit busy={use.sending}>
          {t('policy.save', { brand })}
        </Button>
        <span className="cap">
          {of.number === 0
            ? t('policy.fresh')
            : t('policy.version', { n: of.number, at: format.instant(of.updatedAt, true) })}
        </span>
      </div>
      <Conflict clash={clash} onKeepMine={use.resend} onTakeTheirs={onTheirs} />
    </Form>
  )
}

/** The rules every lead of a brand follows; a change makes a new version and leaves running clocks as they are. */
export const LeadPolicies = () => {
  const { one, set } = useSearch()
  const { data, problem, reload } = useRead(listPolicies, {})
  const [round, setRound] = useState(0)
  const items = data?.items ?? []
  const shown = items.find((item) => item.brandId === one('brand')) ?? items[0]
  const again = async () => {
    await reload()
    setRound(round + 1)
  }
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
      {shown && <PolicyForm key={`${shown.brandId} ${round}`} of={shown} onTheirs={() => void again()} />}
    </div>
  )
}
