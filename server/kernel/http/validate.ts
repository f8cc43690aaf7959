import { type $ZodIssue, type $ZodType, safeParse } from 'zod/v4/core'
import { commonProblems } from '../../../contract/problem.ts'
import { type FieldError, Refused } from '../errors.ts'
import { fieldWords } from '../i18n.ts'

type Part = { schema: unknown; httpPart?: string }
const mostFields = 50

/** Fastify's validator: parses by the contract, or refuses naming each field in both languages. */
export const validatorCompiler = ({ schema, httpPart }: Part) => {
  const prefix = !httpPart || httpPart === 'body' ? [] : [httpPart === 'querystring' ? 'query' : httpPart]
  return (data: unknown): { value: unknown } | { error: Error } => {
    const parsed = safeParse(schema as $ZodType, data, { reportInput: true })
    if (parsed.success) return { value: parsed.data }
    const fields = parsed.error.issues.flatMap((issue) => fieldsOf(issue, prefix)).slice(0, mostFields)
    // An id that is no id names nothing: the same answer as for an id that is not there.
    if (prefix[0] === 'params') return { error: new Refused(commonProblems.notFound) }
    return { error: new Refused(commonProblems.invalid, {}, fields) }
  }
}

/** An unknown field is reported under its own name, not under the object that holds it. */
function fieldsOf(issue: $ZodIssue, prefix: string[]): FieldError[] {
  const path = [...prefix, ...issue.path.map(String)]
  if (issue.code !== 'unrecognized_keys') return [{ field: path.join('.') || 'body', ...fieldWords(issue) }]
  return issue.keys.map((key) => ({
    field: [...path, key].join('.'),
    zh: '不认识的字段',
    en: 'Unknown field',
  }))
}
