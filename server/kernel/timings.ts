import { Histogram, Registry } from 'prom-client'

/** How long parts of the product take, beside whole requests; `/metrics` shows them with those. */
export const timings = new Registry()

type Timed = <T>(work: () => Promise<T>) => Promise<T>

/** Measures some work of one kind in this process. `name` ends with `_seconds`. */
export function timing(name: string, help: string): Timed {
  const histogram = new Histogram({
    name,
    help,
    buckets: [0.001, 0.002, 0.005, 0.01, 0.015, 0.02, 0.03, 0.05, 0.1, 0.25, 1],
    registers: [timings],
  })
  return async (work) => {
    const end = histogram.startTimer()
    try {
      return await work()
    } finally {
      end()
    }
  }
}
