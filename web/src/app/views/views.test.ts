import { describe, expect, test } from 'vitest'
import { addressOf, filtersOf } from './search.ts'

describe('the filters of a view', () => {
  test('leave out what only passes by', () => {
    expect(filtersOf('?grade=H&open=1&saved=2&register=1', ['register'])).toBe('grade=H')
  })
  test('are the same in whatever order they were chosen', () => {
    expect(filtersOf('stage=new&grade=H&grade=A')).toBe(filtersOf('grade=A&stage=new&grade=H'))
    expect(filtersOf('grade=A')).not.toBe(filtersOf('grade=A&grade=H'))
  })
  test('come back as an address that names the view', () => {
    expect(addressOf('/leads', { id: 'v1', search: 'grade=H' })).toBe('/leads?grade=H&saved=v1')
    expect(addressOf('/board', { id: 'v1', search: '' })).toBe('/board?saved=v1')
  })
})
