import { useTranslation } from 'react-i18next'
import type { Visit } from '../../../../../contract/customer-visitors.ts'
import { Button } from '../../../ui/Button.tsx'
import { StateTag } from '../../../ui/Marks.tsx'
import { Section } from '../../../ui/Panel.tsx'
import { useFormat } from '../../../ui/useFormat.ts'
import { useMediumWords } from '../../campaigns/useMedia.ts'

/** The site is one's own: what stands behind it says which page. */
const short = (page: string) => page.replace(/^(?:[a-z]+:\/\/)?[^/]+\.[^/]+(?=\/)/i, '')
const mostDays = 4

const Line = ({ visit }: { visit: Visit }) => {
  const { t } = useTranslation('visitors')
  const format = useFormat()
  const medium = useMediumWords()
  const pages = visit.pages.map(short)
  const from = [
    visit.medium && medium(visit.medium),
    visit.campaign && t('campaign', { code: visit.campaign }),
  ].filter(Boolean)
  return (
    <li className="vis-day">
      <div className="row">
        <b>{format.day(visit.day, true)}</b>
        <span className="cut">{visit.series.join(' · ')}</span>
        {visit.form && (
          <span className="end">
            <StateTag icon="doc">{t('form')}</StateTag>
          </span>
        )}
      </div>
      <p className="cap cut" title={visit.pages.join('\n')}>
        {[pages.join(' · '), visit.more > 0 && t('more', { n: visit.more })].filter(Boolean).join(' · ')}
      </p>
      {from.length > 0 && <p className="cap cut">{from.join(' · ')}</p>}
    </li>
  )
}

export const Visits = ({ visits, all, onAll }: { visits: Visit[]; all: boolean; onAll: () => void }) => {
  const { t } = useTranslation('visitors')
  if (visits.length === 0) return null
  const shown = all || visits.length <= mostDays + 1 ? visits : visits.slice(0, mostDays)
  return (
    <div className="vis-days">
      <Section title={t('days')} />
      <ul>
        {shown.map((visit) => (
          <Line key={`${visit.browserId} ${visit.day}`} visit={visit} />
        ))}
      </ul>
      {shown.length < visits.length && (
        <Button look="link" onClick={onAll}>
          {t('allDays', { n: visits.length })}
        </Button>
      )}
    </div>
  )
}
