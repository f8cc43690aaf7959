import type { ValueRule } from '../../../../../contract/value.ts'

/** As people write it: per cent, yuan, and borders of scores as `20, 40, 60, 80`. */
export type RuleValues = { rule: WrittenRule; note?: string }
type Line = { windowMonths: number; quantiles: string }
type WrittenRule = Omit<ValueRule, 'quantiles' | 'lines'> & {
  quantiles: string
  lines: Record<keyof ValueRule['lines'], Line>
}

const rounded = (value: number) => Math.round(value * 10_000) / 10_000
const percents = (shares: readonly number[]) => shares.map((share) => rounded(share * 100)).join(', ')
export const sharesOf = (text: string): number[] =>
  text
    .split(/[,，、\s]+/)
    .filter(Boolean)
    .map((part) => rounded(Number(part) / 100))

const written = ({ windowMonths, quantiles }: ValueRule['lines']['vehicle']): Line => ({
  windowMonths,
  quantiles: percents(quantiles),
})
const read = ({ windowMonths, quantiles }: Line) => ({ windowMonths, quantiles: sharesOf(quantiles) })

export const writtenOf = (rule: ValueRule): WrittenRule => ({
  ...rule,
  margins: {
    vehicle: rounded(rule.margins.vehicle * 100),
    service: rounded(rule.margins.service * 100),
    accessories: rounded(rule.margins.accessories * 100),
  },
  freeVisitFen: rule.freeVisitFen / 100,
  careFen: rule.careFen / 100,
  quantiles: percents(rule.quantiles),
  lines: {
    vehicle: written(rule.lines.vehicle),
    service: written(rule.lines.service),
    accessories: written(rule.lines.accessories),
  },
})

export const ruleFrom = (rule: WrittenRule): ValueRule => ({
  ...rule,
  margins: {
    vehicle: rounded(rule.margins.vehicle / 100),
    service: rounded(rule.margins.service / 100),
    accessories: rounded(rule.margins.accessories / 100),
  },
  freeVisitFen: Math.round(rule.freeVisitFen * 100),
  careFen: Math.round(rule.careFen * 100),
  quantiles: sharesOf(rule.quantiles),
  lines: {
    vehicle: read(rule.lines.vehicle),
    service: read(rule.lines.service),
    accessories: read(rule.lines.accessories),
  },
})
