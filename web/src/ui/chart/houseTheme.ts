import { type Mode, series } from '../../app/theme.ts'

const value = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name).trim()

/** LOOK.md in echarts' words: 12 px ink-3, hairlines, square bars, thin lines without points. */
export const houseTheme = (mode: Mode) => {
  const text = { color: value('--ink-3'), fontSize: 12, fontFamily: value('--font') }
  const axis = {
    axisLine: { show: false, lineStyle: { color: value('--line-2') } },
    axisTick: { show: false },
    axisLabel: text,
    nameTextStyle: text,
    splitLine: { lineStyle: { color: value('--line'), width: 1 } },
  }
  return {
    color: series[mode],
    backgroundColor: 'transparent',
    animation: false,
    textStyle: text,
    legend: { textStyle: { ...text, color: value('--ink-2') }, itemWidth: 10, itemHeight: 10, icon: 'rect' },
    tooltip: {
      backgroundColor: value('--raised'),
      borderWidth: 0,
      padding: [8, 12],
      textStyle: { ...text, color: value('--ink') },
      extraCssText: 'box-shadow: var(--shadow-pop); border-radius: 8px',
      axisPointer: { lineStyle: { color: value('--line-2') }, shadowStyle: { color: value('--hover') } },
    },
    grid: { left: 8, right: 8, top: 16, bottom: 4, containLabel: true },
    categoryAxis: { ...axis, splitLine: { show: false } },
    valueAxis: axis,
    timeAxis: { ...axis, splitLine: { show: false } },
    logAxis: axis,
    line: { showSymbol: false, symbol: 'none', lineStyle: { width: 1.5 }, smooth: false },
    bar: { itemStyle: { borderRadius: 0 }, barMaxWidth: 28 },
  }
}
