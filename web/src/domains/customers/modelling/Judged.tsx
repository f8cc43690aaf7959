import { useTranslation } from 'react-i18next'
import type { MatchInterval, ThresholdEffect } from '../../../../../contract/match-model.ts'
import { Panel } from '../../../ui/Panel.tsx'
import { useFormat } from '../../../ui/useFormat.ts'
import { roundBitsIn } from '../review/bits.ts'

const Interval = ({ of }: { of: MatchInterval | null }) => {
  const { t } = useTranslation('modelling')
  const format = useFormat()
  if (!of) return <span className="cap">{t('judged.unknown')}</span>
  const range = t('judged.range', { low: format.percent(of.low), high: format.percent(of.high) })
  return (
    <div className="mo-interval">
      <b>{format.percent(of.value)}</b> <span className="cap nw">{range}</span>
      <span className="mo-range" aria-hidden="true">
        <i style={{ left: `${of.low * 100}%`, right: `${100 - of.high * 100}%` }} />
        <u style={{ left: `${of.value * 100}%` }} />
      </span>
    </div>
  )
}

/** How good the thresholds are, as far as people have said; with how far that may be trusted. */
export const Judged = ({ effect }: { effect: ThresholdEffect }) => {
  const { t } = useTranslation('modelling')
  const { same, different, link, review } = effect.judged
  const rows = [
    { key: 'link', words: t('judged.link', { at: roundBitsIn(effect.linkAt) }), ...link },
    { key: 'review', words: t('judged.review', { at: roundBitsIn(effect.reviewAt) }), ...review },
  ]
  return (
    <Panel title={t('judged.title')} note={t('judged.note', { n: same + different, same, different })}>
      {same + different === 0 ? (
        <p className="cap">{t('judged.none')}</p>
      ) : (
        <div className="mo-judged">
          {rows.map(({ key, words, precision, recall }) => (
            <dl key={key}>
              <dt className="mo-at">{words}</dt>
              <dt className="cap">{t('judged.precision')}</dt>
              <dd>
                <Interval of={precision} />
              </dd>
              <dt className="cap">{t('judged.recall')}</dt>
              <dd>
                <Interval of={recall} />
              </dd>
            </dl>
          ))}
          <p className="cap">{t('judged.text')}</p>
        </div>
      )}
    </Panel>
  )
}
