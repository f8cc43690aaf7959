import { useTranslation } from 'react-i18next'
import { demoLogins } from '../../../../contract/session.ts'
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
  const { data } = useRead(demoLogins, {}, { staleSeconds: 600 })
  if (!data) return null
  const enter = (login: Login) => void signing.enter({ login: login.login, password: data.password })
  const columns: Column<Login>[] = [
    {
      key: 'name',
      title: t('demo.name'),
      width: 128,
      cell: login => (
        <span className="row">
          <Avatar name={login.name} />
          <b className="cut">{login.name}</b>
        </span>
      ),
    },
    { key: 'role', title: t('demo.role'), width: 132, cell: login => say(login.role) },
    { key: 'sees', title: t('demo.sees'), cell: login => <span className="q2" title={say(login.sees)}>{say(login.sees)}</span> },
    { key: 'place', title: t('demo.place'), width: 108, cell: login => <span className="q2">{say(login.place)}</span> },
    { key: 'login', title: t('demo.login'), width: 112, cell: login => <span className="mono q2">{login.login}</span> },
    {
      key: 'enter',
      title: '',
      width: 84,
      number: true,
      cell: login => (
        <Button busy={signing.sending === login.login} aria-label={t('demo.enterAs', { name: login.name })} onClick={() => enter(login)}>
          {t('demo.enter')}
        </Button>
      ),
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
        <PlainTable columns={columns} rows={data.items} id={login => login.login} label={t('demo.title')} />
      </div>
      <p className="cap">{t('demo.note', { password: data.password })}</p>
    </section>
  )
}
