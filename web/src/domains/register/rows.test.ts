import { describe, expect, it } from 'vitest'
import { chosen, countByStatus, rowOf, rows } from './rows.ts'

const asked = { id: 'A1-01', capability: 'Two target groups', detail: 'end users and dealers', kind: 'F/K' }

describe('the mission register', () => {
  it('has every row of data/register.json, each with a status', () => {
    expect(rows.length).toBeGreaterThan(300)
    expect(new Set(rows.map((row) => row.id)).size).toBe(rows.length)
    expect(Object.values(countByStatus(rows)).reduce((a, b) => a + b)).toBe(rows.length)
  })
  it('calls a row open until something is written about it, and context when it only describes', () => {
    expect(rowOf(asked, undefined).status).toBe('open')
    expect(rowOf({ ...asked, kind: 'C' }, undefined).status).toBe('context')
    expect(rowOf(asked, { status: 'shown', screens: ['/board'] })).toMatchObject({
      status: 'shown',
      screens: ['/board'],
      tests: [],
    })
  })
  it('finds rows by words, kind and chapter', () => {
    const row = rowOf(asked, undefined)
    expect(chosen([row], { q: 'dealers two' })).toEqual([row])
    expect(chosen([row], { q: 'invoice' })).toEqual([])
    expect(chosen([row], { kinds: ['K'], chapters: ['A1'] })).toEqual([row])
    expect(chosen([row], { kinds: ['G'] })).toEqual([])
  })
})
