import * as contract from '../../../../contract/profile.ts'
import { type Route, route } from '../../../kernel/http/route.ts'
import { signedIn } from '../../../kernel/permissions.ts'
import * as profile from '../actions/profile.ts'
import * as views from '../actions/views.ts'

/** A stolen session must not try passwords: a few a minute, and an unfinished sign-in can do these and nothing else. */
const proof = { perMinute: 10, whileUnfinished: true }

export const profileRoutes: Route[] = [
  route(contract.readProfile, signedIn, (ctx) => profile.readProfile(ctx), { whileUnfinished: true }),
  route(contract.editProfile, signedIn, (ctx, { body }) => profile.editProfile(ctx, body), {
    whileUnfinished: true,
  }),
  route(
    contract.changePassword,
    signedIn,
    (ctx, { body }, { request }) => profile.changePassword(ctx, body, request.identity?.sessionId),
    proof,
  ),
  route(contract.startCode, signedIn, (ctx, { body }) => profile.startCode(ctx, body), proof),
  route(contract.confirmCode, signedIn, (ctx, { body }) => profile.confirmCode(ctx, body), proof),
  route(contract.removeCode, signedIn, (ctx, { body }) => profile.removeCode(ctx, body), proof),
  route(
    contract.renewRecoveryCodes,
    signedIn,
    (ctx, { body }) => profile.renewRecoveryCodes(ctx, body),
    proof,
  ),
  route(contract.listViews, signedIn, (ctx, { query }) => views.listViews(ctx, query.page)),
  route(contract.createView, signedIn, (ctx, { body }) => views.createView(ctx, body)),
  route(contract.editView, signedIn, (ctx, { params, body }) => views.editView(ctx, params.id, body)),
  route(contract.removeView, signedIn, (ctx, { params }) => views.removeView(ctx, params.id)),
  route(contract.makeViewDefault, signedIn, (ctx, { params }) => views.makeDefault(ctx, params.id)),
  route(contract.dropViewDefault, signedIn, (ctx, { params }) => views.dropDefault(ctx, params.id)),
]
