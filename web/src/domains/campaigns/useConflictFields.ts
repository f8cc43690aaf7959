import { useTranslation } from 'react-i18next'
import type { Campaign } from '../../../../contract/campaigns.ts'
import type { ConflictField } from '../../ui/Dialog.tsx'
import { useFormat } from '../../ui/useFormat.ts'
import { useNetwork } from '../dealers/useNetwork.ts'
import { type Values, valuesOf } from './CampaignForm.tsx'
import { useMediumWords } from './useMedia.ts'

/** What differs between the plan as it was opened, as somebody saved it, and as it is typed here. */
export const useConflictFields = (
  original: Campaign,
  conflict: { mine: Values; theirs: Campaign } | undefined,
): ConflictField[] => {
  const { t } = useTranslation('campaigns')
  const format = useFormat()
  const medium = useMediumWords()
  const { nameOf } = useNetwork()
  if (!conflict) return []
  const none = t('page.none')
  const shown: [key: string, label: string, of: (values: Values) => string][] = [
    ['name', t('form.name'), (values) => values.name],
    ['medium', t('form.medium'), (values) => medium(values.medium)],
    ['budget', t('form.budget'), (values) => format.money(values.budgetFen)],
    ['region', t('form.region'), (values) => (values.regionId ? nameOf(values.regionId) : t('whole'))],
    ['starts', t('form.startsOn'), (values) => format.day(values.startsOn)],
    ['ends', t('form.endsOn'), (values) => format.day(values.endsOn)],
    ['landing', t('form.landing'), (values) => values.landingPage || none],
    ['goal', t('form.goal'), (values) => values.goal || none],
  ]
  const [before, theirs] = [valuesOf(original), valuesOf(conflict.theirs)]
  return shown
    .map(([key, label, of]) => ({
      key,
      label,
      original: of(before),
      theirs: of(theirs),
      yours: of(conflict.mine),
    }))
    .filter((field) => field.theirs !== field.yours || field.original !== field.theirs)
}
