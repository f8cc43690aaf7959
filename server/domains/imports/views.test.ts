import { describe, expect, it } from 'vitest'
import { masked } from './views.ts'

describe('a cell of a file on screen', () => {
  it('is masked when it is somebody’s number, also in full width and with a wrong check digit', () => {
    expect(masked('13800138000')).toBe('138****8000')
    expect(masked('１３８００１３８０００')).toBe('138****8000')
    expect(masked('110101199003078515')).toMatch(/^1101\*+\d{2}/)
    expect(masked('１１０１０１１９９００３０７８５１１')).toMatch(/^1101\*+\d{2}/)
  })
  it('is itself when it is not', () => {
    expect(masked('越岭 1.5T')).toBe('越岭 1.5T')
    expect(masked('2026-11-22')).toBe('2026-11-22')
  })
})
