import { Input, InputNumber } from 'antd'
import { type ReactNode, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Reply } from '../../../../../contract/endpoint.ts'
import { mostBins, type readValueRule, saveValueRule } from '../../../../../contract/value.ts'
import { useTexts } from '../../../app/i18n.ts'
import { useWrite } from '../../../app/query.ts'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { Field, FieldRow, Form, useForm } from '../../../ui/Form.tsx'
import { Note } from '../../../ui/Problem.tsx'
import { type RuleValues, ruleFrom, sharesOf, writtenOf } from './ruleForm.ts'

const lines = ['vehicle', 'service', 'accessories'] as const

type Figure = { name: string; label: string; unit?: string; min?: number; max: number; step?: number }
const Figures = ({ of }: { of: Figure[] }) => (
  <FieldRow columns={of.length === 3 ? 3 : 2}>
    {of.map(({ name, label, unit, min = 0, max, step = 1 }) => (
      <Field key={name} name={`rule.${name}`} label={label} required {...(unit ? { hint: unit } : {})}>
        <InputNumber min={min} max={max} step={step} className="wide" />
      </Field>
    ))}
  </FieldRow>
)

const Quantiles = ({ name, label }: { name: string; label: string }) => {
  const { t } = useTranslation('value')
  const check = (given: unknown) => {
    const shares = sharesOf(String(given ?? ''))
    const ascending = shares.every(
      (share, at) => share >= 0.01 && share <= 0.99 && share > (shares[at - 1] ?? 0),
    )
    return ascending && shares.length > 0 && shares.length < mostBins ? undefined : t('rule.quantilesWrong')
  }
  return (
    <Field name={`rule.${name}`} label={label} hint={t('rule.quantilesUnit')} required check={check}>
      <Input inputMode="decimal" />
    </Field>
  )
}

const Part = ({ title, children }: { title: string; children: ReactNode }) => (
  <fieldset className="vb-part">
    <legend>{title}</legend>
    {children}
  </fieldset>
)

const Fields = () => {
  const { t } = useTranslation('value')
  const [yuan, months, days] = [t('rule.yuan'), t('rule.inMonths'), t('rule.inDays')]
  const times = { unit: '×', min: 1, max: 100 }
  const people = { min: 1, max: 100 }
  return (
    <>
      <Part title={t('rule.margins')}>
        <Figures
          of={lines.map((line) => ({
            name: `margins.${line}`,
            label: t(`rule.${line}`),
            unit: '%',
            max: 100,
          }))}
        />
        <Figures
          of={[
            { name: 'freeVisitFen', label: t('rule.freeVisit'), unit: yuan, max: 10_000, step: 50 },
            { name: 'careFen', label: t('rule.care'), unit: yuan, max: 10_000, step: 10 },
          ]}
        />
        <Figures
          of={[
            { name: 'windowMonths', label: t('rule.window'), unit: months, min: 6, max: 120, step: 6 },
            { name: 'horizonDays', label: t('rule.horizon'), unit: days, min: 30, max: 1_095, step: 30 },
            { name: 'lapseDays', label: t('rule.lapse'), unit: days, min: 90, max: 1_095, step: 30 },
          ]}
        />
        <Quantiles name="quantiles" label={t('rule.bins')} />
      </Part>
      <Part title={t('rule.byLine')}>
        {lines.map((line) => (
          <FieldRow key={line}>
            <Field
              name={`rule.lines.${line}.windowMonths`}
              label={t('rule.lineWindow', { line: t(`rule.lines.${line}`) })}
              hint={months}
              required
            >
              <InputNumber min={3} max={120} step={6} className="wide" />
            </Field>
            <Quantiles
              name={`lines.${line}.quantiles`}
              label={t('rule.lineBins', { line: t(`rule.lines.${line}`) })}
            />
          </FieldRow>
        ))}
      </Part>
      <Part title={t('rule.benchmarks')}>
        <Figures
          of={[
            { name: 'benchmarks.newToKept.low', label: t('rule.newToKeptLow'), ...times },
            { name: 'benchmarks.newToKept.high', label: t('rule.newToKeptHigh'), ...times },
          ]}
        />
        <Figures
          of={[
            { name: 'benchmarks.prospects.low', label: t('rule.prospectsLow'), ...people },
            { name: 'benchmarks.prospects.high', label: t('rule.prospectsHigh'), ...people },
            { name: 'benchmarks.told', label: t('rule.told'), ...people },
          ]}
        />
      </Part>
      <Field name="note" label={t('rule.why')}>
        <Input maxLength={500} />
      </Field>
    </>
  )
}

type Props = {
  current: Reply<typeof readValueRule>
  /** Starts a valuation; absent for who may not. */
  onRun?: (() => void) | undefined
  onClose: () => void
}

/** Changes what the figures rest on. Verdicts that stand are left alone: the next valuation follows the new rule. */
export const RuleDialog = ({ current, onRun, onClose }: Props) => {
  const { t } = useTranslation('value')
  const { form: words } = useTexts('ui')
  const write = useWrite(saveValueRule, {
    quiet: true,
    refresh: ['/api/insights/value', '/api/insights/analyses'],
    done: ({ number }) => t('rule.saved', { n: number }),
    onDone: onClose,
  })
  const runs = useRef(false)
  const use = useForm<RuleValues>(async ({ rule, note }) => {
    await write.send({ body: { rule: ruleFrom(rule), number: current.number, note: note ?? '' } })
    if (runs.current) onRun?.()
  })
  const submit = (andRun: boolean) => {
    runs.current = andRun
    use.submit()
  }
  return (
    <Dialog
      open
      width={640}
      title={t('rule.edit')}
      onClose={onClose}
      footer={
        <div className="ask-foot">
          <Button big onClick={onClose}>
            {words.cancel}
          </Button>
          {onRun && (
            <Button big busy={use.sending} onClick={() => submit(true)}>
              {t('rule.saveAndRun')}
            </Button>
          )}
          <Button big look="primary" busy={use.sending} onClick={() => submit(false)}>
            {words.save}
          </Button>
        </div>
      }
    >
      <Note icon="info">{t('rule.applies', { n: current.number + 1 })}</Note>
      <Form use={use} initial={{ rule: writtenOf(current.rule), note: '' }}>
        <Fields />
      </Form>
    </Dialog>
  )
}
