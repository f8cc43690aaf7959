import type { Route } from '../../kernel/http/route.ts'
import type { Permissions } from '../../kernel/permissions.ts'
import { profileRoutes } from './routes/profile.ts'
import { recordRoutes } from './routes/records.ts'
import { sessionRoutes } from './routes/session.ts'
import { accessRoutes, roleRoutes, userRoutes } from './routes/users.ts'

/**
 * `demo`: whether demonstration log-ins exist here. `secure`: whether browsers reach us over https.
 * `permissions`: every permission of the house, for the role screen.
 */
export const adminRoutes = (settings: {
  demo: boolean
  secure: boolean
  permissions: Permissions
}): Route[] => [
  ...sessionRoutes(settings),
  ...userRoutes,
  ...roleRoutes(settings.permissions),
  ...accessRoutes,
  ...profileRoutes,
  ...recordRoutes,
]
