import { Checkbox } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  type Askable,
  askable,
  isRequirable,
  listStepPolicyVersions,
  type PolicyStep,
  policySteps,
  readStepPolicy,
  type StepPolicy as Saved,
  saveStepPolicy,
  startingRequired,
} from '../../../../../contract/step-policy.ts'
import { useRead, useWrite } from '../../../app/query.ts'
import { useSession } from '../../../app/session.tsx'
import { Button } from '../../../ui/Button.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { Problem } from '../../../ui/Problem.tsx'
import { useFormat } from '../../../ui/useFormat.ts'
import './steps.css'
import { VersionList } from './VersionList.tsx'

const Versions = () => {
  const { t } = useTranslation('customers')
  const { data } = useRead(listStepPolicyVersions, {})
  const named = (step: PolicyStep, sign: string, fields: readonly Askable[]) =>
    fields.map((field) => `${t(`steps.${step}`)} ${sign} ${t(`field.${field}`)}`)
  return (
    <VersionList
      items={data?.items ?? []}
      changes={(before, now) => {
        const was = before?.required ?? startingRequired
        return policySteps.flatMap((step) => [
          ...named(
            step,
            '+',
            now.required[step].filter((one) => !was[step].includes(one)),
          ),
          ...named(
            step,
            '−',
            was[step].filter((one) => !now.required[step].includes(one)),
          ),
        ])
      }}
    />
  )
}

const Grid = ({ of, onSaved }: { of: Saved; onSaved: () => void }) => {
  const { t } = useTranslation('customers')
  const format = useFormat()
  const mayChange = useSession().scope === 'carmaker'
  const [began] = useState(of)
  const [required, setRequired] = useState(of.required)
  const touched = JSON.stringify(required) !== JSON.stringify(began.required)
  const save = useWrite(saveStepPolicy, {
    quiet: true,
    refresh: ['/api/step-policy'],
    done: () => t('steps.saved'),
    onDone: onSaved,
  })
  const turn = (step: PolicyStep, field: Askable, on: boolean) =>
    setRequired({
      ...required,
      [step]: askable.filter((one) => (one === field ? on : required[step].includes(one))),
    })
  return (
    <>
      <Panel title={t('steps.title')} note={t('steps.note')}>
        <div className="st-scroll">
          <table className="st-grid">
            <thead>
              <tr>
                <th scope="col">{t('steps.step')}</th>
                {askable.map((field) => (
                  <th key={field} scope="col">
                    {t(`field.${field}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {policySteps.map((step) => (
                <tr key={step}>
                  <th scope="row">{t(`steps.${step}`)}</th>
                  {askable.map((field) => (
                    <td key={field}>
                      {(field === 'name' || isRequirable(step, field)) && (
                        <Checkbox
                          aria-label={`${t(`steps.${step}`)} ${t(`field.${field}`)}`}
                          checked={field === 'name' || required[step].includes(field)}
                          disabled={field === 'name' || !mayChange}
                          onChange={(event) => turn(step, field, event.target.checked)}
                        />
                      )}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Panel>
      <Versions />
      {save.problem && <Problem problem={save.problem} onRetry={onSaved} />}
      <div className="ad-foot">
        {mayChange && (
          <Button
            look="primary"
            big
            busy={save.sending}
            disabled={!touched}
            onClick={() => void save.send({ body: { required, version: began.version } }).catch(() => {})}
          >
            {t('steps.save')}
          </Button>
        )}
        <span className="cap">
          {began.updatedAt
            ? `${t('versions.number', { n: began.number })} · ${format.instant(began.updatedAt, true)}`
            : t('steps.fresh')}
          {mayChange ? '' : ` · ${t('steps.networkOnly')}`}
        </span>
      </div>
    </>
  )
}

/** What each step of the process must have before it goes on; forms mark it and the server refuses without it. */
export const StepPolicy = () => {
  const { data, problem, reload } = useRead(readStepPolicy, {})
  const [round, setRound] = useState(0)
  const again = async () => {
    await reload()
    setRound(round + 1)
  }
  return (
    <div className="ad-scroll">
      {problem && <Problem problem={problem} onRetry={reload} />}
      {data && <Grid key={`${data.version} ${round}`} of={data} onSaved={() => void again()} />}
    </div>
  )
}
