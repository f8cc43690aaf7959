import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { afterPause } from './afterPause.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** Types these one after the other, so many milliseconds apart, and hears what comes of it. */
async function typed(texts: string[], everyMs: number, answerMs: number) {
  const [asked, heard]: [string[], string[]] = [[], []]
  const signals: AbortSignal[] = []
  let stop = () => {}
  for (const text of texts) {
    stop()
    stop = afterPause(
      400,
      (signal) => {
        asked.push(text)
        signals.push(signal)
        return new Promise<string>((resolve) => setTimeout(() => resolve(text), answerMs))
      },
      (answer) => heard.push(answer),
    )
    await vi.advanceTimersByTimeAsync(everyMs)
  }
  await vi.advanceTimersByTimeAsync(10_000)
  return { asked, heard, called: signals.map((signal) => signal.aborted) }
}

it('asks nothing while somebody types, and once when they stop', async () => {
  expect(await typed(['1', '13', '139'], 100, 50)).toEqual({
    asked: ['139'],
    heard: ['139'],
    called: [false],
  })
})
it('calls back what is outdated, and does not hear it when it answers all the same', async () => {
  const { asked, heard, called } = await typed(['139', '1391'], 600, 500)
  expect(asked).toEqual(['139', '1391'])
  expect(called).toEqual([true, false])
  expect(heard).toEqual(['1391'])
})
it('a failed question is silent', async () => {
  const heard: string[] = []
  afterPause(
    400,
    () => Promise.reject(new Error('offline')),
    (answer: string) => heard.push(answer),
  )
  await vi.advanceTimersByTimeAsync(1_000)
  expect(heard).toEqual([])
})
