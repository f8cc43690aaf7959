import { useTranslation } from 'react-i18next'
import { Page } from '../../ui/Page.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Problem } from '../../ui/Problem.tsx'
import { useSearch } from '../../ui/useSearch.ts'
import { Entry } from './Entry.tsx'
import { Month } from './Month.tsx'
import { useOpenDays } from './useCounts.ts'

/** The dealer's own page: what is to be reported on the left, the month on the right; on a phone one below the other. */
export const DealerCounts = () => {
  const { t } = useTranslation('extranet')
  const { days, today, dealer, problem, reload } = useOpenDays()
  const { one, set } = useSearch()
  const firstOpen = days?.findLast((day) => day.state === 'missing') ?? days?.[1] ?? days?.[0]
  const chosen = one('day') ?? firstOpen?.day ?? today
  const choose = (day: string) => set({ day }, true)
  return (
    <Page title={t('titleDealer')} note={dealer?.name} pad>
      {problem && !days && <Problem problem={problem} onRetry={reload} />}
      {!days && !problem && (
        <Panel title={t('entry.title')}>
          <span className="bone" />
        </Panel>
      )}
      {days && (
        <div className="xc">
          <Entry days={days} today={today} chosen={chosen} onChoose={choose} />
          <Month today={today} chosen={chosen} onChoose={choose} />
        </div>
      )}
    </Page>
  )
}
