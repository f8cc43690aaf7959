import { existsSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { commonProblems } from '../../../contract/problem.ts'
import { packageRoot } from '../engines/postgres.ts'
import { Refused } from '../errors.ts'
import { sendProblem } from './problems.ts'

export const webFolder = join(packageRoot, 'web/dist')

/** The built web: hashed assets for a year, the page itself never cached, every unknown path is a screen. */
export async function serveWeb(app: FastifyInstance) {
  const built = existsSync(join(webFolder, 'index.html'))
  if (built)
    await app.register(fastifyStatic, {
      root: webFolder,
      wildcard: false,
      setHeaders: (reply, path) =>
        reply.header(
          'cache-control',
          path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
        ),
    })
  app.setNotFoundHandler((request, reply) => {
    const isScreen =
      built &&
      request.method === 'GET' &&
      !request.url.startsWith('/api/') &&
      !request.url.startsWith('/assets/')
    if (isScreen) return reply.sendFile('index.html')
    return sendProblem(request, reply, new Refused(commonProblems.notFound))
  })
}
