import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { listRoles, listUsers, type User } from '../../../../../contract/admin.ts'
import { useLanguage } from '../../../app/i18n.ts'
import { useList, useRead } from '../../../app/query.ts'
import { useSession } from '../../../app/session.tsx'
import { Button } from '../../../ui/Button.tsx'
import { useColumns } from '../../../ui/columns.tsx'
import { PhoneCard } from '../../../ui/DataTable.cards.tsx'
import { DataTable, EmptyFiltered } from '../../../ui/DataTable.tsx'
import { When } from '../../../ui/Figures.tsx'
import { FilterBar } from '../../../ui/FilterBar.tsx'
import { Avatar, StateTag } from '../../../ui/Marks.tsx'
import { Empty } from '../../../ui/Problem.tsx'
import { Split } from '../../../ui/SideDrawer.tsx'
import { useFilters } from '../../../ui/useFilters.ts'
import { useSearch } from '../../../ui/useSearch.ts'
import { Secret } from '../Secret.tsx'
import { type Tab, Tabs } from '../Tabs.tsx'
import { NewUser } from './NewUser.tsx'
import { UserDrawer } from './UserDrawer.tsx'

export const UserState = ({ user }: { user: User }) => {
  const { t } = useTranslation('admin')
  if (!user.active) return <StateTag look="outline">{t('users.off')}</StateTag>
  if (user.mustChange) return <StateTag look="signal">{t('users.mustChange')}</StateTag>
  return null
}

const useUserColumns = () => {
  const { t } = useTranslation('admin')
  const { say } = useLanguage()
  const { user: me } = useSession()
  return [
    {
      key: 'name',
      title: t('users.name'),
      width: 200,
      always: true,
      cell: (user: User) => (
        <span className="row">
          <Avatar name={user.name} />
          <b className="cut">{user.name}</b>
          {user.id === me.id && <span className="q">{t('users.you')}</span>}
          <UserState user={user} />
        </span>
      ),
    },
    {
      key: 'login',
      title: t('users.login'),
      width: 190,
      cell: (user: User) => <span className="mono q2 cut">{user.login}</span>,
    },
    {
      key: 'node',
      title: t('users.node'),
      cell: (user: User) => <span className="cut">{user.node.name}</span>,
    },
    {
      key: 'roles',
      title: t('users.roles'),
      cell: (user: User) => <span className="cut">{user.roles.map(say).join(' · ') || '–'}</span>,
    },
    {
      key: 'code',
      title: t('users.code'),
      width: 120,
      cell: (user: User) => (
        <span className="q2">{t(user.codeEnrolled ? 'users.codeOn' : 'users.codeOff')}</span>
      ),
    },
    { key: 'email', title: t('users.email'), hidden: true, cell: (user: User) => user.email ?? '–' },
    {
      key: 'seen',
      title: t('users.seen'),
      width: 150,
      cell: (user: User) =>
        user.lastSeenAt ? <When at={user.lastSeenAt} short /> : <span className="q">{t('users.never')}</span>,
    },
  ]
}

const useUserFilters = () => {
  const { t } = useTranslation('admin')
  const { say } = useLanguage()
  const roles = useRead(listRoles, {}, { staleSeconds: 300 }).data?.items
  const options = useMemo(
    () => (roles ?? []).map((role) => ({ value: role.id, label: say(role) })),
    [roles, say],
  )
  return useFilters([
    { key: 'q', label: t('users.q'), kind: 'text', pinned: true },
    ...(options.length > 0
      ? [
          {
            key: 'role',
            label: t('users.role'),
            kind: 'choice' as const,
            single: true,
            pinned: true,
            options,
          },
        ]
      : []),
    {
      key: 'active',
      label: t('users.state'),
      kind: 'choice',
      single: true,
      pinned: true,
      options: (['true', 'false'] as const).map((value) => ({ value, label: t(`users.active.${value}`) })),
    },
  ])
}

export const UserList = ({ tabs }: { tabs: Tab[] }) => {
  const { t } = useTranslation('admin')
  const { say } = useLanguage()
  const { one, set } = useSearch()
  const filters = useUserFilters()
  const [q, role, active] = [filters.one('q'), filters.one('role'), filters.one<'true' | 'false'>('active')]
  const list = useList(listUsers, {
    query: { limit: 100, ...(q && { q }), ...(role && { roleId: role }), ...(active && { active }) },
  })
  const { columns, chooser } = useColumns('users', useUserColumns())
  const [secret, setSecret] = useState<{ name: string; password: string }>()
  const openId = one('open')
  const close = () => set({ open: undefined })
  const at = list.items.findIndex((user) => user.id === openId)
  const step = (by: number) => {
    const next = list.items[at + by]
    return at >= 0 && next ? () => set({ open: next.id }, true) : undefined
  }
  const drawer =
    openId === 'new' ? (
      <NewUser
        onClose={close}
        onMade={(made) => setSecret({ name: made.user.name, password: made.password })}
      />
    ) : (
      openId && (
        <UserDrawer
          key={openId}
          id={openId}
          onClose={close}
          onPrevious={step(-1)}
          onNext={step(1)}
          onPassword={setSecret}
        />
      )
    )
  return (
    <>
      <Tabs
        tabs={tabs}
        value="users"
        end={
          <>
            {chooser}
            <Button look="primary" icon="plus" onClick={() => set({ open: 'new' })}>
              {t('users.create')}
            </Button>
          </>
        }
      />
      <Split drawer={drawer}>
        <FilterBar filters={filters} />
        <DataTable
          label={t('users.tab')}
          list={list}
          columns={columns}
          id={(user) => user.id}
          rowName={(user) => user.name}
          openId={openId}
          onOpen={(user) => set({ open: user.id }, openId !== undefined)}
          empty={
            filters.active.length > 0 ? (
              <EmptyFiltered onClear={filters.clear} />
            ) : (
              <Empty icon="users" title={t('users.none')}>
                {t('users.noneText')}
              </Empty>
            )
          }
          card={(user) => (
            <PhoneCard
              top={<UserState user={user} />}
              name={user.name}
              lines={[`${user.node.name} · ${user.roles.map(say).join(' · ')}`, user.login]}
            />
          )}
        />
      </Split>
      <Secret
        title={t('secret.password', { name: secret?.name ?? '' })}
        secret={secret?.password}
        onClose={() => setSecret(undefined)}
      />
    </>
  )
}
