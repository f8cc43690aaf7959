import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { codeOf, commonProblems, type Problem, type Refusal } from '../../../contract/problem.ts'
import { Refused } from '../errors.ts'

export const languageOf = (request: FastifyRequest): 'zh' | 'en' =>
  /^\s*en/i.test(request.headers['accept-language'] ?? '') ? 'en' : 'zh'

/** Every failure leaves as RFC 9457 problem details in the caller's language; unknown ones say only their number. */
export function handleProblems(app: FastifyInstance) {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const refused = refusalOf(error, request)
    if (refused.refusal.status >= 500) request.log.error({ err: error }, 'request failed')
    return sendProblem(request, reply, refused)
  })
}

export function sendProblem(request: FastifyRequest, reply: FastifyReply, refused: Refused) {
  return reply
    .code(refused.refusal.status)
    .type('application/problem+json')
    .serializer(JSON.stringify)
    .send(problemOf(request, refused))
}

export function problemOf(request: FastifyRequest, refused: Refused): Problem {
  const language = languageOf(request)
  return {
    type: 'about:blank',
    title: refused.words[language],
    status: refused.refusal.status,
    code: codeOf(refused.refusal),
    requestId: request.id,
    ...(refused.fields.length && {
      errors: refused.fields.map((field) => ({ field: field.field, message: field[language] })),
    }),
  }
}

const byCode: Record<string, Refusal> = {
  '40001': commonProblems.conflict, // serialization failure
  '40P01': commonProblems.conflict, // deadlock
  '23505': commonProblems.conflict, // unique violation
  FST_ERR_CTP_BODY_TOO_LARGE: commonProblems.tooLarge,
  FST_REQ_FILE_TOO_LARGE: commonProblems.tooLarge,
  FST_ERR_CTP_INVALID_MEDIA_TYPE: commonProblems.unsupported,
}
const awayCodes = ['ECONNREFUSED', 'ECONNRESET', '57P01', '57P02', '57P03', '08006']

function refusalOf(error: FastifyError, request: FastifyRequest): Refused {
  if (error instanceof Refused) return error
  // Row security refused a write the route let through: the row belongs to somebody else.
  if (error.code === '42501' && error.message.includes('row-level security'))
    return new Refused(commonProblems.forbidden, { permission: request.routeOptions.config.permission ?? '' })
  const known = byCode[error.code]
  if (known) return new Refused(known)
  if (awayCodes.includes(error.code)) return new Refused(commonProblems.unavailable, { engine: 'PostgreSQL' })
  // Said by the pool, without a code: every connection is taken.
  if (error.message === 'timeout exceeded when trying to connect') return new Refused(commonProblems.busy)
  if (error.statusCode === 429) return new Refused(commonProblems.tooMany, { seconds: 60 })
  if (error.statusCode && error.statusCode < 500)
    return new Refused({ ...commonProblems.unreadable, status: error.statusCode })
  return new Refused(commonProblems.broken, { requestId: request.id })
}
