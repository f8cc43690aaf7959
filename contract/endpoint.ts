import { z } from 'zod'

/** A text in both languages of the product. zh-CN and English are equals. */
export type Words = { zh: string; en: string }

type Shape = z.ZodType | undefined

/**
 * One HTTP endpoint as plain data. The server registers it, the web client is typed by it,
 * and the OpenAPI document is written from it.
 */
export type Endpoint<
  Params extends Shape = Shape,
  Query extends Shape = Shape,
  Body extends Shape = Shape,
  Reply extends Shape = Shape,
> = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Full path with `:name` parameters, starting with `/api/`. */
  path: `/api/${string}`
  summary: Words
  params?: Params
  query?: Query
  body?: Body
  /** The JSON reply of a success; absent means 204 and no body, or a file when `produces` is set. */
  reply?: Reply
  /** The success status: 200 unless said (201 for creations). Without a reply it is 204. */
  status?: 200 | 201 | 202
  /** Content type the endpoint accepts instead of JSON, e.g. `application/xml`, `multipart/form-data`. */
  accepts?: string
  /** Content type it answers with instead of JSON, e.g. `text/csv`. */
  produces?: string
}

export const endpoint = <P extends Shape, Q extends Shape, B extends Shape, R extends Shape>(
  value: Endpoint<P, Q, B, R>,
): Endpoint<P, Q, B, R> => value

type Read<S extends Shape> = S extends z.ZodType ? z.output<S> : undefined
type Write<S extends Shape> = S extends z.ZodType ? z.input<S> : undefined

/** What a handler receives: parsed, defaults filled in. */
export type Call<E> =
  E extends Endpoint<infer P, infer Q, infer B, infer _R>
    ? { params: Read<P>; query: Read<Q>; body: Read<B> }
    : never
/** What a client sends: before parsing, defaults optional. */
export type Sent<E> =
  E extends Endpoint<infer P, infer Q, infer B, infer _R>
    ? { params: Write<P>; query: Write<Q>; body: Write<B> }
    : never
/** What a success answers. */
export type Reply<E> = E extends Endpoint<infer _P, infer _Q, infer _B, infer R> ? Read<R> : never

export const id = z.uuid()
export const idParams = z.strictObject({ id })
/** An instant, UTC, ISO 8601. The dealer's zone is applied when it is shown. */
export const instant = z.iso.datetime({ offset: true })
/** A calendar day in the dealer's zone, `2026-11-22`. */
export const day = z.iso.date()
/** Money in whole fen (1/100 yuan), up to ¥ 90 trillion. */
export const fen = z.int()
export const text = (max: number) => z.string().trim().min(1).max(max)

/** Keyset paging: `next` is opaque and null on the last page. */
export const page = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), next: z.string().nullable() })
export const pageQuery = {
  after: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
}
/** A query parameter that may be given once or several times, at most `max` times. */
export const several = <T extends z.ZodType>(item: T, max = 50) =>
  z.preprocess(
    (value) => (value === undefined || Array.isArray(value) ? value : [value]),
    z.array(item).max(max).optional(),
  )
