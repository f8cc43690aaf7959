import { Input, InputNumber } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { readSettings, type Settings, writeSettings } from '../../../../../contract/admin.ts'
import type { Reply } from '../../../../../contract/endpoint.ts'
import { call } from '../../../app/client.ts'
import { useTexts } from '../../../app/i18n.ts'
import { useRead, useWrite } from '../../../app/query.ts'
import { Button } from '../../../ui/Button.tsx'
import { Conflict } from '../../../ui/Conflict.tsx'
import type { ConflictShown } from '../../../ui/conflict.ts'
import { Field, FieldRow, Form, useForm } from '../../../ui/Form.tsx'
import { Choices } from '../../../ui/inputs.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { Problem } from '../../../ui/Problem.tsx'
import { useConflict } from '../../../ui/useConflict.ts'

type Saved = Reply<typeof readSettings>
type Values = { values: Settings }
const valuesOf = ({ values }: Saved): Values => ({ values })

const useShown = (): ConflictShown<Values>[] => {
  const { t } = useTranslation('admin')
  const kinds: Record<string, string> = useTexts('admin').system.mailKind
  return [
    ...(
      [
        ['zh', 'orgZh'],
        ['en', 'orgEn'],
      ] as const
    ).map(([key, word]) => ({
      key: `values.organisation.${key}`,
      label: t(`system.${word}`),
      show: ({ values }: Values) => values.organisation[key],
    })),
    ...(['sessionDays', 'notificationDays', 'jobDays'] as const).map((key) => ({
      key: `values.retention.${key}`,
      label: t(`system.${key}`),
      show: ({ values }: Values) => String(values.retention[key]),
    })),
    {
      key: 'values.mail.kinds',
      label: t('system.mailKinds'),
      show: ({ values }) => (values.mail.kinds ?? []).map((kind) => kinds[kind] ?? kind).join('\n'),
    },
  ]
}

const SettingsForm = ({ saved, onTheirs }: { saved: Saved; onTheirs: () => void }) => {
  const { t } = useTranslation('admin')
  const kinds = useTexts('admin').system.mailKind
  const [began] = useState(saved)
  const clash = useConflict({ began, read: () => call(readSettings, {}), valuesOf, shown: useShown() })
  const write = useWrite(writeSettings, { quiet: true, done: () => t('system.saved'), onDone: clash.restart })
  const use = useForm<Values>((typed) =>
    clash.guard(typed, ({ versions }) => {
      const values = { ...typed.values, mail: { kinds: typed.values.mail.kinds ?? [] } }
      return write.send({ body: { values, versions } })
    }),
  )
  return (
    <Form use={use} initial={valuesOf(began)}>
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
      <Conflict clash={clash} onKeepMine={use.resend} onTakeTheirs={onTheirs} />
    </Form>
  )
}

export const GeneralSettings = () => {
  const { data, problem, reload } = useRead(readSettings, {})
  const [round, setRound] = useState(0)
  const again = async () => {
    await reload()
    setRound(round + 1)
  }
  return (
    <div className="ad-scroll">
      {problem && <Problem problem={problem} onRetry={reload} />}
      {data && <SettingsForm key={round} saved={data} onTheirs={() => void again()} />}
    </div>
  )
}
