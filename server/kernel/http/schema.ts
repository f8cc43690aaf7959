import { z } from 'zod'
import { problem } from '../../../contract/problem.ts'
import { anyone } from '../permissions.ts'
import type { Route } from './route.ts'

const signedInBy: { [scheme: string]: string[] }[] = [{ session: [] }, { key: [] }]

/** The Fastify schema of an endpoint: validation in, documentation out. */
export function schemaOf({ endpoint, permission }: Route) {
  const domain = endpoint.path.split('/')[2]
  const success =
    endpoint.reply ??
    (endpoint.produces ? z.any().describe(endpoint.produces) : z.null().describe('No content'))
  return {
    ...(endpoint.params && { params: endpoint.params }),
    ...(endpoint.query && { querystring: endpoint.query }),
    ...(endpoint.body && { body: endpoint.body }),
    response: {
      [endpoint.status ?? (endpoint.reply || endpoint.produces ? 200 : 204)]: success,
      '4xx': problem,
    },
    summary: endpoint.summary.en,
    description: `${endpoint.summary.zh}${permission === anyone ? '' : `\n\nPermission: \`${permission}\``}`,
    tags: [domain ?? 'api'],
    ...(endpoint.accepts && { consumes: [endpoint.accepts] }),
    ...(permission !== anyone && { security: signedInBy }),
  }
}
