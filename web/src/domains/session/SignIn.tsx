import { type FormEvent, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { readSession } from '../../../../contract/session.ts'
import { useRead } from '../../app/query.ts'
import { LanguageSwitch } from '../../app/shell/TopBar.tsx'
import { Button, IconButton } from '../../ui/Button.tsx'
import { Mark } from '../../ui/Mark.tsx'
import { Note, Problem } from '../../ui/Problem.tsx'
import { DemoLogins } from './DemoLogins.tsx'
import './session.css'
import { type SigningIn, useSignIn } from './useSignIn.ts'

const Line = ({
  id,
  error,
  label,
  children,
}: {
  id: string
  error: string | undefined
  label: string
  children: React.ReactNode
}) => (
  <div className="f">
    <label htmlFor={id}>{label}</label>
    {children}
    {error && (
      <div className="err" id={`${id}-error`} role="alert">
        {error}
      </div>
    )}
  </div>
)

const PasswordStep = ({ signing }: { signing: SigningIn }) => {
  const { t } = useTranslation('session')
  const [login, setLogin] = useState('')
  const [password, setPassword] = useState('')
  const [shown, setShown] = useState(false)
  const [tried, setTried] = useState(false)
  const [forgot, setForgot] = useState(false)
  const send = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (login.trim() && password) void signing.enter({ login: login.trim(), password })
  }
  const loginError = tried && !login.trim() ? t('loginMissing') : undefined
  const passwordError = tried && !password ? t('passwordMissing') : undefined
  return (
    <form className="si-form" onSubmit={send} noValidate>
      <h1 className="h20">{t('title')}</h1>
      {signing.problem && <Problem problem={signing.problem} />}
      <Line id="login" label={t('login')} error={loginError}>
        <div className={loginError ? 'inp tall bad' : 'inp tall'}>
          <input
            id="login"
            // biome-ignore lint/a11y/noAutofocus: the only thing this step asks for
            autoFocus
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={120}
            value={login}
            aria-invalid={loginError !== undefined}
            aria-describedby="login-error"
            onChange={(event) => setLogin(event.target.value)}
          />
        </div>
      </Line>
      <Line id="password" label={t('password')} error={passwordError}>
        <div className={passwordError ? 'inp tall bad' : 'inp tall'}>
          <input
            id="password"
            type={shown ? 'text' : 'password'}
            autoComplete="current-password"
            maxLength={200}
            value={password}
            aria-invalid={passwordError !== undefined}
            aria-describedby="password-error"
            onChange={(event) => setPassword(event.target.value)}
          />
          <IconButton
            icon={shown ? 'shut' : 'eye'}
            label={t(shown ? 'hidePassword' : 'showPassword')}
            onClick={() => setShown(!shown)}
          />
        </div>
      </Line>
      <Button look="primary" submit busy={signing.sending !== undefined}>
        {t(signing.sending === undefined ? 'enter' : 'entering')}
      </Button>
      <div className="row cap between">
        <Button look="link" onClick={() => setForgot(!forgot)} aria-expanded={forgot}>
          {t('forgot')}
        </Button>
        <span>{t('codeNote')}</span>
      </div>
      {forgot && <Note>{t('forgotText')}</Note>}
    </form>
  )
}

const CodeStep = ({ signing }: { signing: SigningIn }) => {
  const { t } = useTranslation('session')
  const [code, setCode] = useState('')
  const [tried, setTried] = useState(false)
  const [recovery, setRecovery] = useState(false)
  const { asked, enter } = signing
  const whole = recovery ? code.length >= 10 : code.length === 6
  const error = tried && !whole ? t('codeMissing') : undefined
  const send = (event?: FormEvent) => {
    event?.preventDefault()
    setTried(true)
    if (asked && whole) void enter({ ...asked, code })
  }
  return (
    <form className="si-form" onSubmit={send} noValidate>
      <h1 className="h20">{t('codeTitle')}</h1>
      <p className="q2">
        {asked?.login} · {t(recovery ? 'recoveryHint' : 'codeHint')}
      </p>
      {signing.problem && <Problem problem={signing.problem} />}
      <Line id="code" label={t('code')} error={error}>
        <div className={error ? 'inp tall bad' : 'inp tall'}>
          <input
            id="code"
            className="si-code"
            // biome-ignore lint/a11y/noAutofocus: the only thing this step asks for
            autoFocus
            inputMode={recovery ? 'text' : 'numeric'}
            autoComplete="one-time-code"
            maxLength={recovery ? 12 : 6}
            value={code}
            aria-invalid={error !== undefined}
            aria-describedby="code-error"
            onChange={(event) =>
              setCode(
                recovery ? event.target.value.toLowerCase().trim() : event.target.value.replace(/\D/g, ''),
              )
            }
          />
        </div>
      </Line>
      <Button look="primary" submit busy={signing.sending !== undefined}>
        {t(signing.sending === undefined ? 'enter' : 'entering')}
      </Button>
      <div className="row between">
        <Button look="link" onClick={signing.back}>
          {t('back')}
        </Button>
        <Button
          look="link"
          onClick={() => {
            setRecovery(!recovery)
            setCode('')
          }}
        >
          {t(recovery ? 'useCode' : 'useRecovery')}
        </Button>
      </div>
    </form>
  )
}

/** The door: password, one-time code, and in demonstration mode a role to step into. */
export const SignIn = () => {
  const { t } = useTranslation(['session', 'app'])
  const signing = useSignIn()
  const service = useRead(readSession, {})
  const title = t('title')
  const product = t('app:name')
  useEffect(() => {
    document.title = `${title} · ${product}`
  }, [title, product])
  return (
    <main className="si">
      <section className="si-left">
        <div className="row si-brand">
          <Mark size={40} on="var(--surface)" />
          <div>
            <div className="h20">{t('app:name')}</div>
            <div className="cap">{t('app:otherName')}</div>
          </div>
        </div>
        {signing.asked ? <CodeStep signing={signing} /> : <PasswordStep signing={signing} />}
        <div className="cap si-foot">
          <span>
            <LanguageSwitch />
          </span>
          <span>{t(service.problem?.offline ? 'statusDown' : 'status')}</span>
        </div>
      </section>
      <DemoLogins signing={signing} />
    </main>
  )
}
