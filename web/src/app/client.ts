import type { Endpoint, Reply, Sent } from '../../../contract/endpoint.ts'
import { codeOf, type Problem, type Refusal } from '../../../contract/problem.ts'
import { currentLanguage } from './i18n.ts'

type Absent<T> = unknown extends T ? true : [T] extends [undefined] ? true : false
/** Fields zod reads as `unknown` (coerced, preprocessed) may be left out; the server says so when they may not. */
type Loose<T> = { [K in keyof T as unknown extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as unknown extends T[K] ? K : never]?: T[K]
}
type Part<K extends string, T> =
  Absent<T> extends true
    ? { [P in K]?: undefined }
    : { [P in keyof Loose<T>]: undefined } extends Loose<T>
      ? { [P in K]?: Loose<T> }
      : { [P in K]: Loose<T> }

/** What `call` needs for an endpoint: `params`, `query` and `body`, each only when the endpoint has it. */
export type Args<E> = Part<'params', Sent<E>['params']> &
  Part<'query', Sent<E>['query']> &
  Part<'body', BodyOf<E>>
type BodyOf<E> = E extends { accepts: string } ? BodyInit | undefined : Sent<E>['body']

export type Options = { idempotencyKey?: string; signal?: AbortSignal }
type Raw = { params?: unknown; query?: unknown; body?: unknown }

/** A refusal of the server, RFC 9457. `status` 0 means that no answer came. */
export class ProblemError extends Error {
  readonly problem: Problem
  constructor(problem: Problem) {
    super(problem.detail ?? problem.title)
    this.name = 'ProblemError'
    this.problem = problem
  }
  get status() {
    return this.problem.status
  }
  get offline() {
    return this.problem.status === 0
  }
  /** `error.is(sessionProblems.codeNeeded)`. */
  is(refusal: Refusal) {
    return this.problem.code === codeOf(refusal)
  }
  /** The message of one field, if it was refused. */
  field(name: string) {
    return this.problem.errors?.find((error) => error.field === name)?.message
  }
}

export const urlOf = (endpoint: Endpoint, { params, query }: Raw = {}): string => {
  const given = (params ?? {}) as Record<string, unknown>
  const path = endpoint.path.replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(String(given[name] ?? '')),
  )
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries((query ?? {}) as Record<string, unknown>))
    for (const one of Array.isArray(value) ? value : [value])
      if (one !== undefined && one !== null && one !== '') search.append(name, String(one))
  const text = search.toString()
  return text ? `${path}?${text}` : path
}

const headersFor = (endpoint: Endpoint, body: unknown, key: string | undefined) => {
  const headers: Record<string, string> = { accept: 'application/json', 'accept-language': currentLanguage() }
  if (endpoint.method !== 'GET') headers['x-ringroad'] = '1'
  if (endpoint.method === 'POST') headers['idempotency-key'] = key ?? crypto.randomUUID()
  // The browser writes the boundary of a form itself.
  if (body !== undefined && !(body instanceof FormData))
    headers['content-type'] = endpoint.accepts ?? 'application/json'
  return headers
}

const isProblem = (value: unknown): value is Problem =>
  typeof value === 'object' && value !== null && 'code' in value && 'status' in value && 'title' in value

const refusal = async (response: Response): Promise<ProblemError> => {
  const body: unknown = await response.json().catch(() => undefined)
  if (isProblem(body)) return new ProblemError(body)
  const requestId = response.headers.get('x-request-id') ?? '-'
  return new ProblemError({
    type: 'about:blank',
    title: `${response.status} ${response.statusText}`.trim(),
    status: response.status,
    code: `http.${response.status}`,
    requestId,
  })
}

const unreachable = (error: unknown) => {
  if (error instanceof DOMException && error.name === 'AbortError') return error
  return new ProblemError({ type: 'about:blank', title: '', status: 0, code: 'offline', requestId: '-' })
}

const send = async (endpoint: Endpoint, raw: Raw, options: Options): Promise<Response> => {
  const ready =
    raw.body === undefined ||
    typeof raw.body === 'string' ||
    raw.body instanceof FormData ||
    raw.body instanceof Blob
  const body = ready ? (raw.body as BodyInit | undefined) : JSON.stringify(raw.body)
  const response = await fetch(urlOf(endpoint, raw), {
    method: endpoint.method,
    credentials: 'same-origin',
    headers: headersFor(endpoint, body, options.idempotencyKey),
    ...(body === undefined ? {} : { body }),
    ...(options.signal ? { signal: options.signal } : {}),
  }).catch((error: unknown) => {
    throw unreachable(error)
  })
  if (!response.ok) throw await refusal(response)
  return response
}

/** Calls an endpoint of the contract. Types come from it; a refusal is thrown as `ProblemError`. */
export const call = async <E extends Endpoint>(
  endpoint: E,
  args: Args<E>,
  options: Options = {},
): Promise<Reply<E>> => {
  const response = await send(endpoint, args as Raw, options)
  if (response.status === 204) return undefined as Reply<E>
  const isJson = response.headers.get('content-type')?.includes('json')
  return (isJson ? await response.json() : await response.text()) as Reply<E>
}

/** Saves the answer of an endpoint that `produces` a file, under the name the server gives it. */
export const download = async <E extends Endpoint>(
  endpoint: E,
  args: Args<E>,
  name: string,
  options: Options = {},
) => {
  const response = await send(endpoint, args as Raw, options)
  const given = /filename\*=UTF-8''([^;]+)/.exec(response.headers.get('content-disposition') ?? '')?.[1]
  const url = URL.createObjectURL(await response.blob())
  const link = document.createElement('a')
  link.href = url
  link.download = given ? decodeURIComponent(given) : name
  link.click()
  URL.revokeObjectURL(url)
}
