import { useTranslation } from 'react-i18next'
import type { GoldenName } from '../../../../../contract/survivorship.ts'
import { useFormat } from '../../../ui/useFormat.ts'

/** A value of a field as people say it; what the server sends is shown as it is where there are no words. */
export const useValueWords = () => {
  const { t } = useTranslation('customers')
  const format = useFormat()
  return (name: GoldenName, value: string): string => {
    if (name === 'birthOn') return /^\d{4}-\d{2}-\d{2}$/.test(value) ? format.day(value) : value
    if (name === 'sex' && (value === 'female' || value === 'male')) return t(`sex.${value}`)
    if (name === 'preferredChannel')
      return value === 'phone' || value === 'sms' || value === 'wechat' || value === 'email'
        ? t(`channel.${value}`)
        : value
    return value
  }
}
