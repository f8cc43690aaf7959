import { z } from 'zod'
import { endpoint } from './endpoint.ts'

const engine = z.object({ ok: z.boolean(), version: z.string().nullable() })

export const readHealth = endpoint({
  method: 'GET',
  path: '/api/health',
  summary: { zh: '健康：引擎与版本', en: 'Health: engines and version' },
  reply: z.object({
    ok: z.boolean(),
    version: z.string(),
    role: z.enum(['all', 'http', 'jobs']),
    engines: z.object({ postgres: engine, clickhouse: engine }),
  }),
})
export const readReadiness = endpoint({
  method: 'GET',
  path: '/api/ready',
  summary: { zh: '就绪：可以接受请求', en: 'Readiness: may receive requests' },
  reply: z.object({ ready: z.boolean() }),
})
