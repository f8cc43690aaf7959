import type { Loop, StepKey } from '../../../../contract/insights.ts'

export type Step = Loop['steps'][number]
export const isMoney = (key: StepKey) => key === 'spend' || key === 'revenue'

export const columnWidth = 120
export const bodyHeight = 116
const blockWidth = 62.4
const tallest = 112
const lowest = 30

/** Logarithmic between the least and the most of the counts; nothing at all is a sliver of 4. */
export const heightsOf = (values: number[]): number[] => {
  const some = values.filter((value) => value > 0).map(Math.log)
  const [least, most] = [Math.min(...some), Math.max(...some)]
  const range = most - least
  return values.map((value) => {
    if (value <= 0) return 4
    if (range === 0) return tallest
    return lowest + ((Math.log(value) - least) / range) * (tallest - lowest)
  })
}

type Box = { x: number; y: number; width: number; height: number }
export type Block = {
  key: StepKey
  money: boolean
  body: Box
  /** Down to this block from the one before: a flow between counts, a line from or to money. */
  flow: string | null
  link: Box | null
  from: StepKey
  conversion: number | null
  conversionAt: number
}

const middle = bodyHeight / 2
const boxAt = (index: number, height: number): Box => ({
  x: index * columnWidth,
  y: middle - height / 2,
  width: blockWidth,
  height,
})

const flowBetween = (a: Box, b: Box) =>
  `M${a.x + a.width} ${a.y}L${b.x} ${b.y}V${b.y + b.height}L${a.x + a.width} ${a.y + a.height}Z`

export const blocksOf = (steps: Step[]): Block[] => {
  const counts = heightsOf(steps.filter((step) => !isMoney(step.key)).map((step) => step.value ?? 0))
  const heights = steps.map((step) => (isMoney(step.key) ? lowest : (counts.shift() ?? 0)))
  return steps.map((step, index) => {
    const body = boxAt(index, heights[index] ?? 0)
    const before = steps[index - 1]
    const beforeBox = boxAt(index - 1, heights[index - 1] ?? 0)
    const flows = before !== undefined && !isMoney(before.key) && !isMoney(step.key)
    const edge = beforeBox.x + blockWidth
    return {
      key: step.key,
      money: isMoney(step.key),
      body,
      flow: flows ? flowBetween(beforeBox, body) : null,
      link: before && !flows ? { x: edge, y: middle - 1, width: body.x - edge, height: 2 } : null,
      from: before?.key ?? step.key,
      conversion: flows ? step.conversion : null,
      conversionAt: ((index - 0.24) / steps.length) * 100,
    }
  })
}
