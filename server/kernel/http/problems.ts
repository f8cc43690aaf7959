import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import { commonProblems, type Problem, type Refusal, words } from '../../../contract/problem.ts'
import { type FieldError, Refused } from '../errors.ts'

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
      errors: refused.fields.map(field => ({ field: field.field, message: field[language] })),
    }),
  }
}

/** A stable code from the English words: unique per refusal, readable in a log. */
const codeOf = (refusal: Refusal): string =>
  refusal.en
    .toLowerCase()
    .replace(/\{\w+\}/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60)

function refusalOf(error: FastifyError, request: FastifyRequest): Refused {
  if (error instanceof Refused) return error
  if (hasZodFastifySchemaValidationErrors(error)) {
    const part = error.validationContext === 'body' ? '' : `${error.validationContext}.`
    const fields: FieldError[] = error.validation.map(issue => ({
      field: part + issue.instancePath.slice(1).replaceAll('/', '.'),
      zh: issue.message ?? '',
      en: issue.message ?? '',
    }))
    return new Refused(commonProblems.invalid, {}, fields)
  }
  if (error.code === '40001' || error.code === '40P01') return new Refused(commonProblems.conflict)
  if (error.code === '23505') return new Refused(commonProblems.conflict)
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE' || error.code === 'FST_REQ_FILE_TOO_LARGE') return new Refused(commonProblems.tooLarge)
  if (['ECONNREFUSED', 'ECONNRESET', '57P01', '57P03'].includes(error.code))
    return new Refused(commonProblems.unavailable, { engine: 'PostgreSQL' })
  if (error.statusCode === 429) return new Refused(commonProblems.tooMany, { seconds: 60 })
  if (error.statusCode && error.statusCode < 500)
    return new Refused({ status: error.statusCode, zh: words(commonProblems.invalid).zh, en: words(commonProblems.invalid).en }, {}, [
      { field: 'body', zh: '请求内容无法解析', en: 'The request body cannot be read' },
    ])
  return new Refused(commonProblems.broken, { requestId: request.id })
}
