import { type PointerEvent, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DealerItem } from '../../../../contract/dealers.ts'
import { IconButton } from '../../ui/Button.tsx'
import { classes } from '../../ui/classes.ts'
import { type Frame, frameOf, gridOf, pointOf, scaleOf, zoomed } from './projection.ts'

type Props = {
  dealers: DealerItem[]
  openId?: string | undefined
  onOpen: (dealer: DealerItem) => void
  brands: { id: string; name: string }[]
}

const useSize = () => {
  const box = useRef<HTMLDivElement>(null)
  const [size, setSize] = useState({ width: 900, height: 600 })
  useEffect(() => {
    if (!box.current) return
    const watch = new ResizeObserver(([entry]) => {
      if (entry && entry.contentRect.width > 0)
        setSize({ width: entry.contentRect.width, height: entry.contentRect.height })
    })
    watch.observe(box.current)
    return () => watch.disconnect()
  }, [])
  return { box, ...size }
}

/** The degrees, hair-thin, so that a point stands somewhere. */
const Grid = ({ frame, unit }: { frame: Frame; unit: number }) => {
  const { longitudes, latitudes } = gridOf(frame)
  return (
    <g className="dm-grid">
      {longitudes.map((longitude) => {
        const { x } = pointOf({ longitude, latitude: 35 })
        return (
          <g key={longitude}>
            <line x1={x} x2={x} y1={frame.y} y2={frame.y + frame.height} strokeWidth={unit} />
            <text x={x + 4 * unit} y={frame.y + frame.height - 6 * unit} fontSize={12 * unit}>
              {longitude}°E
            </text>
          </g>
        )
      })}
      {latitudes.map((latitude) => {
        const { y } = pointOf({ longitude: 104, latitude })
        return (
          <g key={latitude}>
            <line x1={frame.x} x2={frame.x + frame.width} y1={y} y2={y} strokeWidth={unit} />
            <text x={frame.x + 6 * unit} y={y - 4 * unit} fontSize={12 * unit}>
              {latitude}°N
            </text>
          </g>
        )
      })}
    </g>
  )
}

/** Dealers as points by their coordinates: drag to move, wheel or buttons to come closer. No tiles, nothing leaves the house. */
export const DealerMap = ({ dealers, openId, onOpen, brands }: Props) => {
  const { t } = useTranslation('dealers')
  const { box, width, height } = useSize()
  const points = useMemo(() => dealers.map((dealer) => ({ dealer, ...pointOf(dealer) })), [dealers])
  const whole = useMemo(() => frameOf(points, width / Math.max(1, height)), [points, width, height])
  const [moved, setMoved] = useState<Frame>()
  // biome-ignore lint/correctness/useExhaustiveDependencies: another choice of dealers is shown whole again
  useEffect(() => setMoved(undefined), [whole])
  const frame = moved ?? whole
  const unit = frame.width / Math.max(1, width)
  const held = useRef<{ x: number; y: number; frame: Frame }>(undefined)
  const middle = { x: frame.x + frame.width / 2, y: frame.y + frame.height / 2 }
  const move = (event: PointerEvent) => {
    if (!held.current) return
    const { x, y, frame: from } = held.current
    setMoved({ ...from, x: from.x - (event.clientX - x) * unit, y: from.y - (event.clientY - y) * unit })
  }
  const zoomAt = (event: React.WheelEvent) => {
    const area = event.currentTarget.getBoundingClientRect()
    const at = {
      x: frame.x + (event.clientX - area.left) * unit,
      y: frame.y + (event.clientY - area.top) * unit,
    }
    setMoved(zoomed(frame, event.deltaY > 0 ? 1.18 : 0.85, at))
  }
  const scale = scaleOf(frame)
  const near = frame.width < 6 || points.length <= 30
  return (
    <div ref={box} className="dm">
      <svg
        viewBox={`${frame.x} ${frame.y} ${frame.width} ${frame.height}`}
        role="img"
        aria-label={`${t('map.label')}. ${t('map.text')}`}
        onPointerDown={(event) => {
          held.current = { x: event.clientX, y: event.clientY, frame }
        }}
        onPointerMove={move}
        onPointerUp={() => {
          held.current = undefined
        }}
        onPointerLeave={() => {
          held.current = undefined
        }}
        onWheel={zoomAt}
      >
        <Grid frame={frame} unit={unit} />
        {points.map(({ dealer, x, y }) => (
          <g key={dealer.id}>
            {/* biome-ignore lint/a11y/noStaticElementInteractions: the list beside the map has every dealer for the keyboard */}
            <circle
              className={classes('dm-dot', !dealer.active && 'shut', dealer.id === openId && 'on')}
              cx={x}
              cy={y}
              r={(dealer.id === openId ? 7 : 4.5) * unit}
              strokeWidth={1.5 * unit}
              style={
                dealer.active
                  ? { fill: `var(--c${(brands.findIndex(({ id }) => id === dealer.brandId) % 8) + 1})` }
                  : {}
              }
              onClick={() => onOpen(dealer)}
            >
              <title>
                {[
                  dealer.name,
                  `${dealer.regionName} ${dealer.areaName}`,
                  dealer.active ? '' : t('map.closed'),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </title>
            </circle>
            {(near || dealer.id === openId) && (
              <text
                className="dm-name"
                strokeWidth={3 * unit}
                x={x + 9 * unit}
                y={y + 4 * unit}
                fontSize={12 * unit}
              >
                {dealer.name}
              </text>
            )}
          </g>
        ))}
      </svg>
      <div className="dm-tools">
        <IconButton
          icon="plus"
          label={t('map.zoomIn')}
          onClick={() => setMoved(zoomed(frame, 0.6, middle))}
        />
        <IconButton
          icon="minus"
          label={t('map.zoomOut')}
          onClick={() => setMoved(zoomed(frame, 1.6, middle))}
        />
        <IconButton icon="loop" label={t('map.fit')} onClick={() => setMoved(undefined)} />
      </div>
      {brands.length > 1 && (
        <div className="dm-key">
          {brands.map(({ id, name }, index) => (
            <span key={id}>
              <i style={{ background: `var(--c${(index % 8) + 1})` }} />
              {name}
            </span>
          ))}
        </div>
      )}
      <div className="dm-scale cap">
        <i style={{ width: `${scale.share * width}px` }} />
        {t('map.scale', { n: scale.km })}
      </div>
    </div>
  )
}
