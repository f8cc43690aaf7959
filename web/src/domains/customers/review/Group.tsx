import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { usePhone } from '../../../app/appearance.ts'
import { Segment } from '../../../ui/Segment.tsx'
import { Actions } from './Actions.tsx'
import { Comparison } from './Comparison.tsx'
import { letterOf } from './fields.ts'
import { GroupHead, type GroupHeadProps } from './GroupHead.tsx'
import { Reasons } from './Reasons.tsx'
import { Summary } from './Summary.tsx'
import { useGroup } from './useGroup.ts'
import type { Review } from './useReview.ts'

/** One group: the values side by side, why they are alike, and what can be decided. */
export const Group = ({ review, ...head }: GroupHeadProps & { review: Review }) => {
  const { group } = head
  const { t } = useTranslation('review')
  const phone = usePhone()
  const [pane, setPane] = useState<'compare' | 'why'>('compare')
  const use = useGroup(group, review, head.onlyDifferent, head.onOnlyDifferent)
  const several = use.ids.length > 2
  const reasons = <Reasons group={group} pairId={use.pairId} onPair={use.setPairId} review={review} />
  return (
    <>
      <div className="mr-mid">
        <GroupHead {...head} />
        {phone && (
          <div className="mr-panes">
            <Segment
              label={t('title')}
              value={pane}
              onChange={setPane}
              options={[
                { value: 'compare', label: t('pane.compare') },
                { value: 'why', label: t('pane.why') },
              ]}
            />
          </div>
        )}
        {phone && pane === 'why' ? (
          reasons
        ) : (
          <div className="mr-scroll">
            <Comparison
              group={group}
              rows={use.rows}
              winnerOf={use.winnerOf}
              cursor={use.cursor}
              chosen={several ? use.some : undefined}
              onPick={use.pick}
              onToggle={use.toggle}
              mayPick={review.may}
            />
            <Summary group={group} rows={use.all} picked={use.picked} />
          </div>
        )}
        <Actions
          may={review.may}
          people={use.ids.length}
          letters={use.partial ? use.some.map((id) => letterOf(group, id)) : []}
          decide={use.decide}
        />
      </div>
      {!phone && reasons}
    </>
  )
}
