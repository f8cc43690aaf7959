import type { FastifyReply } from 'fastify'
import type { Exported } from './export.ts'

/** A file as the answer of a route whose contract says what it produces. */
export function sendFile(reply: FastifyReply, { body, type, name }: Exported): never {
  reply.header('content-disposition', `attachment; filename="${encodeURIComponent(name)}"`).type(type)
  return body as never
}
