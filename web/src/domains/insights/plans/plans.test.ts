import { describe, expect, it } from 'vitest'
import { readValue, typedValue } from './values.ts'

describe('a cell of a plan', () => {
  it('refuses what is no number of its kind', () => {
    for (const text of ['-1', '1.5', 'ten', '1e3', '=1+1']) expect(readValue(text, false)).toBeUndefined()
    for (const text of ['-1', '1.234', '=1']) expect(readValue(text, true)).toBeUndefined()
  })
  it('reads counts and yuan, also as they are pasted', () => {
    expect(readValue(' 1,200 ', false)).toBe(1200)
    expect(readValue('120', false)).toBe(120)
    expect(readValue('¥2,000,000.50', true)).toBe(200_000_050)
    expect(readValue('  ', false)).toBe('')
  })
  it('is typed as it is read', () => {
    expect(typedValue(undefined, true)).toBe('')
    expect(typedValue(200_000_050, true)).toBe('2000000.5')
    expect(readValue(typedValue(200_000_050, true), true)).toBe(200_000_050)
  })
})
