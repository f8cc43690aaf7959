import type { Writable } from 'node:stream'
import cookie from '@fastify/cookie'
import multipart from '@fastify/multipart'
import rateLimit from '@fastify/rate-limit'
import swagger from '@fastify/swagger'
import fastify, { type FastifyInstance, LogController } from 'fastify'
import { jsonSchemaTransform } from 'fastify-type-provider-zod'
import { newId } from '../ids.ts'
import { version } from '../version.ts'
import { drainOnClose } from './drain.ts'
import { countRequests } from './metrics.ts'
import { handleProblems } from './problems.ts'
import { validatorCompiler } from './validate.ts'

/** JSON bodies; uploads have their own limit on the route. */
export const bodyLimitBytes = 1_048_576

/** Fastify with everything every route needs; routes come after. */
export async function createHttp(logLevel: string, logTo?: Writable): Promise<FastifyInstance> {
  const app = fastify({
    logger: logLevel === 'silent' ? false : { level: logLevel, ...quietLog, ...(logTo && { stream: logTo }) },
    genReqId: () => newId(),
    requestIdHeader: false,
    bodyLimit: bodyLimitBytes,
    trustProxy: 'loopback',
    logController: new LogController({ disableRequestLogging: true }),
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 200 },
  })
  app.setValidatorCompiler(validatorCompiler)
  // Replies are typed at compile time and checked against the contract by the route tests; checking each again
  // when serving halves the read rate.
  app.setSerializerCompiler(() => (data) => JSON.stringify(data))
  app.decorateRequest('identity', null)
  app.addHook('onRequest', (request, reply, done) => {
    reply.headers(securityHeaders)
    // Personal data stays out of every cache; whoever serves a file says otherwise.
    if (request.url.startsWith('/api/')) reply.header('cache-control', 'no-store')
    done()
  })
  app.addContentTypeParser(
    ['application/xml', 'text/xml', 'application/x-adf+xml', 'text/plain'],
    { parseAs: 'buffer' },
    (_, body, done) => done(null, body),
  )
  await app.register(cookie)
  await app.register(multipart, { limits: { files: 1, fields: 10, fileSize: 4 * 1024 ** 3 } })
  await app.register(rateLimit, { global: false })
  await app.register(swagger, { openapi: openapiInfo, transform: jsonSchemaTransform })
  handleProblems(app)
  drainOnClose(app)
  countRequests(app)
  return app
}

// The path without its query: a query can hold a phone number. No headers, no bodies.
const quietLog = {
  base: null,
  serializers: {
    req: (request: { method?: string; url?: string }) => ({
      method: request.method,
      path: request.url?.split('?')[0],
    }),
    err: (error: Error & { code?: string }) => ({
      type: error.name,
      code: error.code,
      stack: withoutDigits(error.stack ?? ''),
      message: withoutDigits(error.message),
    }),
  },
}
/** Database errors quote values; runs of digits long enough to be a phone or an ID number are blacked out. */
const withoutDigits = (text: string) => text.replace(/\d{5,}/g, '***')

// Strict transport security is left to the proxy that speaks https: here it is plain http on loopback.
const securityHeaders = {
  'content-security-policy': [
    "default-src 'self'",
    "script-src 'self'",
    // Ant Design writes its style sheets at run time.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "connect-src 'self'",
    "font-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join(';'),
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
}

const openapiInfo = {
  openapi: '3.1.0',
  info: {
    title: 'Ringroad 环路',
    version,
    description: 'The closed-loop CRM for carmakers and their dealer networks.',
  },
  components: {
    securitySchemes: {
      session: { type: 'apiKey' as const, in: 'cookie' as const, name: 'ringroad' },
      key: { type: 'http' as const, scheme: 'bearer' },
    },
  },
}
