import { useTranslation } from 'react-i18next'
import type { checkDuplicates } from '../../../../contract/customers.ts'
import { wordsOfComparison, wordsOfLevel } from '../../../../contract/match-words.ts'
import { useLanguage } from '../../app/i18n.ts'
import type { Listed } from '../../app/query.ts'

type Likeness = NonNullable<Listed<typeof checkDuplicates>['likeness']>

/** How likely it is the same person, and what agrees and what differs: words only, never a value. */
export const Likeness = ({ of: { chance, said, weight } }: { of: Likeness }) => {
  const { t } = useTranslation('customers')
  const { say } = useLanguage()
  const list = (agrees: boolean) =>
    said
      .filter((one) => one.agrees === agrees)
      .map(({ comparison, level }) => {
        const named = say(wordsOfComparison(comparison))
        return level === 'same' || level === 'different' ? named : `${named} ${say(wordsOfLevel(level))}`
      })
      .join(t('duplicates.and'))
  const [same, other] = [list(true), list(false)]
  return (
    <span className="cap" title={t('duplicates.weight', { weight: weight.toFixed(1) })}>
      {[
        t(`duplicates.chance.${chance}`),
        same && t('duplicates.agrees', { said: same }),
        other && t('duplicates.differs', { said: other }),
      ]
        .filter(Boolean)
        .join(' · ')}
    </span>
  )
}
