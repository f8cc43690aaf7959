import { describe, expect, it } from 'vitest'
import type { StepKey } from '../../../../contract/insights.ts'
import { blocksOf, heightsOf, type Step } from './band.ts'

const step = (key: StepKey, value: number, conversion: number | null = null): Step => ({
  key,
  value,
  conversion,
  costFen: null,
  before: null,
  change: null,
  weekly: [],
  plan: null,
})

describe('the band from spend to revenue', () => {
  it('is as high as the logarithm of the count, between 30 and 112', () => {
    expect(heightsOf([2_964_300, 68_412, 5_402]).map(Math.round)).toEqual([112, 63, 30])
  })
  it('shows nothing as a sliver and one count alone in full height', () => {
    expect(heightsOf([0, 7, 0])).toEqual([4, 112, 4])
    expect(heightsOf([])).toEqual([])
  })
  it('draws a flow between counts and a line beside money', () => {
    const blocks = blocksOf([
      step('spend', 100),
      step('leads', 50, 0.5),
      step('orders', 5, 0.1),
      step('revenue', 9),
    ])
    expect(blocks.map((block) => [block.flow !== null, block.link !== null, block.conversion])).toEqual([
      [false, false, null],
      [false, true, null],
      [true, false, 0.1],
      [false, true, null],
    ])
  })
})
