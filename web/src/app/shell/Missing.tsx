import type { ErrorComponentProps } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Anchor } from '../../ui/Anchor.tsx'
import { Button } from '../../ui/Button.tsx'
import { Page } from '../../ui/Page.tsx'
import { Empty } from '../../ui/Problem.tsx'
import { useTexts } from '../i18n.ts'
import { paths } from '../paths.ts'

/** No page at this address. */
export const Missing = () => {
  const { t } = useTranslation('app')
  return (
    <Page title={t('missing.title')}>
      <Empty
        icon="map"
        title={t('missing.title')}
        action={
          <Anchor className="btn" to={paths.home()}>
            {t('missing.home')}
          </Anchor>
        }
      >
        {t('missing.text')}
      </Empty>
    </Page>
  )
}

/** A screen that threw: what happened and one way out. */
export const Crash = ({ error }: ErrorComponentProps) => {
  const { problem } = useTexts('ui')
  return (
    <main className="main">
      <Empty
        icon="warn"
        title={problem.crash}
        action={<Button onClick={() => location.reload()}>{problem.reload}</Button>}
      >
        {problem.crashText}{' '}
        <span className="mono">{error instanceof Error ? error.message : String(error)}</span>
      </Empty>
    </main>
  )
}
