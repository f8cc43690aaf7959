import { useTranslation } from 'react-i18next'
import type { Loop } from '../../../../../contract/insights.ts'
import { paths } from '../../../app/paths.ts'
import { Anchor } from '../../../ui/Anchor.tsx'
import { useStepWords } from '../useStepWords.ts'
import './plans.css'

const mostNamed = 3
type Plan = NonNullable<Loop['plan']>

/** Why there is no plan to compare with, or whose is missing from what was attained. */
const usePlanWords = () => {
  const { t } = useTranslation('plans')
  return ({ why, lacking, lackingDealers }: Plan): string => {
    if (why) return t(`plan.${why}`)
    if (lackingDealers === 0) return t('plan.counted')
    const named = lacking.slice(0, mostNamed)
    const names = named.map(({ name, months }) => `${name} ${months.join(' ')}`).join(' · ')
    const n = lackingDealers - named.length
    const words = n > 0 ? t('plan.lackingMore', { names, n }) : t('plan.lacking', { names })
    return `${t('plan.counted')} ${words}`
  }
}

/** Under the band, while the board compares with the plan: every measure that has one, and where plans are set. */
export const PlanStrip = ({ loop, plan }: { loop: Loop; plan: Plan }) => {
  const { t } = useTranslation('plans')
  const { t: shared } = useTranslation('insights')
  const words = useStepWords(loop)
  const say = usePlanWords()
  const planned = loop.steps.filter(({ plan: cell }) => cell && cell.attained !== null)
  return (
    <div className="pl-strip">
      {planned.length > 0 && (
        <ul aria-label={t('plan.title')}>
          {planned.map((step) => (
            <li key={step.key}>
              <b>{shared(`step.${step.key}`)}</b> {words.changeTitle(step)}
            </li>
          ))}
        </ul>
      )}
      <p className="cap">
        {say(plan)} <Anchor to={paths.plans()}>{t('plan.toPlans')}</Anchor>
      </p>
    </div>
  )
}
