import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listAnalyses, readAnalysis, readAnalysisRows } from '../../../../contract/analyses.ts'
import { putSmallLoop } from '../../../../tests/harness/loop.ts'
import { openWorld, type World } from '../../../../tests/harness/world.ts'
import { refreshFacts } from '../facts/refresh.ts'
import { analyses } from './all.ts'
import type { Analysis } from './analysis.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
  await putSmallLoop(world)
  await world.as('system', refreshFacts)
})
afterAll(() => world.close())

const period = { from: '2026-01-01', to: '2026-11-22' }
const ask = (who: string, name: string, query: Record<string, unknown> = period) =>
  world.call(who, readAnalysis, { params: { name }, query })

/** Names in a drawing; each must be a column. */
const drawn = (one: Analysis['chart']): string[] =>
  Object.entries(one).flatMap(([key, value]) =>
    key === 'kind' || typeof value === 'boolean' ? [] : [value].flat().map(String),
  )

describe('the catalogue of analyses', () => {
  it('is closed to nobody in particular: who is signed out is asked to sign in', async () => {
    expect((await world.call(null, listAnalyses, {})).status).toBe(401)
  })
  it('keeps what is about money from a dealer', async () => {
    const names = (await world.call('pei', listAnalyses, {})).body.items.map((one) => one.name)
    expect(names).toContain('traffic')
    for (const one of analyses.filter((one) => one.money)) {
      expect(names).not.toContain(one.name)
      expect((await ask('pei', one.name)).status).toBe(403)
    }
  })
})

describe('an analysis', () => {
  it('that does not exist is not found', async () => {
    expect((await ask('meng', 'astrology')).status).toBe(404)
  })
  it('refuses a choice it does not have, and names those it has', async () => {
    const { status, body } = await ask('meng', 'traffic', { with: ['by:moon'] })
    expect(status).toBe(422)
    expect(JSON.stringify(body)).toContain('by')
  })
  it('without rows behind it says so', async () => {
    const reply = await world.call('meng', readAnalysisRows, { params: { name: 'traffic' }, query: period })
    expect(reply.status).toBe(422)
  })
})

describe.each(analyses.map((one) => [one.name, one] as const))('%s', (name, one) => {
  it.each(one.money ? ['meng'] : ['meng', 'huo', 'pei'])(
    'answers %s with rows that fit its columns',
    async (who) => {
      const { status, body } = await ask(who, name)
      expect([status, body]).toEqual([200, expect.anything()])
      const keys = body.columns.map((column) => column.key)
      for (const key of drawn(body.chart)) expect(keys).toContain(key)
      for (const row of body.rows.slice(0, 50)) expect(keys).toEqual(expect.arrayContaining(Object.keys(row)))
      if (body.rows.length === 0) expect(body.empty).not.toBeNull()
    },
  )
  it('has words in both languages and its rows of the register', () => {
    for (const words of [one.title, one.definition, one.formula])
      expect([words.zh, words.en].every((text) => text.length > 0)).toBe(true)
    expect(one.register.length).toBeGreaterThan(0)
  })
})
