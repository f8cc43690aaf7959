import { Input, InputNumber } from 'antd'
import { useTranslation } from 'react-i18next'
import { readSettings, type Settings, writeSettings } from '../../../../../contract/admin.ts'
import { useTexts } from '../../../app/i18n.ts'
import { useRead, useWrite } from '../../../app/query.ts'
import { Button } from '../../../ui/Button.tsx'
import { Field, FieldRow, Form, useForm } from '../../../ui/Form.tsx'
import { Choices } from '../../../ui/inputs.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { Problem } from '../../../ui/Problem.tsx'

type Versions = { organisation: number; retention: number; mail: number }

const SettingsForm = ({ values, versions }: { values: Settings; versions: Versions }) => {
  const { t } = useTranslation('admin')
  const kinds = useTexts('admin').system.mailKind
  const write = useWrite(writeSettings, { quiet: true, done: () => t('system.saved') })
  const use = useForm<{ values: Settings }>(({ values: next }) =>
    write.send({ body: { values: { ...next, mail: { kinds: next.mail.kinds ?? [] } }, versions } }),
  )
  return (
    <Form use={use} initial={{ values }}>
      <div className="ad-grid">
        <Panel title={t('system.organisation')}>
          <Field name="values.organisation.zh" label={t('system.orgZh')} required>
            <Input maxLength={80} />
          </Field>
          <Field name="values.organisation.en" label={t('system.orgEn')} required>
            <Input maxLength={80} />
          </Field>
        </Panel>
        <Panel title={t('system.retention')}>
          <Field name="values.retention.sessionDays" label={t('system.sessionDays')} required>
            <InputNumber min={1} max={3650} precision={0} />
          </Field>
          <FieldRow>
            <Field name="values.retention.notificationDays" label={t('system.notificationDays')} required>
              <InputNumber min={7} max={3650} precision={0} />
            </Field>
            <Field name="values.retention.jobDays" label={t('system.jobDays')} required>
              <InputNumber min={1} max={3650} precision={0} />
            </Field>
          </FieldRow>
        </Panel>
        <Panel title={t('system.mail')}>
          <Field name="values.mail.kinds" label={t('system.mailKinds')} hint={t('system.mailHint')}>
            <Choices options={Object.entries(kinds).map(([value, label]) => ({ value, label }))} />
          </Field>
        </Panel>
      </div>
      <div className="ad-foot">
        <Button look="primary" big submit busy={use.sending}>
          {t('system.save')}
        </Button>
      </div>
    </Form>
  )
}

export const GeneralSettings = () => {
  const { data, problem, reload } = useRead(readSettings, {})
  return (
    <div className="ad-scroll">
      {problem && <Problem problem={problem} onRetry={reload} />}
      {data && <SettingsForm key={JSON.stringify(data.versions)} {...data} />}
    </div>
  )
}
