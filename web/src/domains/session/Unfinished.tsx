import { Input, QRCode } from 'antd'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { changePassword, confirmCode, startCode } from '../../../../contract/profile.ts'
import { readSession } from '../../../../contract/session.ts'
import { call } from '../../app/client.ts'
import { refresh } from '../../app/query.ts'
import { useSession, useSignOut } from '../../app/session.tsx'
import { LanguageSwitch } from '../../app/shell/TopBar.tsx'
import { Button } from '../../ui/Button.tsx'
import { Field, Form, useForm } from '../../ui/Form.tsx'
import { Mark } from '../../ui/Mark.tsx'
import { toast } from '../../ui/Toast.store.ts'
import './session.css'

const Frame = ({ title, text, children }: { title: string; text: string; children: ReactNode }) => {
  const { t } = useTranslation('app')
  const signOut = useSignOut()
  return (
    <main className="si-left si-alone">
      <div className="row si-brand">
        <Mark size={40} on="var(--surface)" />
        <span className="h20">{t('name')}</span>
      </div>
      <div className="si-form">
        <h1 className="h20">{title}</h1>
        <p className="q2">{text}</p>
        {children}
      </div>
      <div className="row cap between">
        <LanguageSwitch />
        <Button look="link" onClick={() => void signOut()}>
          {t('profile.signOut')}
        </Button>
      </div>
    </main>
  )
}

const goOn = () => refresh(readSession.path)

const ChangePassword = () => {
  const { t } = useTranslation('session')
  const use = useForm<{ current: string; next: string }>(async (body) => {
    await call(changePassword, { body })
    await goOn()
  })
  return (
    <Frame title={t('change.title')} text={t('change.text')}>
      <Form use={use}>
        <Field name="current" label={t('change.current')} required>
          <Input.Password autoComplete="current-password" maxLength={200} />
        </Field>
        <Field name="next" label={t('change.next')} hint={t('change.hint')} required>
          <Input.Password autoComplete="new-password" maxLength={200} />
        </Field>
        <Button look="primary" submit busy={use.sending}>
          {t('change.send')}
        </Button>
      </Form>
    </Frame>
  )
}

const RecoveryCodes = ({ codes }: { codes: string[] }) => {
  const { t } = useTranslation('session')
  const copy = async () => {
    await navigator.clipboard.writeText(codes.join('\n'))
    toast({ text: t('enrol.copied') })
  }
  return (
    <Frame title={t('enrol.saveTitle')} text={t('enrol.saveText')}>
      <ul className="si-codes mono">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <Button icon="copy" onClick={() => void copy()}>
        {t('enrol.copy')}
      </Button>
      <Button look="primary" onClick={() => void goOn()}>
        {t('enrol.go')}
      </Button>
    </Frame>
  )
}

type Begun = { secret: string; uri: string }

const ConfirmCode = ({ begun, onCodes }: { begun: Begun; onCodes: (codes: string[]) => void }) => {
  const { t } = useTranslation('session')
  const use = useForm<{ code: string }>(async (body) =>
    onCodes((await call(confirmCode, { body })).recoveryCodes),
  )
  return (
    <Frame title={t('enrol.title')} text={t('enrol.scan')}>
      <QRCode type="svg" value={begun.uri} color="#14181d" bgColor="#ffffff" />
      <p className="cap">
        {t('enrol.key')} <span className="mono">{begun.secret}</span>
      </p>
      <Form use={use}>
        <Field name="code" label={t('code')} required>
          <Input autoFocus inputMode="numeric" autoComplete="one-time-code" maxLength={7} />
        </Field>
        <Button look="primary" submit busy={use.sending}>
          {t('enrol.confirm')}
        </Button>
      </Form>
    </Frame>
  )
}

const EnrolCode = () => {
  const { t } = useTranslation('session')
  const [begun, setBegun] = useState<Begun>()
  const [codes, setCodes] = useState<string[]>()
  const use = useForm<{ password: string }>(async (body) => setBegun(await call(startCode, { body })))
  if (codes) return <RecoveryCodes codes={codes} />
  if (begun) return <ConfirmCode begun={begun} onCodes={setCodes} />
  return (
    <Frame title={t('enrol.title')} text={t('enrol.text')}>
      <Form use={use}>
        <Field name="password" label={t('enrol.password')} required>
          <Input.Password autoFocus autoComplete="current-password" maxLength={200} />
        </Field>
        <Button look="primary" submit busy={use.sending}>
          {t('enrol.begin')}
        </Button>
      </Form>
    </Frame>
  )
}

/** First the new password, then the one-time code; until both are done the server answers nothing else. */
export const Unfinished = () => (useSession().mustChange ? <ChangePassword /> : <EnrolCode />)
