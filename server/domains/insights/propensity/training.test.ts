import { describe, expect, it } from 'vitest'
import { unlessStopped } from '../../../kernel/threads.ts'
import { seeded } from '../models/numbers/random.ts'
import { categoryColumn, numberColumn } from '../models/propensity/columns.ts'
import { trainInThread } from './jobs.ts'
import { type Lesson, trainOverTime } from './training.ts'

function lesson(rows: number): Lesson {
  const random = seeded(42)
  const size = Array.from({ length: rows }, () => (random() < 0.1 ? null : random() * 10))
  const colour = Array.from({ length: rows }, () => ['red', 'blue', 'green'][Math.floor(random() * 3)]!)
  const outcome = Uint8Array.from(size, (one, at) =>
    random() < 1 / (1 + Math.exp(3 - (one ?? 0) / 3 - (colour[at] === 'red' ? 1 : 0))) ? 1 : 0,
  )
  const on = Array.from({ length: rows }, (_, at) =>
    new Date(Date.UTC(2025, 0, 1 + at / 20)).toISOString().slice(0, 10),
  )
  return {
    table: { rows, columns: [numberColumn('size', size), categoryColumn('colour', colour)] },
    outcome,
    on,
  }
}

describe('training beside the process', () => {
  it('with too few rows it says nothing', async () => {
    expect(await trainInThread(lesson(50), {})).toBeNull()
  })
  it('who gives it up waits for nothing', async () => {
    expect(await unlessStopped(trainInThread(lesson(300_000), { shouldStop: async () => true }))).toBe(
      'stopped',
    )
  })
  it('gives what it gives within the process, to the last digit', async () => {
    const { table, outcome, on } = lesson(3_000)
    const here = trainOverTime(table, outcome, on)
    const steps: number[] = []
    const there = await trainInThread(lesson(3_000), {
      progress: async (done) => void steps.push(done),
    })
    expect(here?.candidates).toHaveLength(2)
    expect(there).toEqual(here)
    expect(steps).toEqual([1, 2])
  })
})
