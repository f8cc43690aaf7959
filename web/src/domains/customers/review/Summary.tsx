import { useTranslation } from 'react-i18next'
import type { MatchGroup } from '../../../../../contract/match-review.ts'
import { useTexts } from '../../../app/i18n.ts'
import type { Row } from './fields.ts'

/** What there will be after the merge, in a sentence. */
export const Summary = ({ group, rows, picked }: { group: MatchGroup; rows: Row[]; picked: number }) => {
  const { t } = useTranslation('review')
  const purposes: Record<string, string> = useTexts('consent').purpose
  const vins = new Set(
    group.sides.flatMap((side) => [...side.customer.vins, ...side.cars.map((car) => car.vin)]),
  )
  const leads = group.sides.flatMap((side) => side.leads).length
  const stricter = rows
    .filter((row) => row.compared.how === 'strict')
    .map((row) => t('afterStrict', { purpose: purposes[row.key.slice('consent.'.length)] ?? row.key }))
  return (
    <div className="mr-note">
      <p className="cap row">
        <i className="mr-dot" />
        {picked > 0 ? t('pickedHint', { n: picked }) : t('pickHint')}
      </p>
      <p className="cap">{[t('after', { cars: vins.size, leads }), ...stricter].join(' ')}</p>
    </div>
  )
}
