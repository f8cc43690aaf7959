import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { stageWords } from '../../../../../contract/lead-words.ts'
import { useLanguage } from '../../../app/i18n.ts'
import { useValueWords } from '../page/useValueWords.ts'
import type { Show } from './fields.ts'

/** Values in the reader's words, as on the customer's page. */
export const useShow = (): Show => {
  const words = useValueWords()
  const { t: r } = useTranslation('review')
  const { t: v } = useTranslation('vehicles')
  const { say } = useLanguage()
  return useMemo(
    () => ({
      field: words,
      granted: (granted) => r(granted ? 'granted' : 'withdrawn'),
      car: ({ vin, model, role }) => {
        const roles = v('role', { returnObjects: true }) as Record<string, string>
        return [model ?? `…${vin.slice(-6)}`, roles[role] ?? role].join(' · ')
      },
      lead: ({ model, stage }) => [model, say(stageWords[stage])].filter(Boolean).join(' · '),
    }),
    [words, r, v, say],
  )
}
