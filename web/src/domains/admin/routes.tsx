import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { listUsers } from '../../../../contract/admin.ts'
import { call } from '../../app/client.ts'
import { textsOf } from '../../app/i18n.ts'
import { paths, patterns } from '../../app/paths.ts'
import { shellRoute } from '../../app/roots.tsx'
import type { DomainPart } from '../../app/sources.ts'

const users = createRoute({
  getParentRoute: () => shellRoute,
  path: patterns.users,
  component: lazyRouteComponent(() => import('./users/UsersPage.tsx'), 'UsersPage'),
})
const audit = createRoute({
  getParentRoute: () => shellRoute,
  path: patterns.audit,
  component: lazyRouteComponent(() => import('./audit/AuditLog.tsx'), 'AuditLog'),
})
const system = [patterns.system, patterns.systemPart].map((path) =>
  createRoute({
    getParentRoute: () => shellRoute,
    path,
    component: lazyRouteComponent(() => import('./system/SystemPage.tsx'), 'SystemPage'),
  }),
)
const profile = [patterns.profile, patterns.profilePart].map((path) =>
  createRoute({
    getParentRoute: () => shellRoute,
    path,
    component: lazyRouteComponent(() => import('./profile/ProfilePage.tsx'), 'ProfilePage'),
  }),
)
const notices = createRoute({
  getParentRoute: () => shellRoute,
  path: patterns.notifications,
  component: lazyRouteComponent(() => import('./profile/NoticeList.tsx'), 'NoticeList'),
})

export const adminPart: DomainPart = {
  routes: [users, audit, ...system, ...profile, notices],
  jobPath: (job) => paths.profilePart('jobs', { open: job.id }),
  finders: [
    {
      key: 'users',
      permission: 'admin.dealer-users',
      title: () => textsOf('admin').find,
      find: async (q, signal) => {
        const { items } = await call(listUsers, { query: { q, limit: 6 } }, { signal })
        return items.map((user) => ({
          key: user.id,
          icon: 'user',
          label: user.name,
          note: `${user.login} · ${user.node.name}`,
          to: paths.users({ open: user.id }),
        }))
      },
    },
  ],
}
