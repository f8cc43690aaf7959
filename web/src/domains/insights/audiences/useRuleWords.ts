import { useTranslation } from 'react-i18next'
import type { AudienceCriteria } from '../../../../../contract/audiences.ts'
import { useFormat } from '../../../ui/useFormat.ts'
import { draftOf, type Range, type Spend, shapeOf, type Unit } from './criteria.ts'
import { useCriterionOptions } from './useCriterionOptions.ts'

/** The whole rule in words, one sentence a condition. */
export const useRuleWords = (): ((criteria: AudienceCriteria) => string[]) => {
  const { t } = useTranslation('audiences')
  const format = useFormat()
  const options = useCriterionOptions()
  const figure = (value: number, unit: Unit) => {
    if (unit === 'share') return format.percent(value, 0)
    if (unit === 'fen') return format.money(value)
    return t(`unit.${unit}`, { n: format.number(value) })
  }
  const rangeOf = (range: Range, unit: Unit) => {
    const [from, to] = [range.from, range.to].map((one) =>
      one === undefined ? undefined : figure(one, unit),
    )
    if (from && to) return t('said.bothOf', { from, to })
    return from ? t('said.fromOf', { from }) : t('said.toOf', { to: to ?? '' })
  }
  return (criteria) =>
    draftOf(criteria).map(({ criterion, value }) => {
      const name = t(`criterion.${criterion}`)
      const shape = shapeOf(criterion)
      if (shape.kind === 'flag') return name
      if (shape.kind === 'some') {
        const labels = (value as string[]).map(
          (one) => options[criterion]?.find((option) => option.value === one)?.label ?? '…',
        )
        return t('said.some', { name, values: labels.join(t('said.or')) })
      }
      if (shape.kind === 'words')
        return t('said.some', { name, values: (value as string[]).join(t('said.or')) })
      if (shape.kind === 'range') return t('said.some', { name, values: rangeOf(value as Range, shape.unit) })
      const { days = 0, line, fen = {} } = value as Spend
      return t('said.spend', {
        days: format.number(days),
        line: t(`spendLine.${line}`),
        range: rangeOf(fen, 'fen'),
      })
    })
}
