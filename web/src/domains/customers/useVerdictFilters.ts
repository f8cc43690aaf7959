import { useTranslation } from 'react-i18next'
import { listAudiences } from '../../../../contract/audiences.ts'
import { lapseBands, valueClasses, valueStages } from '../../../../contract/value.ts'
import { useRead } from '../../app/query.ts'
import { useCan } from '../../app/session.tsx'
import type { Filter } from '../../ui/useFilters.ts'
import { useSearch } from '../../ui/useSearch.ts'

const useAudienceFilter = (): Filter[] => {
  const { t } = useTranslation('customers')
  const may = useCan('insights.read')
  const { data } = useRead(listAudiences, { query: { limit: 200 } }, { enabled: may, staleSeconds: 60 })
  if (!may) return []
  const options = data?.items.map(({ id, name }) => ({ value: id, label: name }))
  return [{ key: 'audience', label: t('filter.audience'), kind: 'choice', ...(options ? { options } : {}) }]
}

/** What the valuation said of them, the audiences they are in, and the import that brought them. */
export const useVerdictFilters = (): Filter[] => {
  const { t } = useTranslation('customers')
  const { t: worth } = useTranslation('value')
  const { t: rule } = useTranslation('audiences')
  const importId = useSearch().one('import')
  const audience = useAudienceFilter()
  // An import opens the list with it; it is chosen nowhere else.
  const brought: Filter[] = importId
    ? [
        {
          key: 'import',
          label: t('filter.import'),
          kind: 'choice',
          single: true,
          options: [{ value: importId, label: t('ofImport') }],
        },
      ]
    : []
  return [
    {
      key: 'valueClass',
      label: t('filter.valueClass'),
      kind: 'choice',
      options: valueClasses.map((value) => ({ value, label: worth(`classes.${value}`) })),
    },
    {
      key: 'valueStage',
      label: t('filter.valueStage'),
      kind: 'choice',
      options: valueStages.map((value) => ({ value, label: worth(`stages.${value}`) })),
    },
    {
      key: 'lapse',
      label: t('filter.lapse'),
      kind: 'choice',
      options: lapseBands.map((value) => ({ value, label: rule(`lapse.${value}`) })),
    },
    ...audience,
    ...brought,
  ]
}
