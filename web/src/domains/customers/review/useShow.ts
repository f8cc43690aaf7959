import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { stageWords } from '../../../../../contract/lead-words.ts'
import { useLanguage } from '../../../app/i18n.ts'
import { useFormat } from '../../../ui/useFormat.ts'
import type { Show } from './fields.ts'

const isChannel = (value: string): value is 'phone' | 'sms' | 'wechat' | 'email' =>
  ['phone', 'sms', 'wechat', 'email'].includes(value)

/** Values in the reader's words, as on the customer's page. */
export const useShow = (): Show => {
  const { t } = useTranslation('customers')
  const { t: r } = useTranslation('review')
  const { t: v } = useTranslation('vehicles')
  const { say } = useLanguage()
  const format = useFormat()
  return useMemo(
    () => ({
      field: (name, value) => {
        if (name === 'birthOn') return /^\d{4}-\d{2}-\d{2}$/.test(value) ? format.day(value) : value
        if (name === 'sex' && (value === 'female' || value === 'male')) return t(`sex.${value}`)
        if (name === 'preferredChannel' && isChannel(value)) return t(`channel.${value}`)
        return value
      },
      granted: (granted) => r(granted ? 'granted' : 'withdrawn'),
      car: ({ vin, model, role }) => {
        const roles = v('role', { returnObjects: true }) as Record<string, string>
        return [model ?? `…${vin.slice(-6)}`, roles[role] ?? role].join(' · ')
      },
      lead: ({ model, stage }) => [model, say(stageWords[stage])].filter(Boolean).join(' · '),
    }),
    [t, r, v, say, format],
  )
}
