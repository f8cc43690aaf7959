import { useTranslation } from 'react-i18next'
import type { ComparedCustomer } from '../../../../../contract/customer-merge.ts'
import { profileNames } from '../../../../../contract/customer-profile.ts'
import { classes } from '../../../ui/classes.ts'
import { Icon } from '../../../ui/Icon.tsx'
import { useValueWords } from '../page/useValueWords.ts'

export type Side = {
  key: string
  head: string
  customer: ComparedCustomer
  note?: string
  isResult?: boolean
}
type Field = keyof ComparedCustomer['fields']
const fields: Field[] = [
  'name',
  'salutation',
  'sex',
  'birthOn',
  'phone',
  'email',
  'residentId',
  'creditCode',
  'company',
  'divisionCode',
  'address',
  'preferredChannel',
  'preferredHours',
  ...profileNames,
]

const useValue = () => {
  const words = useValueWords()
  return ({ fields: of, place }: ComparedCustomer, field: Field): string => {
    const { value } = of[field]
    if (value === null) return ''
    return field === 'divisionCode' ? (place ?? value) : words(field, value)
  }
}

type Props = {
  sides: Side[]
  /** Chooses whose value counts; only where the people differ. */
  onPick?: (field: Field, customerId: string) => void
  picks?: Partial<Record<string, string>>
}

/** People side by side, field by field: what differs from the result is marked, what counts has a tick. */
export const PeopleTable = ({ sides, onPick, picks = {} }: Props) => {
  const { t } = useTranslation('merging')
  const { t: words } = useTranslation('customers')
  const valueIn = useValue()
  const results = sides.filter((side) => side.isResult)
  const shown = fields.filter((field) => sides.some(({ customer }) => valueIn(customer, field) !== ''))
  return (
    <section className="mg-scroll" aria-label={t('compare')}>
      <table className="mg-table" style={{ minWidth: 76 + sides.length * 84 }}>
        <thead>
          <tr>
            <th scope="col">{t('field')}</th>
            {sides.map(({ key, head, note, isResult }) => (
              <th key={key} scope="col" className={classes(isResult && 'mg-result')}>
                <span>{head}</span>
                {note && <span className="cap">{note}</span>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((field) => {
            // A mask may hide two values that differ: then they are told apart by a number.
            const keyOf = (customer: ComparedCustomer) =>
              `${valueIn(customer, field)} ${customer.behind[field] ?? ''}`
            const differs = new Set(sides.map(({ customer }) => keyOf(customer))).size > 1
            const looks = new Set(sides.map(({ customer }) => valueIn(customer, field)))
            const hides = differs && new Set(sides.map(({ customer }) => keyOf(customer))).size > looks.size
            return (
              <tr key={field}>
                <th scope="row">{words(`field.${field}`)}</th>
                {sides.map(({ key, customer, isResult }) => {
                  const value = valueIn(customer, field)
                  const counts = results.some((side) => keyOf(side.customer) === keyOf(customer))
                  const nth = hides && value !== '' ? (customer.behind[field] ?? -1) + 1 : 0
                  const said = (
                    <>
                      {value}
                      {nth > 0 && (
                        <span className="tag" title={t('hiddenDiffer')}>
                          {t('hidden', { n: nth })}
                        </span>
                      )}
                    </>
                  )
                  const text = value === '' ? <span className="q">–</span> : said
                  const marked =
                    !isResult && value !== '' && !counts ? <mark className="diff">{said}</mark> : text
                  return (
                    <td key={key} className={classes(isResult && 'mg-result')}>
                      {onPick && !isResult && differs && value !== '' ? (
                        <button
                          type="button"
                          className="mg-pick"
                          aria-pressed={picks[field] === customer.id || (!picks[field] && counts)}
                          aria-label={t('pick', {
                            value: nth > 0 ? `${value} ${t('hidden', { n: nth })}` : value,
                          })}
                          onClick={() => onPick(field, customer.id)}
                        >
                          {marked}
                          {counts && <Icon name="check" small />}
                        </button>
                      ) : (
                        marked
                      )}
                    </td>
                  )
                })}
              </tr>
            )
          })}
        </tbody>
      </table>
    </section>
  )
}
