import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readCustomer } from '../../../../contract/customers.ts'
import { listImportRows } from '../../../../contract/imports.ts'
import { openWorld, type World } from '../../../../tests/harness/world.ts'
import { systemActor, systemScope } from '../../../kernel/ctx.ts'
import { fileOf } from '../engine/fixtures.ts'
import { type FileToImport, importFile } from '../import-file.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const load = (name: string, file: string, options: FileToImport['options'] = {}) =>
  importFile(
    world.runtime,
    { actor: systemActor('test'), scope: systemScope },
    {
      path: fileOf(name, file),
      kind: 'customers',
      source: 'questionnaire',
      options: { dealerCode: 'D0001', ...options },
    },
  )
const living = () =>
  world.sql(
    `select name, marital, children, education, income, occupation, interests from customers.customer
     where phone like '+86139123700%' order by phone`,
  )

const zh = `姓名,手机,婚姻状况,子女数,学历,税后月收入,职业,兴趣爱好
独孤信,13912370001,已婚有子女,2,本科,9682.8,教师,"钓鱼、露营"
长孙览,13912370002,未婚,,硕士及以上,3万以上,医生,
`
const en = `name,mobile,Marital status,Children,Education,Monthly income,Occupation,Interests
尉迟炽,13912370003,married,0,college,10-20k,driver,cycling
`

describe('a customer file', () => {
  it('says how people live, in Chinese and in English, under their own heads', async () => {
    await load('living.csv', zh)
    await load('living-en.csv', en)
    expect(await living()).toEqual([
      {
        name: '独孤信',
        marital: 'married-children',
        children: '2',
        education: 'bachelor',
        income: '5-10k',
        occupation: '教师',
        interests: '钓鱼、露营',
      },
      {
        name: '长孙览',
        marital: 'single',
        children: null,
        education: 'master-up',
        income: '30k+',
        occupation: '医生',
        interests: null,
      },
      {
        name: '尉迟炽',
        marital: 'married',
        children: '0',
        education: 'below-bachelor',
        income: '10-20k',
        occupation: 'driver',
        interests: 'cycling',
      },
    ])
  })
  it('is refused a word nobody knows, naming the field and what may stand there', async () => {
    const { id, counts } = await load(
      'odd.csv',
      `姓名,手机,婚姻状况,税后月收入
宇文护,13912379001,热恋中,
宇文觉,13912379002,未婚,看心情
宇文毓,13912379003,已婚,1-2万
宇文邕,13912379004,已婚,8000
`,
    )
    expect(counts).toMatchObject({ create: 2, invalid: 2 })
    const { items } = (
      await world.call('meng', listImportRows, { params: { id }, query: { outcome: 'invalid' } })
    ).body
    expect(items.flatMap((row) => row.problems.map(({ field, message }) => [field, message]))).toEqual([
      ['marital', '不认识的婚姻状况，可用：single, married, married-children, other'],
      ['monthlyIncome', '月收入读不懂，请写税后月收入（元），或用：0-5k、5-10k、10-20k、20-30k、30k+'],
    ])
  })
  it('changes one field of somebody known, lets the rest stand, and shows no income of theirs', async () => {
    const { id, counts } = await load(
      'again.csv',
      `姓名,手机,婚姻状况,月收入\n长孙览,13912370002,已婚,12000\n`,
    )
    expect(counts).toMatchObject({ update: 1 })
    const { items } = (
      await world.call('meng', listImportRows, { params: { id }, query: { outcome: 'update' } })
    ).body
    expect(items[0]!.differences).toEqual([
      { field: 'marital', before: 'single', after: 'married' },
      { field: 'monthlyIncome', before: '***', after: '***' },
    ])
    const [, known] = await living()
    expect(known).toMatchObject({ marital: 'married', education: 'master-up', income: '10-20k' })
    const seen = await world.call('gu', readCustomer, { params: { id: items[0]!.subjectId! } })
    expect(seen.body.fields.income).toMatchObject({ value: '***', origin: { source: 'questionnaire' } })
  })
})
