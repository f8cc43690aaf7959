import { describe, expect, it } from 'vitest'
import { domainMap } from '../../server/domains/map.ts'
import { importsOf, packagesOf, production, read, sources } from './files.ts'

const domainOf = (path: string) => /^server\/domains\/([^/]+)\//.exec(path)?.[1]
const map: Record<string, readonly string[]> = domainMap

describe('imports', () => {
  it('contract imports zod and contract only', () => {
    for (const file of production.filter((name) => name.startsWith('contract/'))) {
      expect([file, packagesOf(file).filter((name) => name !== 'zod')]).toEqual([file, []])
      expect([file, importsOf(file).filter((name) => !name.startsWith('contract/'))]).toEqual([file, []])
    }
  })
  it('the kernel imports no domain', () => {
    for (const file of production.filter((name) => name.startsWith('server/kernel/')))
      expect([file, importsOf(file).filter((name) => domainOf(name))]).toEqual([file, []])
  })
  it('domains meet through index.ts, only along map.ts', () => {
    const wrong: string[] = []
    for (const file of production) {
      const from = domainOf(file)
      if (!from) continue
      for (const target of importsOf(file)) {
        const to = domainOf(target)
        if (!to || to === from) continue
        if (target !== `server/domains/${to}/index.ts`)
          wrong.push(`${file} reaches past the door of ${to}: ${target}`)
        if (!map[from]?.includes(to)) wrong.push(`${file}: map.ts does not let ${from} import ${to}`)
      }
    }
    expect(wrong).toEqual([])
  })
  it('the map has no cycle', () => {
    const done = new Set<string>()
    const visit = (name: string, trail: string[]) => {
      if (trail.includes(name)) throw new Error([...trail, name].join(' -> '))
      if (done.has(name)) return
      for (const next of map[name] ?? []) visit(next, [...trail, name])
      done.add(name)
    }
    for (const name of Object.keys(map)) visit(name, [])
  })
  it('inside a domain, queries call nobody and routes never reach SQL', () => {
    const wrong: string[] = []
    for (const file of production.filter((name) => domainOf(name))) {
      const own = importsOf(file).filter((name) => domainOf(name) === domainOf(file))
      if (
        /\/queries(\.ts|\/)/.test(file) &&
        own.some((name) => /\/(actions|routes|jobs)(\.ts|\/)/.test(name))
      )
        wrong.push(`${file} calls upwards`)
      if (/\/routes\.ts$/.test(file) && /from 'kysely'/.test(read(file))) wrong.push(`${file} speaks SQL`)
    }
    expect(wrong).toEqual([])
  })
  it('rules are pure: no await, no clock, no random, no database', () => {
    const wrong = production
      .filter((name) => domainOf(name) && /\/rules(\.ts|\/)/.test(name))
      .flatMap((file) =>
        [
          ...read(file).matchAll(
            /\bawait\b|Date\.now\(|new Date\(\)|Math\.random|from 'kysely'|kernel\/db\//g,
          ),
        ].map(([found]) => `${file}: ${found}`),
      )
    expect(wrong).toEqual([])
  })
  it('only web/src/ui imports antd’s Table, Form, Modal and Drawer', () => {
    const wrong = sources.filter(
      (name) =>
        name.startsWith('web/src/') &&
        !name.startsWith('web/src/ui/') &&
        /import \{[^}]*\b(Table|Form|Modal|Drawer)\b[^}]*\} from 'antd'/.test(read(name)),
    )
    expect(wrong).toEqual([])
  })
  it('the web reaches the server only through the contract', () => {
    const wrong = sources
      .filter((name) => name.startsWith('web/'))
      .flatMap((file) =>
        importsOf(file)
          .filter((target) => target.startsWith('server/'))
          .map((target) => `${file}: ${target}`),
      )
    expect(wrong).toEqual([])
  })
})
