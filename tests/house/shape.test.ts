import { describe, expect, it } from 'vitest'
import { domainMap } from '../../server/domains/map.ts'
import { files, packagesOf, production, read, sources } from './files.ts'

const lines = (name: string) => read(name).split('\n').length
const longMayBe = /\.test\.tsx?$|\/locales\/|\.sql$|^data\//

const rootEntries = [
  '.ci',
  '.gitignore',
  '.npmrc',
  'AGENTS.md',
  'ARCHITECTURE.md',
  'CHANGELOG.md',
  'LICENSE',
  'README.md',
  'README.zh-CN.md',
  'STYLE.md',
  'bench',
  'bin',
  'biome.json',
  'contract',
  'data',
  'docs',
  'package-lock.json',
  'package.json',
  'server',
  'tests',
  'tsconfig.json',
  'twin',
  'vitest.config.ts',
  'web',
]

describe('the shape of the house', () => {
  it('no file is longer than 400 lines, and half of them are under 90', () => {
    const sizes = production
      .filter((name) => !longMayBe.test(name))
      .map((name) => [lines(name), name] as const)
    expect(sizes.filter(([size]) => size > 400)).toEqual([])
    const sorted = sizes.map(([size]) => size).sort((a, b) => a - b)
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThan(90)
  })
  it('no file hides behind an empty name', () => {
    expect(sources.filter((name) => /(^|\/)(utils?|helpers?|manager|misc|common)\.tsx?$/.test(name))).toEqual(
      [],
    )
  })
  it('a domain holds only the files every domain holds, or folders of nouns', () => {
    for (const domain of Object.keys(domainMap))
      expect([domain, files.includes(`server/domains/${domain}/README.md`)]).toEqual([domain, true])
  })
  it('the root holds nothing that is not explained', () => {
    const found = new Set(files.map((name) => name.split('/')[0]!))
    expect([...found].filter((name) => !rootEntries.includes(name))).toEqual([])
  })
  it('each dependency has its line in docs/dependencies.md', () => {
    const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Record<
      string,
      Record<string, string>
    >
    const told = read('docs/dependencies.md')
    expect(
      Object.keys({ ...dependencies, ...devDependencies }).filter((name) => !told.includes(`\`${name}\``)),
    ).toEqual([])
  })
  it('each imported package is declared', () => {
    const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Record<
      string,
      Record<string, string>
    >
    const declared = new Set(Object.keys({ ...dependencies, ...devDependencies }))
    const wrong = sources.flatMap((file) =>
      packagesOf(file)
        .filter((name) => !declared.has(name))
        .map((name) => `${file}: ${name}`),
    )
    expect(wrong).toEqual([])
  })
  it('every path AGENTS.md and ARCHITECTURE.md name exists', () => {
    const wrong = ['AGENTS.md', 'ARCHITECTURE.md'].flatMap((page) =>
      [...read(page).matchAll(/`((?:server|contract|web|tests|data|bin|docs|twin|bench)\/[\w./-]+)`/g)]
        .map(([, path]) => path!.replace(/\/$/, ''))
        .filter(
          (path) =>
            !files.some((name) => name === path || name.startsWith(`${path}/`)) && !path.includes('dist'),
        )
        .map((path) => `${page}: ${path}`),
    )
    expect(wrong).toEqual([])
  })
  it('no test mocks our own modules or is left out', () => {
    const wrong = sources.filter(
      (name) =>
        /\.test\.tsx?$/.test(name) &&
        /vi\.mock\(|\b(it|test|describe)\.(only|todo)\b|\b(it|test|describe)\.skip\(/.test(read(name)) &&
        !name.includes('/house/'),
    )
    expect(wrong).toEqual([])
  })
})
