import { useTranslation } from 'react-i18next'
import type { LeadItem } from '../../../../../contract/leads.ts'
import { useFormat } from '../../../ui/useFormat.ts'

/** What the published model says of a lead, in a list. */
export const ChanceCell = ({ chance }: Pick<LeadItem, 'chance'>) => {
  const { t } = useTranslation('propensity')
  const format = useFormat()
  if (!chance) return <span className="q">–</span>
  const [share, band] = [format.percent(chance.score, 0), t(`band.${chance.band}`)]
  const whole = t('chance.full', { share, band, n: chance.model, at: format.instant(chance.at, true) })
  return <span title={whole}>{t('chance.short', { share, band })}</span>
}
