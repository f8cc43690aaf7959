import { useTranslation } from 'react-i18next'
import type { Loop } from '../../../../contract/insights.ts'
import { useFormat } from '../../ui/useFormat.ts'
import { isMoney, type Step } from './band.ts'

const signed = (text: string, value: number) => (value > 0 ? `+${text}` : text)

/** Figure, cost and change of a step in the reader's words. */
export const useStepWords = (loop: Loop) => {
  const { t } = useTranslation('insights')
  const { t: ofPlans } = useTranslation('plans')
  const format = useFormat()
  const figureOf = (step: Pick<Step, 'key'>, value: number | null) => {
    if (value === null) return '–'
    return isMoney(step.key) ? format.shortMoney(value) : format.number(value)
  }
  const change = ({ key, change: by, plan }: Step) => {
    if (plan && plan.attained !== null) return ofPlans('plan.short', { share: format.percent(plan.attained) })
    if (by === null) return ''
    if (key === 'in-time') return t('hero.points', { n: signed(format.number(by * 100, 1), by) })
    return signed(format.percent(by), by)
  }
  /** A plan counts what happened in the period, the figure above it the leads that arrived in it. */
  const planned = ({ key, plan }: Step) =>
    plan && plan.attained !== null
      ? ofPlans('plan.figure', {
          // Of a month cut by days, a tenth of a car.
          plan: isMoney(key)
            ? format.shortMoney(plan.value)
            : format.number(plan.value, Number.isInteger(plan.value) ? 0 : 1),
          done: figureOf({ key }, plan.done),
          share: format.percent(plan.attained),
        })
      : undefined
  const costOf = (step: Step) => {
    if (!loop.seesMoney) return ''
    if (step.key === 'spend') {
      if (!loop.budgetFen || step.value === null) return t('hero.noBudget')
      return t('hero.ofBudget', { share: format.percent(step.value / loop.budgetFen, 0) })
    }
    if (step.costFen === null) return ''
    if (step.key === 'revenue') return t('hero.perYuan', { money: `¥${format.number(step.costFen, 2)}` })
    const cost = step.costFen >= 10_000 ? Math.round(step.costFen / 100) * 100 : Math.round(step.costFen)
    return t('hero.each', { money: format.money(cost) })
  }
  return {
    figure: (step: Step) => figureOf(step, step.value),
    cost: costOf,
    change,
    changeTitle: (step: Step) =>
      planned(step) ??
      (loop.compared && step.change !== null
        ? t('hero.change', {
            change: change(step),
            period: `${format.day(loop.compared.from)} – ${format.day(loop.compared.to)}`,
          })
        : undefined),
    /** For the popover: the rate now and then where there is one, else the value before. */
    was: (step: Step) => {
      const { before, conversion, key } = step
      if (step.plan) return planned(step)
      if (!before) return undefined
      if (!isMoney(key) && conversion !== null && before.conversion !== null)
        return t('explain.was', {
          now: format.percent(conversion),
          before: format.percent(before.conversion),
        })
      return before.value === null
        ? undefined
        : t('explain.wasOnly', { before: figureOf({ key }, before.value) })
    },
  }
}
