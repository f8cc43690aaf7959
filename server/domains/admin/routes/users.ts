import * as contract from '../../../../contract/admin.ts'
import { previewPlacement } from '../../../../contract/dealers.ts'
import { type Route, route } from '../../../kernel/http/route.ts'
import { type Permissions, signedIn } from '../../../kernel/permissions.ts'
import * as keys from '../actions/keys.ts'
import * as opened from '../actions/opened.ts'
import * as roles from '../actions/roles.ts'
import * as sight from '../actions/sight.ts'
import * as users from '../actions/users.ts'

export const userRoutes: Route[] = [
  route(contract.listUsers, 'admin.dealer-users', (ctx, { query }) => users.listUsers(ctx, query)),
  route(contract.createUser, 'admin.dealer-users', (ctx, { body }) => users.createUser(ctx, body)),
  route(contract.readUser, 'admin.dealer-users', (ctx, { params }) => users.readUser(ctx, params.id)),
  route(contract.editUser, 'admin.dealer-users', (ctx, { params, body }) =>
    users.editUser(ctx, params.id, body),
  ),
  route(contract.resetPassword, 'admin.dealer-users', (ctx, { params }) =>
    users.resetPassword(ctx, params.id),
  ),
  route(previewPlacement, 'dealers.edit', (ctx, { params, query }) =>
    sight.previewPlacement(ctx, params.id, query.parentId),
  ),
  route(contract.resetCode, 'admin.dealer-users', (ctx, { params }) => users.resetCode(ctx, params.id)),
]

export const roleRoutes = (known: Permissions): Route[] => [
  route(contract.listRoles, 'admin.dealer-users', (ctx) => roles.listRoles(ctx)),
  route(contract.createRole, 'admin.roles', (ctx, { body }) => roles.createRole(ctx, known, body)),
  route(contract.editRole, 'admin.roles', (ctx, { params, body }) =>
    roles.editRole(ctx, known, params.id, body),
  ),
  route(contract.removeRole, 'admin.roles', (ctx, { params }) => roles.removeRole(ctx, params.id)),
  route(contract.listPermissions, 'admin.roles', async () => roles.groupPermissions(known)),
]

export const accessRoutes: Route[] = [
  route(contract.listKeys, 'admin.keys', (ctx, { query }) => keys.listKeys(ctx, query)),
  route(contract.createKey, 'admin.keys', (ctx, { body }) => keys.createKey(ctx, body)),
  route(contract.revokeKey, 'admin.keys', (ctx, { params }) => keys.revokeKey(ctx, params.id)),
  route(contract.listSessions, signedIn, (ctx, { query }, { request }) =>
    opened.listSessions(ctx, query, request.identity?.sessionId),
  ),
  route(contract.revokeSession, signedIn, (ctx, { params }) => opened.revokeSession(ctx, params.id)),
  route(contract.revokeSessions, signedIn, (ctx, { query }, { request }) =>
    opened.revokeSessions(ctx, query.userId, request.identity?.sessionId),
  ),
]
