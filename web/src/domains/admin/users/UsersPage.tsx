import { useTranslation } from 'react-i18next'
import { paths } from '../../../app/paths.ts'
import { useCan } from '../../../app/session.tsx'
import { Page } from '../../../ui/Page.tsx'
import { useSearch } from '../../../ui/useSearch.ts'
import '../admin.css'
import { RoleEditor } from './RoleEditor.tsx'
import { UserList } from './UserList.tsx'

/** Who may sign in, and what they may do. */
export const UsersPage = () => {
  const { t } = useTranslation('admin')
  const { one } = useSearch()
  const mayEditRoles = useCan('admin.roles')
  const roles = one('view') === 'roles' && mayEditRoles
  const tabs = [
    { key: 'users', label: t('users.tab'), to: paths.users(), show: true },
    { key: 'roles', label: t('roles.tab'), to: paths.users({ view: 'roles' }), show: mayEditRoles },
  ]
  return <Page title={t('users.title')}>{roles ? <RoleEditor tabs={tabs} /> : <UserList tabs={tabs} />}</Page>
}
