import { describe, expect, it } from 'vitest'
import { importsOf, packagesOf, production, read } from './files.ts'

const models = 'server/domains/insights/models/'

describe('the models of insights', () => {
  it('are mathematics: no await, no clock, no chance but a seeded one, no import from outside', () => {
    const wrong = production
      .filter((name) => name.startsWith(models))
      .flatMap((file) => [
        ...[...read(file).matchAll(/\b(await|async)\b|Date\.now\(|new Date\(\)|Math\.random\(|'node:/g)].map(
          ([found]) => `${file}: ${found}`,
        ),
        ...packagesOf(file).map((name) => `${file} imports ${name}`),
        ...importsOf(file)
          .filter((target) => !target.startsWith(models))
          .map((target) => `${file} imports ${target}`),
      ])
    expect(wrong).toEqual([])
  })
})
