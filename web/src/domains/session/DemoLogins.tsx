import { useTranslation } from 'react-i18next'
import { demoLogins } from '../../../../contract/session.ts'
import { usePhone } from '../../app/appearance.ts'
import { useLanguage } from '../../app/i18n.ts'
import { type Listed, useRead } from '../../app/query.ts'
import { Button } from '../../ui/Button.tsx'
import type { Column } from '../../ui/columns.tsx'
import { Avatar, StateTag } from '../../ui/Marks.tsx'
import { PlainTable } from '../../ui/PlainTable.tsx'
import type { SigningIn } from './useSignIn.ts'

type Login = Listed<typeof demoLogins>

/** A role to step into; absent outside demonstration mode, where the endpoint answers 404. */
export const DemoLogins = ({ signing }: { signing: SigningIn }) => {
  const { t } = useTranslation('session')
  const { say } = useLanguage()
  const phone = usePhone()
  const { data } = useRead(demoLogins, {}, { staleSeconds: 600 })
  if (!data) return null
  const enter = (login: Login) => void signing.enter({ login: login.login, password: data.password })
  const button = (login: Login) => (
    <Button
      busy={signing.sending === login.login}
      aria-label={t('demo.enterAs', { name: login.name })}
      onClick={() => enter(login)}
    >
      {t('demo.enter')}
    </Button>
  )
  const onPhone: Column<Login>[] = [
    {
      key: 'who',
      title: t('demo.name'),
      cell: (login) => (
        <>
          <b>{login.name}</b> <span className="q2">{say(login.role)}</span>
          <div className="cap cut">{say(login.sees)}</div>
        </>
      ),
    },
    { key: 'enter', title: '', width: 104, number: true, cell: button },
  ]
  const columns: Column<Login>[] = [
    {
      key: 'name',
      title: t('demo.name'),
      width: 112,
      cell: (login) => (
        <span className="row">
          <Avatar name={login.name} />
          <b className="cut">{login.name}</b>
        </span>
      ),
    },
    {
      key: 'role',
      title: t('demo.role'),
      width: 152,
      cell: (login) => <span title={say(login.role)}>{say(login.role)}</span>,
    },
    {
      key: 'sees',
      title: t('demo.sees'),
      cell: (login) => <span className="q2 si-sees">{say(login.sees)}</span>,
    },
    {
      key: 'place',
      title: t('demo.place'),
      width: 108,
      cell: (login) => <span className="q2">{say(login.place)}</span>,
    },
    {
      key: 'login',
      title: t('demo.login'),
      width: 112,
      cell: (login) => <span className="mono q2">{login.login}</span>,
    },
    {
      key: 'enter',
      title: '',
      width: 84,
      number: true,
      cell: button,
    },
  ]
  return (
    <section className="si-demo">
      <div className="row">
        <h2 className="h16">{t('demo.title')}</h2>
        <StateTag look="outline">{t('demo.tag')}</StateTag>
      </div>
      <p className="q2">{t('demo.text')}</p>
      <div className="panel">
        <PlainTable
          columns={phone ? onPhone : columns}
          rows={data.items}
          id={(login) => login.login}
          label={t('demo.title')}
        />
      </div>
      <p className="cap">{t('demo.note', { password: data.password })}</p>
    </section>
  )
}
