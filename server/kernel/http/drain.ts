import type { FastifyInstance } from 'fastify'
import { second } from '../clock.ts'

const sweepMs = 100
const patienceMs = 15 * second

/**
 * Closing waits for requests under way. Node closes the connections that are idle at that moment and then waits 72 s
 * for each that becomes idle later (a browser keeps it open), so we look again and again, and give up after a while.
 */
export function drainOnClose(app: FastifyInstance) {
  app.addHook('preClose', async () => {
    if (!app.server.listening) return
    const sweep = setInterval(() => app.server.closeIdleConnections(), sweepMs)
    const end = setTimeout(() => app.server.closeAllConnections(), patienceMs)
    app.server.once('close', () => {
      clearInterval(sweep)
      clearTimeout(end)
    })
  })
}
