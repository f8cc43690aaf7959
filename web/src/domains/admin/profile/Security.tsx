import { Input, QRCode } from 'antd'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  changePassword,
  confirmCode,
  type Profile,
  removeCode,
  renewRecoveryCodes,
  startCode,
} from '../../../../../contract/profile.ts'
import { useWrite } from '../../../app/query.ts'
import { Button } from '../../../ui/Button.tsx'
import { Field, FieldRow, Form, useForm } from '../../../ui/Form.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { Secret } from '../Secret.tsx'

export const PasswordPanel = () => {
  const { t } = useTranslation('admin')
  const write = useWrite(changePassword, {
    quiet: true,
    refresh: ['/api/sessions'],
    done: () => t('profile.changed'),
  })
  const use = useForm<{ current: string; next: string }>(async (body) => {
    await write.send({ body })
    use.form.resetFields()
  })
  return (
    <Panel title={t('profile.password')}>
      <Form use={use}>
        <Field name="current" label={t('profile.current')} required>
          <Input.Password autoComplete="current-password" maxLength={200} />
        </Field>
        <Field name="next" label={t('profile.next')} hint={t('profile.nextHint')} required>
          <Input.Password autoComplete="new-password" maxLength={200} />
        </Field>
        <Button look="primary" submit busy={use.sending}>
          {t('profile.change')}
        </Button>
      </Form>
    </Panel>
  )
}

type Codes = (codes: string[]) => void

const Enrol = ({ onCodes }: { onCodes: Codes }) => {
  const { t } = useTranslation('admin')
  const [begun, setBegun] = useState<{ secret: string; uri: string }>()
  const start = useWrite(startCode, { quiet: true, refresh: [], onDone: setBegun })
  const confirm = useWrite(confirmCode, {
    quiet: true,
    refresh: ['/api/profile', '/api/session'],
    onDone: ({ recoveryCodes }) => onCodes(recoveryCodes),
  })
  const starting = useForm<{ password: string }>((body) => start.send({ body }))
  const confirming = useForm<{ code: string }>((body) => confirm.send({ body }))
  if (!begun)
    return (
      <Form use={starting}>
        <Field name="password" label={t('profile.proof')} required>
          <Input.Password autoComplete="current-password" maxLength={200} />
        </Field>
        <Button look="primary" submit busy={starting.sending}>
          {t('profile.begin')}
        </Button>
      </Form>
    )
  return (
    <>
      <p className="q2">{t('profile.scan')}</p>
      <QRCode type="svg" value={begun.uri} color="#14181d" bgColor="#ffffff" />
      <p className="cap">
        {t('profile.key')} <span className="mono">{begun.secret}</span>
      </p>
      <Form use={confirming}>
        <Field name="code" label={t('profile.digits')} required>
          <Input autoFocus inputMode="numeric" autoComplete="one-time-code" maxLength={7} />
        </Field>
        <Button look="primary" submit busy={confirming.sending}>
          {t('profile.confirm')}
        </Button>
      </Form>
    </>
  )
}

type Proof = { password: string; code: string }

/** New recovery codes, or no code any more: each asks for the password and a code. */
const InUse = ({ needed, onCodes }: { needed: boolean; onCodes: Codes }) => {
  const { t } = useTranslation('admin')
  const wanted = useRef<'renew' | 'stop'>('renew')
  const renew = useWrite(renewRecoveryCodes, {
    quiet: true,
    onDone: ({ recoveryCodes }) => onCodes(recoveryCodes),
  })
  const stop = useWrite(removeCode, { quiet: true, done: () => t('profile.stopped') })
  const use = useForm<Proof>((body) =>
    wanted.current === 'stop' ? stop.send({ body }) : renew.send({ body }),
  )
  const send = (what: 'renew' | 'stop') => () => {
    wanted.current = what
    use.submit()
  }
  return (
    <Form use={use}>
      <FieldRow>
        <Field name="password" label={t('profile.proof')} required>
          <Input.Password autoComplete="current-password" maxLength={200} />
        </Field>
        <Field name="code" label={t('profile.proofCode')} required>
          <Input autoComplete="one-time-code" maxLength={12} />
        </Field>
      </FieldRow>
      <div className="row">
        <Button busy={renew.sending} onClick={send('renew')}>
          {t('profile.renew')}
        </Button>
        {!needed && (
          <Button look="danger" busy={stop.sending} onClick={send('stop')}>
            {t('profile.stop')}
          </Button>
        )}
      </div>
    </Form>
  )
}

export const CodePanel = ({ profile }: { profile: Profile }) => {
  const { t } = useTranslation('admin')
  const [codes, setCodes] = useState<string[]>()
  return (
    <Panel title={t('profile.code')}>
      <p className="q2">
        {profile.codeEnrolled ? t('profile.codeOn', { n: profile.recoveryCodesLeft }) : t('profile.codeOff')}{' '}
        {profile.codeNeeded && t('profile.codeNeeded')}
      </p>
      {profile.codeEnrolled ? (
        <InUse needed={profile.codeNeeded} onCodes={setCodes} />
      ) : (
        <Enrol onCodes={setCodes} />
      )}
      <Secret
        title={t('profile.recovery')}
        text={t('profile.recoveryText')}
        secret={codes}
        onClose={() => setCodes(undefined)}
      />
    </Panel>
  )
}
