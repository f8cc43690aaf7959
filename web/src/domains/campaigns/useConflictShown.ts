import { useTranslation } from 'react-i18next'
import type { ConflictShown } from '../../ui/conflict.ts'
import { useFormat } from '../../ui/useFormat.ts'
import { useNetwork } from '../dealers/useNetwork.ts'
import type { Values } from './CampaignForm.tsx'
import { useMediumWords } from './useMedia.ts'

/** The plan field by field, for when two people changed it at once. */
export const useConflictShown = (): ConflictShown<Values>[] => {
  const { t } = useTranslation('campaigns')
  const format = useFormat()
  const medium = useMediumWords()
  const { nameOf } = useNetwork()
  return [
    { key: 'name', label: t('form.name'), show: (values) => values.name },
    { key: 'medium', label: t('form.medium'), show: (values) => medium(values.medium) },
    { key: 'budgetFen', label: t('form.budget'), show: (values) => format.money(values.budgetFen) },
    {
      key: 'regionId',
      label: t('form.region'),
      show: (values) => (values.regionId ? nameOf(values.regionId) : t('whole')),
    },
    { key: 'startsOn', label: t('form.startsOn'), show: (values) => format.day(values.startsOn) },
    { key: 'endsOn', label: t('form.endsOn'), show: (values) => format.day(values.endsOn) },
    { key: 'landingPage', label: t('form.landing'), show: (values) => values.landingPage ?? '' },
    { key: 'goal', label: t('form.goal'), show: (values) => values.goal ?? '' },
  ]
}
