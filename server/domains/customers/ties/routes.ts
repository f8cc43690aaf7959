import * as ties from '../../../../contract/customer-ties.ts'
import { type Route, route } from '../../../kernel/http/route.ts'
import { changeMember, join } from './household.ts'
import type { Around } from './proposing.ts'
import { kindsShown, tiesOf } from './reading.ts'
import { change, dismiss, remove, tie } from './writing.ts'

export const tieRoutes = (around: Around): Route[] => [
  route(ties.listTieKinds, 'customers.read', (ctx) => kindsShown(ctx)),
  route(ties.readTies, 'customers.read', (ctx, { params }) => tiesOf(ctx, params.id, around)),
  route(ties.addTie, 'customers.edit', (ctx, { params, body }) => tie(ctx, params.id, body, around)),
  route(ties.editTie, 'customers.edit', (ctx, { params, body }) => change(ctx, params.id, body)),
  route(ties.removeTie, 'customers.edit', (ctx, { params }) => remove(ctx, params.id)),
  route(ties.dismissTie, 'customers.edit', (ctx, { params, body }) => dismiss(ctx, params.id, body.otherId)),
  route(ties.joinHousehold, 'customers.edit', (ctx, { params, body }) => join(ctx, params.id, body)),
  route(ties.editMember, 'customers.edit', (ctx, { params, body }) => changeMember(ctx, params.id, body)),
]
