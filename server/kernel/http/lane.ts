import { commonProblems } from '../../../contract/problem.ts'
import { second } from '../clock.ts'
import { Refused } from '../errors.ts'

export type Lane = <T>(work: () => Promise<T>) => Promise<T>

/**
 * So many at once in this process, the others in the order they came; who has waited too long is told that it is busy.
 * Slow questions hold a database connection each: without a lane one board of nine tiles takes all of them, and nobody
 * signs in meanwhile.
 */
export function lane(most: number, waitMs = 30 * second): Lane {
  let running = 0
  const waiting: (() => void)[] = []
  const turn = () =>
    new Promise<void>((go, refuse) => {
      const enter = () => {
        clearTimeout(timer)
        go()
      }
      const timer = setTimeout(() => {
        waiting.splice(waiting.indexOf(enter), 1)
        refuse(new Refused(commonProblems.busy))
      }, waitMs)
      waiting.push(enter)
    })
  return async (work) => {
    if (running >= most) await turn()
    else running++
    try {
      return await work()
    } finally {
      // Whoever is next takes over the place, so that nobody slips in between.
      const next = waiting.shift()
      if (next) next()
      else running--
    }
  }
}
