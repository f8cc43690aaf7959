import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type PlanRow, putPlans, removePlan } from '../../../../../contract/plans.ts'
import { useWrite } from '../../../app/query.ts'
import { toast } from '../../../ui/Toast.store.ts'
import type { Plans } from './usePlans.ts'
import { readValue } from './values.ts'

export type Place = { row: number; month: number }
/** Where the keyboard goes from a cell. */
export type Step = 'down' | 'up' | 'next' | 'back' | 'stay'

const path = '/api/insights/plans'

/** Which cell is being typed in, and what becomes of what was typed. */
export const useEditing = (plans: Plans) => {
  const { t } = useTranslation('plans')
  const [at, setAt] = useState<Place>()
  /** What was typed and is on its way, by cell: the table shows it until it has come back. */
  const [sent, setSent] = useState<Readonly<Record<string, number | ''>>>({})
  const put = useWrite(putPlans, { refresh: [path] })
  const remove = useWrite(removePlan, { refresh: [path] })
  const { months, rows, measure, series, isMoney } = plans

  const save = async (row: PlanRow, month: string, value: number | '') => {
    const key = `${row.dealerId} ${month}`
    const own = row.cells.find((cell) => cell.month === month)?.own
    setSent((before) => ({ ...before, [key]: value }))
    try {
      if (value !== '') {
        const cell = { dealerId: row.dealerId, month, seriesId: series ?? null, measure, value }
        await put.send({ body: { cells: [{ ...cell, version: own?.version ?? 0 }] } })
      } else if (own) await remove.send({ params: { id: own.id }, query: { version: own.version } })
    } catch {
      // The refusal is shown as a toast and the cell reads as the server has it.
    } finally {
      setSent(({ [key]: _, ...rest }) => rest)
    }
  }

  const stepped = ({ row, month }: Place, step: Step): Place | undefined => {
    const last = rows.items.length - 1
    if (step === 'down') return row < last ? { row: row + 1, month } : undefined
    if (step === 'up') return row > 0 ? { row: row - 1, month } : undefined
    const cell = row * months.length + month + (step === 'next' ? 1 : -1)
    if (step === 'stay' || cell < 0 || cell > last * months.length + months.length - 1) return undefined
    return { row: Math.floor(cell / months.length), month: cell % months.length }
  }

  return {
    at,
    open: setAt,
    close: () => setAt(undefined),
    shown: (row: PlanRow, month: string): number | undefined => {
      const typed = sent[`${row.dealerId} ${month}`]
      const known = row.cells.find((cell) => cell.month === month)?.value
      return typed === undefined ? known : typed === '' ? undefined : typed
    },
    /** False when it is no number: the cell stays open. */
    commit: (place: Place, text: string, step: Step): boolean => {
      const [row, month] = [rows.items[place.row], months[place.month]]
      const value = readValue(text, isMoney)
      if (value === undefined) {
        toast({ text: t(isMoney ? 'notMoney' : 'notNumber') })
        return false
      }
      const known = month === undefined ? undefined : row?.cells.find((cell) => cell.month === month)?.value
      if (row && month && value !== (known ?? '')) void save(row, month, value)
      setAt(stepped(place, step))
      return true
    },
  }
}
export type Editing = ReturnType<typeof useEditing>
