import type { FastifyInstance, FastifyReply } from 'fastify'
import pg from 'pg'
import { commonProblems } from '../../../contract/problem.ts'
import { Refused } from '../errors.ts'
import type { Authenticate, Identity } from './route.ts'

type News = { type: string; dealers: string[]; subject: string | null }
type Listener = { reply: FastifyReply; identity: Identity }

const maxListeners = 5_000

/**
 * GET /api/stream: server-sent events `{type, subject}` for live screens. They say that something changed, not what:
 * the screen asks again, under its own scope. News that names dealers reaches only who sees one of them.
 */
export async function streamNews(app: FastifyInstance, databaseUrl: string, authenticate: Authenticate) {
  const listeners = new Set<Listener>()
  const stop = listen(databaseUrl, news => {
    for (const listener of listeners)
      if (concerns(news, listener.identity)) listener.reply.raw.write(`data: ${JSON.stringify({ type: news.type, subject: news.subject })}\n\n`)
  })
  const beat = setInterval(() => {
    for (const { reply } of listeners) reply.raw.write(': \n\n')
  }, 25_000)
  app.get('/api/stream', { schema: { hide: true } }, async (request, reply) => {
    const identity = await authenticate(request)
    if (!identity) throw new Refused(commonProblems.signedOut)
    if (listeners.size >= maxListeners) throw new Refused(commonProblems.tooMany, { seconds: 60 })
    reply.hijack()
    reply.raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' })
    reply.raw.write(': \n\n')
    const listener = { reply, identity }
    listeners.add(listener)
    request.raw.on('close', () => listeners.delete(listener))
  })
  app.addHook('preClose', async () => {
    clearInterval(beat)
    for (const { reply } of listeners) reply.raw.end()
    await stop()
  })
}

const concerns = (news: News, { scope }: Identity): boolean =>
  scope.kind === 'carmaker' || scope.kind === 'brand' || news.dealers.length === 0 || news.dealers.some(id => scope.nodes.includes(id))

/** One connection listens for the whole process and comes back by itself when the database was away. */
function listen(databaseUrl: string, tell: (news: News) => void): () => Promise<void> {
  let client: pg.Client | undefined
  let stopped = false
  const connect = async () => {
    client = new pg.Client({ connectionString: databaseUrl })
    client.on('notification', message => tell(JSON.parse(message.payload ?? '{}') as News))
    client.on('error', () => client?.end().catch(() => {}))
    client.on('end', () => !stopped && setTimeout(connect, 1_000).unref())
    await client.connect().then(() => client!.query('listen ringroad'))
  }
  connect().catch(() => !stopped && setTimeout(() => connect().catch(() => {}), 1_000).unref())
  return async () => {
    stopped = true
    await client?.end().catch(() => {})
  }
}
