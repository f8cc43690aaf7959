import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { commonProblems } from '../../../contract/problem.ts'
import type { Ear } from '../db/ear.ts'
import { Refused } from '../errors.ts'
import type { News } from '../events.ts'
import type { Authenticate, Identity } from './route.ts'

type Listener = { request: FastifyRequest; reply: FastifyReply; identity: Identity }

const maxListeners = 5_000
const beatMs = 25_000
/** A reader that takes nothing loses its stream rather than filling our memory; the browser reconnects by itself. */
const maxUnsentBytes = 256 * 1024

/**
 * GET /api/stream: server-sent events `{type, subject}` for live screens. They say that something changed, not what:
 * the screen asks again, under its own scope. News that names dealers reaches only who sees one of them, news of
 * somebody's job only them and who watches all jobs.
 */
export function streamNews(app: FastifyInstance, ear: Ear, authenticate: Authenticate) {
  const listeners = new Set<Listener>()
  ear.hear('ringroad', (said) => {
    if (said === null) return
    const news = JSON.parse(said) as News
    for (const listener of listeners)
      if (concerns(news, listener.identity))
        write(listener, `data: ${JSON.stringify({ type: news.type, subject: news.subject })}\n\n`)
  })
  const beat = setInterval(
    () => void Promise.all([...listeners].map((listener) => renew(listener, authenticate))),
    beatMs,
  )
  app.get('/api/stream', { schema: { hide: true } }, async (request, reply) => {
    const identity = await authenticate(request)
    if (!identity) throw new Refused(commonProblems.signedOut)
    if (identity.unfinished) throw new Refused(commonProblems.unfinished)
    if (listeners.size >= maxListeners) throw new Refused(commonProblems.tooMany, { seconds: 60 })
    reply.hijack()
    reply.raw.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
      connection: 'close',
    })
    reply.raw.write(': \n\n')
    const listener = { request, reply, identity }
    listeners.add(listener)
    request.raw.on('close', () => listeners.delete(listener))
  })
  app.addHook('preClose', async () => {
    clearInterval(beat)
    for (const { reply } of listeners) reply.raw.end()
  })
}

const write = ({ reply }: Listener, text: string) => {
  if (reply.raw.writableLength > maxUnsentBytes) reply.raw.destroy()
  else reply.raw.write(text)
}

/** Keeps the connection open, and ends it for who was signed out or moved elsewhere meanwhile. */
async function renew(listener: Listener, authenticate: Authenticate) {
  const identity = await authenticate(listener.request).catch(() => listener.identity)
  if (!identity || identity.unfinished) return listener.reply.raw.end()
  listener.identity = identity
  write(listener, ': \n\n')
}

/** News that names brands or dealers is told to who sees one of them; the subject's id is not everybody's either. */
const concerns = (news: News, { scope, actor }: Identity): boolean => {
  const { dealers, brands } = news
  if (news.actor) return news.actor === actor.id || actor.permissions.has(news.permission ?? '')
  if (scope.kind === 'carmaker') return true
  const ofBrand = brands.length === 0 || brands.some((id) => scope.brands.includes(id))
  if (scope.kind === 'brand') return ofBrand
  return ofBrand && (dealers.length === 0 || dealers.some((id) => scope.nodes.includes(id)))
}
