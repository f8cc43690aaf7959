import { useTranslation } from 'react-i18next'
import type { Quality, QualityRow } from '../../../../../contract/credibility.ts'
import { Explain } from '../../../ui/Stat.tsx'
import { useFormat } from '../../../ui/useFormat.ts'

type Figures = Omit<QualityRow, 'key' | 'name' | 'dealer' | 'dealerId'>

/** The formula with this row's numbers in it. */
export const useScoreExplained = (prior: Quality['prior'] | undefined, at: string | null | undefined) => {
  const { t } = useTranslation('quality')
  const format = useFormat()
  return (row: Figures) => {
    const error = prior && row.records > 0 ? prior.within / row.records : 0
    const pull = prior && error + prior.between > 0 ? error / (error + prior.between) : 0
    return {
      definition: t('explain.score'),
      formula: prior
        ? t('explain.scoreFormula', {
            pull: format.number(pull, 2),
            prior: format.number(prior.mean, 1),
            rest: format.number(1 - pull, 2),
            mean: format.number(row.mean, 1),
            half: format.number((row.high - row.low) / 2, 1),
          })
        : t('explain.scoreRule'),
      ...(at && { freshness: t('at', { at: format.instant(at) }) }),
      owner: t('explain.owner'),
    }
  }
}

/** The figure, how sure it is, and where it lies between 0 and 100; the thin line is the network. */
export const Estimate = ({
  row,
  prior,
  at,
}: {
  row: Figures
  prior: Quality['prior']
  at: string | null
}) => {
  const { t } = useTranslation('quality')
  const format = useFormat()
  const explained = useScoreExplained(prior, at)
  const half = (row.high - row.low) / 2
  return (
    // The row opens something else: a click on the figure is not a click on the row.
    // biome-ignore lint/a11y: it only keeps a click from the row, and does nothing itself
    <span className="cq-est" onClick={(event) => event.stopPropagation()}>
      <span className="cq-bar" aria-hidden="true">
        <i style={{ left: `${row.low}%`, width: `${row.high - row.low}%` }} />
        <s style={{ left: `${prior.mean}%` }} />
        <u style={{ left: `${row.score}%` }} />
      </span>
      <b>
        <Explain name={t('credibility')} figure={format.number(row.score, 0)} explain={explained(row)} />
      </b>
      <small>±{format.number(half, half < 9.5 ? 1 : 0)}</small>
    </span>
  )
}
