export type Ask = {
  title: string
  text?: string
  confirm?: string
  cancel?: string
  danger?: boolean
  /** Asks why: a choice, the last of which is free text; an empty list is free text only. */
  reasons?: string[]
}
type Answer = { reason: string } | undefined

let open: { ask: Ask; answer: (answer: Answer) => void } | undefined
const listeners = new Set<() => void>()
const publish = () => {
  for (const listen of listeners) listen()
}

/** `if (await ask({ title, danger: true })) …`; undefined when the user turned back. */
export const ask = (given: Ask): Promise<Answer> =>
  new Promise((resolve) => {
    open?.answer(undefined)
    open = { ask: given, answer: resolve }
    publish()
  })

export const answerAsk = (answer: Answer) => {
  open?.answer(answer)
  open = undefined
  publish()
}

export const askStore = {
  subscribe: (listen: () => void) => {
    listeners.add(listen)
    return () => {
      listeners.delete(listen)
    }
  },
  read: () => open?.ask,
}
