import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { GoldenName } from '../../../../../contract/survivorship.ts'
import { useTexts } from '../../../app/i18n.ts'
import { useFormat } from '../../../ui/useFormat.ts'
import { useSalutation } from '../../../ui/useSalutation.ts'

/** A value of a field as people say it; what the server sends is shown as it is where there are no words. */
export const useValueWords = () => {
  const { t } = useTranslation('customers')
  const { sex, channel, marital, education, income } = useTexts('customers')
  const salutation = useSalutation()
  const format = useFormat()
  return useCallback(
    (name: GoldenName, value: string): string => {
      if (name === 'birthOn') return /^\d{4}-\d{2}-\d{2}$/.test(value) ? format.day(value) : value
      if (name === 'salutation') return salutation(value) ?? value
      if (name === 'children' && value === '9') return t('manyChildren')
      const coded: Partial<Record<GoldenName, Record<string, string>>> = {
        sex,
        preferredChannel: channel,
        marital,
        education,
        income,
      }
      return coded[name]?.[value] ?? value
    },
    [t, sex, channel, marital, education, income, salutation, format],
  )
}
