import type { EChartsCoreOption } from 'echarts/core'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useAppearance } from '../app/appearance.ts'
import { useTexts } from '../app/i18n.ts'
import { houseTheme } from './chart/houseTheme.ts'
import { fill } from './fill.ts'

/** A mark that was clicked; `data` is its item as the option gave it. */
type Picked = { name: string; seriesName?: string; dataIndex: number; data?: unknown }
export type ChartProps = {
  /** What the chart shows, in one sentence; read aloud. */
  label: string
  /** Plain echarts options; colours, axes and text come from the house theme. */
  option: EChartsCoreOption
  height?: number
  /** The same figures as a table, for readers who cannot see the chart. */
  table?: ReactNode
  onPick?: (picked: Picked) => void
}

type Engine = ReturnType<typeof import('./chart/engine.ts')['init']>

/** An echarts chart; the engine (180 kB gzipped) is fetched with the first one. */
export const Chart = ({ label, option, height = 220, table, onPick }: ChartProps) => {
  const { chart: words } = useTexts('ui')
  const { mode } = useAppearance()
  const place = useRef<HTMLDivElement>(null)
  const [engine, setEngine] = useState<Engine>()
  useEffect(() => {
    let made: Engine | undefined
    let gone = false
    const watcher = new ResizeObserver(() => made?.resize())
    void import('./chart/engine.ts').then(({ init }) => {
      if (gone || !place.current) return
      made = init(place.current, houseTheme(mode), { renderer: 'svg' })
      watcher.observe(place.current)
      setEngine(made)
    })
    return () => {
      gone = true
      watcher.disconnect()
      made?.dispose()
      setEngine(undefined)
    }
  }, [mode])
  useEffect(() => {
    engine?.setOption(
      { aria: { enabled: true, label: { description: label } }, ...option },
      { notMerge: true },
    )
  }, [engine, option, label])
  useEffect(() => {
    if (!engine || !onPick) return
    const pick = (event: unknown) => onPick(event as Picked)
    engine.on('click', pick)
    return () => {
      if (!engine.isDisposed()) engine.off('click', pick)
    }
  }, [engine, onPick])
  return (
    <figure className="chart">
      <div ref={place} style={{ height }} role="img" aria-label={fill(words.label, { name: label })} />
      {table && <figcaption className="sr">{table}</figcaption>}
    </figure>
  )
}
