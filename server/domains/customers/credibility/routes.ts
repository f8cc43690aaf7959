import * as credibility from '../../../../contract/credibility.ts'
import * as steps from '../../../../contract/step-policy.ts'
import { callerOf } from '../../../kernel/http/register.ts'
import { type Route, rawRoute, route } from '../../../kernel/http/route.ts'
import { csvStream } from '../../../kernel/tables/index.ts'
import { qualityOf } from './figures.ts'
import { showCredibility } from './person.ts'
import { exportRecordsInto, recordColumns, recordsPage } from './records.ts'
import { policyVersions, readPolicy, savePolicy } from './step-policy.ts'

export const credibilityRoutes: Route[] = [
  route(steps.readStepPolicy, 'customers.read', (ctx) => readPolicy(ctx)),
  route(steps.saveStepPolicy, 'customers.rules', (ctx, { body }) => savePolicy(ctx, body)),
  route(steps.listStepPolicyVersions, 'customers.rules', (ctx) => policyVersions(ctx)),
  route(credibility.readCredibility, 'customers.read', (ctx, { params }) => showCredibility(ctx, params.id)),
  route(credibility.readQuality, 'customers.quality', (ctx, { query }) => qualityOf(ctx, query)),
  route(credibility.listQualityRecords, 'customers.quality', (ctx, { query }) => recordsPage(ctx, query)),
  rawRoute(
    credibility.exportQualityRecords,
    'customers.export',
    async ({ body }, { request, reply, identity, transact, now }) => {
      const file = csvStream(recordColumns(identity!.actor.language))
      const name = `data-quality-${now.toISOString().slice(0, 10)}.csv`
      reply.type('text/csv; charset=utf-8').header('content-disposition', `attachment; filename="${name}"`)
      transact(callerOf(identity, request, now), (ctx) => exportRecordsInto(ctx, body, file)).then(
        () => file.end(),
        (error: Error) => file.destroy(error),
      )
      await reply.send(file)
    },
  ),
]
