import { describe, expect, it } from 'vitest'
import { inThread, unlessStopped } from './threads.ts'

const fixture = new URL('./jobs/fixtures/counting.thread.ts', import.meta.url)
type Counting = { to: number; fail?: boolean; forever?: boolean; numbers?: Float64Array }

describe('work in a thread of its own', () => {
  it('what it throws reaches who asked', async () => {
    await expect(inThread<Counting, number>(fixture, { to: 3, fail: true })).rejects.toThrow('cannot count')
  })
  it('whoever does not want it any more ends it, though it would never end by itself', async () => {
    let looked = 0
    const work = inThread<Counting, number>(
      fixture,
      { to: 1, forever: true },
      { shouldStop: async () => ++looked > 1 },
    )
    expect(await unlessStopped(work)).toBe('stopped')
  })
  it('answers, and says how far it is on the way', async () => {
    const steps: number[] = []
    const sum = await inThread<Counting, number>(
      fixture,
      { to: 4 },
      { progress: async (done) => void steps.push(done) },
    )
    expect([sum, steps]).toEqual([10, [1, 2, 3, 4]])
  })
  it('numbers go over without a copy, and are gone here', async () => {
    const numbers = Float64Array.from([1, 2, 3.5])
    const sum = await inThread<Counting, number>(fixture, { to: 0, numbers }, { transfer: [numbers.buffer] })
    expect([sum, numbers.length]).toEqual([6.5, 0])
  })
})
