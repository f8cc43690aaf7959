import { z } from 'zod'
import { analysisQuery } from '../../../../contract/analyses.ts'
import type { AnalysisQuery } from '../analyses/asking.ts'

const { with: _, ...chips } = analysisQuery
const chosen = z.object(chips)

/**
 * A board's filters as the address writes them (`period=2026-10-01..2026-10-31&region=…`), as a query. A period keeps
 * its length and ends on `today`: a weekly mail about the same old month would say nothing.
 */
export function queryOf(search: string, today: string): { query: AnalysisQuery } | { fault: string } {
  const given: Record<string, string[] | string> = {}
  for (const [key, value] of new URLSearchParams(search)) {
    if (!(key in chips) && key !== 'period') continue
    const before = given[key]
    given[key] = before === undefined ? value : [before, value].flat()
  }
  const { period, ...rest } = given
  const [from, to] = typeof period === 'string' ? period.split('..') : [rest.from, rest.to]
  const read = chosen.safeParse({ ...rest, from, to })
  if (!read.success) return { fault: String(read.error.issues[0]?.path[0] ?? 'filters') }
  return { query: { ...read.data, ...endingOn(today, read.data), with: undefined } }
}

function endingOn(today: string, { from, to }: { from?: string | undefined; to?: string | undefined }) {
  if (!from || !to) return { from: undefined, to: undefined }
  const length = Date.parse(to) - Date.parse(from)
  return { from: new Date(Date.parse(today) - Math.max(0, length)).toISOString().slice(0, 10), to: today }
}

/** The address that shows the same: with the period as it was moved. */
export function searchOf(search: string, { from, to }: AnalysisQuery): string {
  const params = new URLSearchParams(search)
  if (from && to) params.set('period', `${from}..${to}`)
  return params.toString()
}
