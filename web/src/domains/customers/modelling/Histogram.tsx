import { type KeyboardEvent, type PointerEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ThresholdEffect } from '../../../../../contract/match-model.ts'
import { classes } from '../../../ui/classes.ts'
import { useFormat } from '../../../ui/useFormat.ts'
import { roundBitsIn } from '../review/bits.ts'
import { heightOf, placeOf, type Scale, scaleOf, weightAt, zoneOf } from './scale.ts'

type Thresholds = { linkAt: number; reviewAt: number }
type Props = Thresholds & {
  bins: ThresholdEffect['bins']
  onChange: (patch: Partial<Thresholds>) => void
}

/** Each arrow half a bit, with shift two. */
const steps: Record<string, number> = { ArrowLeft: -0.5, ArrowDown: -0.5, ArrowRight: 0.5, ArrowUp: 0.5 }

const Handle = ({
  name,
  value,
  least,
  most,
  scale,
  label,
  onMove,
}: {
  name: 'linkAt' | 'reviewAt'
  value: number
  least: number
  most: number
  scale: Scale
  label: string
  onMove: (weight: number) => void
}) => {
  const { t } = useTranslation('modelling')
  const bounded = (weight: number) => onMove(Math.min(most, Math.max(least, weight)))
  const drag = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.parentElement?.getBoundingClientRect()
    if (box && event.currentTarget.hasPointerCapture(event.pointerId))
      bounded(weightAt(scale, (event.clientX - box.left) / box.width))
  }
  const press = (event: KeyboardEvent) => {
    const step = steps[event.key]
    if (step === undefined) return
    event.preventDefault()
    bounded(value + step * (event.shiftKey ? 4 : 1))
  }
  return (
    <div
      role="slider"
      tabIndex={0}
      className={classes('mo-handle', name)}
      style={{ left: `${placeOf(scale, value)}%` }}
      aria-label={label}
      aria-valuemin={least}
      aria-valuemax={most}
      aria-valuenow={value}
      aria-valuetext={roundBitsIn(value)}
      title={t('handle')}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
      onKeyDown={press}
    >
      <b>{roundBitsIn(value)}</b>
    </div>
  )
}

/** Pairs by weight, and the two thresholds among them: dragged, moved with the arrows, or typed beside. */
export const Histogram = ({ bins, linkAt, reviewAt, onChange }: Props) => {
  const { t } = useTranslation('modelling')
  const format = useFormat()
  // The scale stands still while a threshold is on its way, unless one was typed that is off it.
  const [fixed, setFixed] = useState(() => scaleOf(bins, linkAt, reviewAt))
  const off = linkAt > fixed.high || reviewAt < fixed.low || bins.some(({ from }) => from >= fixed.high)
  const scale = off ? scaleOf(bins, linkAt, reviewAt) : fixed
  if (off) setFixed(scale)
  const most = Math.max(1, ...bins.map(({ pairs }) => pairs))
  const all = bins.reduce((sum, { pairs }) => sum + pairs, 0)
  const width = `${50 / (scale.high - scale.low)}%`
  const words = (bin: Props['bins'][number]) =>
    [
      t('histogram.bar', {
        from: roundBitsIn(bin.from),
        to: roundBitsIn(bin.from + 0.5),
        n: format.number(bin.pairs),
      }),
      ...(bin.same + bin.different > 0
        ? [t('histogram.judged', { same: bin.same, different: bin.different })]
        : []),
    ].join('\n')
  const label = t('histogram.label', {
    n: format.number(all),
    link: roundBitsIn(linkAt),
    review: roundBitsIn(reviewAt),
  })
  return (
    <figure className="mo-hist">
      <div className="mo-plot">
        <div role="img" aria-label={label} className="mo-bars">
          {bins.map((bin) => (
            <i
              key={bin.from}
              className={zoneOf(bin.from, linkAt, reviewAt)}
              style={{ left: `${placeOf(scale, bin.from)}%`, width, height: `${heightOf(bin.pairs, most)}%` }}
              title={words(bin)}
            />
          ))}
        </div>
        <Handle
          name="reviewAt"
          value={reviewAt}
          least={scale.low}
          most={linkAt - 0.5}
          scale={scale}
          label={t('reviewAt')}
          onMove={(weight) => onChange({ reviewAt: weight })}
        />
        <Handle
          name="linkAt"
          value={linkAt}
          least={reviewAt + 0.5}
          most={scale.high}
          scale={scale}
          label={t('linkAt')}
          onMove={(weight) => onChange({ linkAt: weight })}
        />
      </div>
      <div className="mo-ticks" aria-hidden="true">
        {scale.ticks.map((tick) => (
          <span key={tick} style={{ left: `${placeOf(scale, tick)}%` }}>
            {roundBitsIn(tick)}
          </span>
        ))}
      </div>
      <figcaption className="mo-legend">
        {(['apart', 'asked', 'linked'] as const).map((zone) => (
          <span key={zone}>
            <i className={zone} />
            {t(`zone.${zone}`)}
          </span>
        ))}
        <span className="end">{t('histogram.weight')}</span>
      </figcaption>
    </figure>
  )
}
