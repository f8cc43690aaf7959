import { describe, expect, it } from 'vitest'
import { routesOf } from '../../server/app.ts'
import { readConfig } from '../../server/kernel/config.ts'
import { files, read } from './files.ts'

type Entry = { status: string; screens: string[]; api: string[]; tests: string[] }
const rows = JSON.parse(read('data/register.json')) as { id: string }[]
const status = JSON.parse(read('data/register-status.json')) as Record<string, Entry>
const routes = routesOf({ config: readConfig({}), analytics: null as never }).map(
  ({ endpoint }) => `${endpoint.method} ${endpoint.path}`,
)

describe('the register', () => {
  it('lists every row once', () => {
    expect(new Set(rows.map((row) => row.id)).size).toBe(rows.length)
    expect(rows.length).toBeGreaterThan(300)
  })
  it('claims only rows it lists, with a screen or an endpoint, and a test that is there', () => {
    const known = new Set(rows.map((row) => row.id))
    for (const [id, entry] of Object.entries(status)) {
      expect([id, known.has(id)]).toEqual([id, true])
      expect([id, entry.screens.length + entry.api.length > 0, entry.tests.length > 0]).toEqual([
        id,
        true,
        true,
      ])
      expect([id, entry.tests.filter((name) => !files.includes(name))]).toEqual([id, []])
    }
  })
  it('names only endpoints the server has', () => {
    for (const [id, entry] of Object.entries(status))
      expect([id, entry.api.filter((name) => !routes.includes(name))]).toEqual([id, []])
  })
})
