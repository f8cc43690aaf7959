import { expect, it } from 'vitest'
import { inLanes } from './lanes.ts'

async function* upTo(count: number, pulled: number[] = []) {
  for (let at = 0; at < count; at++) {
    pulled.push(at)
    yield at
  }
}
const soon = () => new Promise((done) => setTimeout(done, 2))

it('works on two pieces at a time, never three', async () => {
  let busy = 0
  const seen: number[] = []
  expect(
    await inLanes(upTo(9), 2, async (piece) => {
      seen.push(++busy)
      await soon()
      busy--
      return piece >= 0
    }),
  ).toBe(true)
  expect(Math.max(...seen)).toBe(2)
})

it('asks for no more once a piece says so, and waits for the other', async () => {
  const pulled: number[] = []
  const ended: number[] = []
  const answer = await inLanes(upTo(50, pulled), 2, async (piece) => {
    if (piece !== 3) await soon()
    ended.push(piece)
    return piece !== 3
  })
  expect(answer).toBe(false)
  expect(ended).toEqual(expect.arrayContaining(pulled))
  expect(pulled.length).toBeLessThan(7)
})

it('throws what a piece threw, after the others have ended', async () => {
  let ended = 0
  await expect(
    inLanes(upTo(5), 3, async (piece) => {
      if (piece === 1) throw new Error('broken')
      await soon()
      ended++
      return true
    }),
  ).rejects.toThrow('broken')
  expect(ended).toBeGreaterThan(0)
})
