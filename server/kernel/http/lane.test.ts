import { expect, it } from 'vitest'
import { lane } from './lane.ts'

const paused = () => {
  let go = () => {}
  const end = new Promise<void>((done) => {
    go = done
  })
  return { end, go }
}

it('lets so many in at once and the others in their order', async () => {
  const two = lane(2)
  const began: number[] = []
  const steps = [paused(), paused(), paused(), paused()]
  const all = steps.map((step, at) =>
    two(async () => {
      began.push(at)
      await step.end
      return at
    }),
  )
  await new Promise((done) => setImmediate(done))
  expect(began).toEqual([0, 1])
  steps[1]!.go()
  await all[1]
  expect(began).toEqual([0, 1, 2])
  for (const step of steps) step.go()
  expect(await Promise.all(all)).toEqual([0, 1, 2, 3])
})
it('goes on after a failure', async () => {
  const one = lane(1)
  await expect(one(() => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(await one(async () => 'yes')).toBe('yes')
})
it('tells who waited too long that it is busy, and keeps their place for nobody', async () => {
  const one = lane(1, 5)
  const step = paused()
  const first = one(() => step.end)
  await expect(one(async () => 'late')).rejects.toThrow('Too busy')
  step.go()
  await first
  expect(await one(async () => 'next')).toBe('next')
})
