import { useTranslation } from 'react-i18next'
import { listTouches } from '../../../../../contract/leads.ts'
import { useRead } from '../../../app/query.ts'
import { Panel } from '../../../ui/Panel.tsx'
import { Problem } from '../../../ui/Problem.tsx'
import { Timeline } from '../../../ui/Timeline.tsx'
import { useMediumWords } from '../../campaigns/useMedia.ts'
import { useLeadWords } from '../useLeadWords.ts'

/** Every time this person asked, newest first; those that came while the lead was open were joined to it. */
export const LeadTouches = ({ id }: { id: string }) => {
  const { t } = useTranslation('leads')
  const words = useLeadWords()
  const medium = useMediumWords()
  const { data, problem, reload } = useRead(listTouches, { params: { id } })
  return (
    <Panel title={t('page.touches')} note={data && t('page.touchesNote', { n: data.items.length })}>
      {problem && <Problem problem={problem} onRetry={reload} />}
      {!data && !problem && <span className="bone" />}
      {data && (
        <Timeline
          items={data.items.map((touch) => ({
            id: touch.id,
            at: touch.at,
            icon:
              touch.source === 'walk-in'
                ? ('door' as const)
                : touch.source === 'dealer-call'
                  ? ('phone' as const)
                  : ('web' as const),
            title: [words.source(touch.source), touch.medium && medium(touch.medium)]
              .filter(Boolean)
              .join(' · '),
            text: touch.message ?? touch.landingPage,
            ...(touch.joined ? { actor: t('page.joined') } : {}),
          }))}
        />
      )}
    </Panel>
  )
}
