import * as contract from '../../../../contract/value.ts'
import { type Route, route } from '../../../kernel/http/route.ts'
import { readValue } from './board.ts'
import { startValuation } from './jobs.ts'
import { exportValueRows, readValueRows } from './rows.ts'
import { readRule, saveRule } from './rule.ts'
import { readVerdict } from './verdicts.ts'

export const valueRoutes: Route[] = [
  route(contract.readValue, 'insights.read', (ctx, { query }) => readValue(ctx, query)),
  route(contract.readValueRows, 'insights.read', (ctx, { query }) => readValueRows(ctx, query)),
  route(
    contract.exportValueRows,
    'insights.export',
    async (ctx, { query }, { reply }) => {
      reply
        .header('content-disposition', 'attachment; filename="ringroad-value.csv"')
        .type('text/csv; charset=utf-8')
      return (await exportValueRows(ctx, query)) as never
    },
    { writes: true },
  ),
  route(contract.readVerdict, 'customers.read', (ctx, { params }) => readVerdict(ctx, params.id)),
  route(contract.readValueRule, 'insights.read', (ctx) => readRule(ctx)),
  route(contract.saveValueRule, 'insights.rule', (ctx, { body }) => saveRule(ctx, body)),
  route(contract.startValuation, 'insights.run', (ctx) => startValuation(ctx)),
]
