import { readSettings, writeSettings } from '../../../../contract/admin.ts'
import { exportAudit, listAudit } from '../../../../contract/audit.ts'
import * as jobs from '../../../../contract/jobs.ts'
import * as notifications from '../../../../contract/notifications.ts'
import { callerOf } from '../../../kernel/http/register.ts'
import { type Route, rawRoute, route } from '../../../kernel/http/route.ts'
import { signedIn } from '../../../kernel/permissions.ts'
import * as audit from '../actions/audit.ts'
import * as job from '../actions/jobs.ts'
import * as notice from '../actions/notifications.ts'
import * as settings from '../actions/settings.ts'

export const recordRoutes: Route[] = [
  route(listAudit, 'admin.audit', (ctx, { query }) => audit.listAudit(ctx, query)),
  rawRoute(exportAudit, 'admin.audit', async ({ query }, { request, reply, identity, transact, now }) => {
    const text = await transact(callerOf(identity, request, now), (ctx) => audit.exportAudit(ctx, query))
    reply
      .header('content-disposition', 'attachment; filename="audit.csv"')
      .type('text/csv; charset=utf-8')
      .send(text)
  }),
  route(jobs.listJobs, signedIn, (ctx, { query }) => job.listJobs(ctx, query)),
  route(jobs.readJob, signedIn, (ctx, { params }) => job.readJob(ctx, params.id)),
  route(jobs.cancelJob, signedIn, (ctx, { params }) => job.cancelJob(ctx, params.id)),
  route(jobs.retryJob, signedIn, (ctx, { params }) => job.retryJob(ctx, params.id)),
  route(notifications.listNotifications, signedIn, (ctx, { query }) => notice.listNotifications(ctx, query)),
  route(notifications.readNotifications, signedIn, (ctx, { body }) =>
    notice.readNotifications(ctx, body.ids),
  ),
  route(readSettings, 'admin.settings', (ctx) => settings.readSettings(ctx)),
  route(writeSettings, 'admin.settings', (ctx, { body }) => settings.writeSettings(ctx, body)),
]
