import { useTranslation } from 'react-i18next'
import { Button } from '../../../ui/Button.tsx'
import { filterKeys } from './useAsked.ts'

/** Which filters a board is kept with, by name. */
export const useFilterNames = () => {
  const { t } = useTranslation('insights')
  const { t: own } = useTranslation('boards')
  return (filters: string) => {
    const given = new URLSearchParams(filters)
    return filterKeys
      .filter((key) => given.has(key))
      .map((key) => t(`filter.${key}`))
      .join(own('account.and'))
  }
}

type Props = { id?: string; value?: string; onChange?: (value: string) => void }

/** The filters of the board one came from; they are kept with it, or left out. */
export const KeptFilters = ({ id, value = '', onChange }: Props) => {
  const { t } = useTranslation('boards')
  const names = useFilterNames()
  return (
    <span id={id} className="row bd-filters">
      {names(value) || <span className="q">{t('form.noFilters')}</span>}
      {value && (
        <Button look="link" onClick={() => onChange?.('')}>
          {t('form.dropFilters')}
        </Button>
      )}
    </span>
  )
}
