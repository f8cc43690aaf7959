import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Analytics, openAnalytics } from '../../../kernel/analytics.ts'
import { holds, sqlOf } from './comparing.ts'
import { featuresOf, makings } from './features.ts'
import { type How, isList, type Model, type Test } from './model.ts'
import { featureSql } from './steps.ts'

let analytics: Analytics
const folder = mkdtempSync(join(tmpdir(), 'ringroad-parity-'))
beforeAll(() => {
  analytics = openAnalytics(folder)
})
afterAll(async () => {
  await analytics.close()
  rmSync(folder, { recursive: true, force: true })
})

const people = fc.constantFrom(
  ...[
    '张伟',
    '章伟',
    '尉迟喆',
    '尉迟哲',
    '王先生',
    '王 伟',
    '欧阳 Wei',
    'Zhang Wei',
    'wei zhang',
    'Robert',
    'Bob',
    'Robrt',
    "O'Brien",
  ],
  ...[
    'Martha',
    'Marhta',
    'DIXON',
    'dicksonx',
    '阿依古丽·买买提',
    'Ａｄａ',
    'Mr. Tom',
    '李娜女士',
    'unknown',
    '',
    ' ',
    '-',
    '浙江宏途远大建设工程集团',
  ],
)
const codes = fc.constantFrom(
  ...[
    '13900001234',
    '+86 139-0000-1234',
    '１３９００００１２３４',
    '0571-8821',
    '13900001243',
    '1988-05-02',
    '1988/5/2',
    '02.05.1988',
    '19880502',
    '19880520',
  ],
  ...[
    '浙A·8R2Z7',
    '浙a8r2z7',
    'LRHC70VN9RA363888',
    '330106198805020017',
    '33010619880502001X',
    'ada@example.cn',
    'Ada@Example.cn',
    '12 Main Street',
    'street main 12',
    '',
  ],
)
const texts = fc.oneof(people, codes, fc.string({ unit: fc.constantFrom(...'ab1 王张.-'), maxLength: 12 }))
const quoted = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`

describe('what ClickHouse computes over a million rows and TypeScript over one arrival', () => {
  it('are the same features', async () => {
    const samples = fc.sample(texts, { numRuns: 300, seed: 7 })
    const single = (Object.keys(makings) as How[]).filter((how) => !['list', 'join', 'pinyin'].includes(how))
    for (const how of single) {
      const length = 4
      const made = await analytics.rows<{ made: string }>(
        `select ${makings[how].sql(['x'], length)} as made from (select arrayJoin([${samples.map(quoted).join(', ')}]) as x)`,
      )
      const mine = samples.map((text) => makings[how].of([text], length))
      expect(
        made.map((one) => one.made),
        how,
      ).toEqual(mine)
    }
  })

  it('are the same levels, over every test and pair', async () => {
    const model: Pick<Model, 'features'> = {
      features: [
        { name: 'a', from: ['a'], how: 'text' },
        { name: 'b', from: ['b'], how: 'text' },
        { name: 'many', from: ['a', 'b'], how: 'list' },
      ],
    }
    const tests: Test[] = [
      { same: 'a' },
      { share: 'many' },
      { crossed: ['a', 'b'] },
      { swapped: ['a', 'b'] },
      ...[0.95, 0.92, 0.88, 0.85, 0.8, 0.75, 0.7].map((atLeast) => ({ alike: 'a', atLeast })),
      { edits: 'a', atMost: 1 },
      { slip: 'a' },
      { slip: 'many' },
      { near: 'a', atMost: 2 },
      { contains: 'a' },
      { lookAlike: 'a' },
      { all: [{ same: 'a' }, { near: 'b', atMost: 1 }] },
      { any: [{ same: 'a' }, { contains: 'b' }] },
    ]
    const features = (a: string, b: string) => featuresOf(model.features, { a, b })
    // A comparison is not asked about what is missing.
    const pairs = fc
      .sample(fc.tuple(texts, texts, texts, texts), { numRuns: 800, seed: 11 })
      .filter(([a, b, c, d]) => [a, b, c, d].every((one) => features(one, '').a !== ''))
    const record = (a: string, b: string) => {
      const made = features(a, b)
      return `${quoted(made.a as string)} as a, ${quoted(made.b as string)} as b, [${(made.many as string[]).map(quoted).join(', ')}]::Array(String) as many`
    }
    const wanted = pairs.map(([a, b, c, d]) =>
      tests.map((test) => holds(test, features(a, b), features(c, d))),
    )
    const rows: number[][] = []
    for (let from = 0; from < pairs.length; from += 100) {
      const some = pairs.slice(from, from + 100)
      const sides = (side: 'l' | 'r') =>
        some
          .map(([a, b, c, d], at) => `select ${at} as n, ${side === 'l' ? record(a, b) : record(c, d)}`)
          .join(' union all ')
      const answer = await analytics.rows<{ levels: number[] }>(
        `select [${tests.map((test) => `toUInt8(${sqlOf(test, model)})`).join(', ')}] as levels
        from (${sides('l')}) as l join (${sides('r')}) as r on l.n = r.n order by l.n`,
      )
      rows.push(...answer.map((one) => one.levels))
    }
    for (const [at, row] of rows.entries())
      expect(row.map(Boolean), JSON.stringify(pairs[at])).toEqual(wanted[at])
  })

  it('reads every feature of a model that stands on another', () => {
    const features: Model['features'] = [
      { name: 'phones', from: ['phone', 'other'], how: 'list' },
      { name: 'phones_end', from: ['phones'], how: 'suffix', length: 4 },
    ]
    expect(isList({ features }, 'phones_end')).toBe(true)
    expect(featureSql({ link: 'within', features, blocking: [], comparisons: [] }, features[1]!)).toContain(
      'arrayMap',
    )
    expect(featuresOf(features, { phone: '13900001234', other: '' })).toEqual({
      phones: ['13900001234'],
      phones_end: ['1234'],
    })
  })
})
