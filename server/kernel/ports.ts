import type { Ctx } from './ctx.ts'

/**
 * Something a domain asks upwards without knowing who answers: the way back of an event. `app.ts` says who does; with
 * nobody wired the answer is null.
 */
export type Port<I, O> = { readonly name: string; readonly types?: (input: I) => O }
export const port = <I, O>(name: string): Port<I, O> => ({ name })

export type Answer<I, O> = (ctx: Ctx, input: I) => Promise<O | null>
export type Ports = {
  provide<I, O>(port: Port<I, O>, answer: Answer<I, O>): void
  /** In the asker's own transaction and scope. */
  ask<I, O>(ctx: Ctx, port: Port<I, O>, input: I): Promise<O | null>
}

export function openPorts(): Ports {
  const answers = new Map<object, Answer<never, unknown>>()
  return {
    provide: (port, answer) => void answers.set(port, answer),
    // Whoever was put under a port is typed by it.
    ask: async <I, O>(ctx: Ctx, port: Port<I, O>, input: I) =>
      (await (answers.get(port) as Answer<I, O> | undefined)?.(ctx, input)) ?? null,
  }
}
