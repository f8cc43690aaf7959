import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { Page } from '../../ui/Page.tsx'
import { Empty } from '../../ui/Problem.tsx'
import { useGo } from '../../ui/useGo.ts'
import { homeOf } from '../navigation.ts'
import { useSession } from '../session.tsx'

/** `/` leads to where the session's work is. */
export const Home = () => {
  const { t } = useTranslation('app')
  const go = useGo()
  const home = homeOf(useSession())
  useEffect(() => {
    if (home) go(home, true)
  }, [home, go])
  if (home) return null
  return (
    <Page title={t('name')}>
      <Empty icon="lock" title={t('nothing.title')}>
        {t('nothing.text')}
      </Empty>
    </Page>
  )
}
