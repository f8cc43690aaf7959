import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  editUser,
  listRoles,
  readUser,
  resetCode,
  resetPassword,
  revokeSessions,
  type User,
} from '../../../../../contract/admin.ts'
import { call } from '../../../app/client.ts'
import { useLanguage } from '../../../app/i18n.ts'
import { paths } from '../../../app/paths.ts'
import { useRead, useWrite } from '../../../app/query.ts'
import { useCan, useSession } from '../../../app/session.tsx'
import { Anchor } from '../../../ui/Anchor.tsx'
import { ask } from '../../../ui/ask.ts'
import { Button } from '../../../ui/Button.tsx'
import { Conflict } from '../../../ui/Conflict.tsx'
import type { ConflictShown } from '../../../ui/conflict.ts'
import { useForm } from '../../../ui/Form.tsx'
import { Note, Problem } from '../../../ui/Problem.tsx'
import { FormDrawer, SideDrawer } from '../../../ui/SideDrawer.tsx'
import { useConflict } from '../../../ui/useConflict.ts'
import { UserFields } from './UserFields.tsx'
import { UserState } from './UserList.tsx'
import { type Nodes, useNodes } from './useNodes.ts'

type Values = {
  name: string
  nodeId?: string
  roleIds?: string[]
  phone?: string
  email?: string
  language: 'zh-CN' | 'en'
}
type Steps = { onPrevious?: (() => void) | undefined; onNext?: (() => void) | undefined }
type Props = Steps & {
  id: string
  onClose: () => void
  onPassword: (secret: { name: string; password: string }) => void
}

/** What changes somebody's access at once, each after a question. */
const Access = ({ user, onPassword }: { user: User; onPassword: Props['onPassword'] }) => {
  const { t } = useTranslation('admin')
  const name = user.name
  const mayEnd = useCan('admin.sessions')
  const params = { id: user.id }
  const edit = useWrite(editUser, { done: () => t('users.saved', { name }) })
  const reset = useWrite(resetPassword, { onDone: ({ password }) => onPassword({ name, password }) })
  const code = useWrite(resetCode, { done: () => t('users.resetCodeDone', { name }) })
  const end = useWrite(revokeSessions, {
    refresh: ['/api/sessions', '/api/users'],
    done: ({ ended }) => t('sessions.ended', { n: ended }),
  })
  const sure = (title: string, text: string, then: () => Promise<unknown>) => async () => {
    if (await ask({ title, text, danger: true })) await then().catch(() => {})
  }
  const setActive = (active: boolean) => edit.send({ params, body: { version: user.version, active } })
  return (
    <div className="ad-acts">
      <Button
        icon="key"
        onClick={() =>
          void sure(t('users.resetAsk', { name }), t('users.resetText'), () => reset.send({ params }))()
        }
      >
        {t('users.reset')}
      </Button>
      {user.codeEnrolled && (
        <Button
          icon="shield"
          onClick={() =>
            void sure(t('users.resetCode'), t('users.resetCodeText', { name }), () => code.send({ params }))()
          }
        >
          {t('users.resetCode')}
        </Button>
      )}
      {mayEnd && (
        <Button
          icon="exit"
          onClick={() =>
            void sure(t('sessions.endAll', { name }), t('sessions.of', { name }), () =>
              end.send({ query: { userId: user.id } }),
            )()
          }
        >
          {t('sessions.end')}
        </Button>
      )}
      {user.active ? (
        <Button
          look="danger"
          icon="ban"
          onClick={() =>
            void sure(t('users.deactivateAsk', { name }), t('users.deactivateText'), () => setActive(false))()
          }
        >
          {t('users.deactivate')}
        </Button>
      ) : (
        <Button icon="check" onClick={() => void setActive(true).catch(() => {})}>
          {t('users.activate')}
        </Button>
      )}
    </div>
  )
}

const valuesOf = (user: User): Values => ({
  name: user.name,
  nodeId: user.node.id,
  roleIds: user.roles.map((role) => role.id).sort(),
  phone: user.phone ?? '',
  email: user.email ?? '',
  language: user.language,
})

const useShown = (nodes: Nodes): ConflictShown<Values>[] => {
  const { t } = useTranslation(['admin', 'app'])
  const { say } = useLanguage()
  const roles = useRead(listRoles, {}).data?.items ?? []
  const rolesOf = (ids: string[] = []) => roles.filter((role) => ids.includes(role.id)).map(say)
  return [
    { key: 'name', label: t('users.name'), show: (values) => values.name },
    { key: 'nodeId', label: t('users.node'), show: ({ nodeId }) => (nodeId ? nodes.nameOf(nodeId) : '') },
    { key: 'roleIds', label: t('users.roles'), show: (values) => rolesOf(values.roleIds).join('\n') },
    { key: 'phone', label: t('users.phone'), show: (values) => values.phone ?? '' },
    { key: 'email', label: t('users.email'), show: (values) => values.email ?? '' },
    {
      key: 'language',
      label: t('users.language'),
      show: ({ language }) => t(language === 'en' ? 'app:language.en' : 'app:language.zh'),
    },
  ]
}

const EditForm = ({ user, onClose, onPassword, ...steps }: Omit<Props, 'id'> & { user: User }) => {
  const { t } = useTranslation('admin')
  const own = useSession().user.id === user.id
  const seesAudit = useCan('admin.audit')
  const params = { id: user.id }
  const [began] = useState(user)
  const nodes = useNodes(user.node)
  const clash = useConflict({
    began,
    read: () => call(readUser, { params }),
    valuesOf,
    shown: useShown(nodes),
  })
  const write = useWrite(editUser, {
    quiet: true,
    done: () => t('users.saved', { name: user.name }),
    onDone: onClose,
  })
  const use = useForm<Values>((values) =>
    clash.guard({ ...valuesOf(began), ...values, roleIds: (values.roleIds ?? []).toSorted() }, (against) => {
      const { phone, email, nodeId, roleIds, ...rest } = values
      const rights = own
        ? {}
        : { ...(nodeId && nodeId !== against.node.id && { nodeId }), roleIds: roleIds ?? [] }
      const body = { ...rest, ...rights, phone: phone || null, email: email || null }
      return write.send({ params, body: { ...body, version: against.version } })
    }),
  )
  return (
    <>
      <FormDrawer
        use={use}
        title={user.name}
        sub={user.login}
        label={t('users.edit', { name: user.name })}
        head={<UserState user={user} />}
        onClose={onClose}
        {...steps}
        note={seesAudit && <Anchor to={paths.audit({ rowId: user.id })}>{t('audit.title')}</Anchor>}
        initial={valuesOf(began)}
      >
        {own && <Note>{t('users.yourself')}</Note>}
        <UserFields nodes={nodes} known={user} own={own} />
        {!own && <Access user={user} onPassword={onPassword} />}
      </FormDrawer>
      <Conflict clash={clash} onKeepMine={use.resend} onTakeTheirs={onClose} />
    </>
  )
}

/** The form keeps the version it began with: what somebody saves meanwhile neither empties it nor is lost. */
export const UserDrawer = ({ id, ...rest }: Props) => {
  const { t } = useTranslation('admin')
  const { data, problem, reload } = useRead(readUser, { params: { id } })
  if (data) return <EditForm key={data.id} user={data} {...rest} />
  return (
    <SideDrawer title={t('users.tab')} onClose={rest.onClose}>
      {problem ? <Problem problem={problem} onRetry={reload} /> : <span className="bone" />}
    </SideDrawer>
  )
}
