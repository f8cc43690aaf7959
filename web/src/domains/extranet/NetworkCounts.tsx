import { useTranslation } from 'react-i18next'
import { Page } from '../../ui/Page.tsx'
import { useSearch } from '../../ui/useSearch.ts'
import { Views } from '../../ui/Views.tsx'
import { Matrix } from './Matrix.tsx'
import { Missing } from './Missing.tsx'

/** Head office and regions: dealers by days, or who has not reported one day. */
export const NetworkCounts = () => {
  const { t } = useTranslation('extranet')
  const { one, set } = useSearch()
  const missing = one('view') === 'missing'
  return (
    <Page title={t('title')}>
      <Views
        views={[
          { key: '', label: t('view.matrix') },
          { key: 'missing', label: t('view.missing') },
        ]}
        value={missing ? 'missing' : ''}
        onChange={(view) => set({ view: view || undefined })}
      />
      {missing ? <Missing /> : <Matrix />}
    </Page>
  )
}
