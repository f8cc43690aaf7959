import { useTranslation } from 'react-i18next'
import type { Subscription } from '../../../../../contract/boards.ts'
import { useFormat } from '../../../ui/useFormat.ts'

/** Mondays begin the week here: 1 January 2024 was one. */
const dayOfWeek = (n: number) => new Date(Date.UTC(2024, 0, n)).toISOString().slice(0, 10)

export const useRhythmWords = () => {
  const { t } = useTranslation('boards')
  const format = useFormat()
  const weekday = (n: number) => format.weekday(dayOfWeek(n))
  const monthday = (n: number) => t('subscribe.monthday', { n })
  const hour = (n: number) => `${String(n).padStart(2, '0')}:00`
  return {
    weekday,
    monthday,
    hour,
    /** `every Monday, 08:00`. */
    whole: ({ rhythm, day, hour: at }: Pick<Subscription, 'rhythm' | 'day' | 'hour'>) => {
      const words = { hour: hour(at), day: rhythm === 'weekly' ? weekday(day) : monthday(day) }
      return t(`subscribe.whole.${rhythm}`, words)
    },
  }
}
