import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readStatements, saveSurvivorship } from '../../../../contract/survivorship.ts'
import { openWorld, type World } from '../../../../tests/harness/world.ts'
import { systemActor, systemScope } from '../../../kernel/ctx.ts'
import { startingRules } from '../../customers/survivorship/policy.ts'
import { fileOf } from '../engine/fixtures.ts'
import { importFile } from '../import-file.ts'

/** A file says it, a document or a call makes sure of it, and a later file that says otherwise does not win. */
let world: World
const system = { actor: systemActor('test'), scope: systemScope }
const take = (name: string, kind: 'customers' | 'orders' | 'deliveries' | 'calls', text: string) =>
  importFile(world.runtime, system, {
    path: fileOf(name, text),
    kind,
    source: `${kind}-file`,
    ...(kind === 'calls' ? {} : { options: { dealerCode: 'D0001' } }),
  })
const goldenOf = async (id: string) =>
  (
    await world.sql<{ name: string; phone: string }>(
      'select name, phone from customers.customer where id = $1',
      [id],
    )
  )[0]!
const customerOf = async (phone: string) =>
  (
    await world.sql<{ customer_id: string }>(
      `select customer_id from customers.identifier where kind = 'phone' and value = $1`,
      [phone],
    )
  )[0]!.customer_id

beforeAll(async () => {
  world = await openWorld()
  const { fields } = startingRules
  await world.call('meng', saveSurvivorship, {
    params: { brand: 'network' },
    body: {
      rules: {
        ...startingRules,
        fields: { ...fields, name: ['verified', 'recent'], phone: ['verified', 'recent'] },
      },
      version: 0,
    },
  })
})
afterAll(() => world.close())

const orders = `订单编号,下订日期,客户姓名,手机,品牌,车型,成交价
VF-1,2026-08-01,宇文瑞飞,13912349001,环路,云衡 1.5T 舒适,129800
`
const deliveries = `订单编号,车架号,车牌号,成交价,交车时间
VF-1,LRHB40FM7RA000021,,,2026-08-20
`
const saying = (name: string, phone: string, more: string) =>
  `姓名,手机,邮箱,身份证号,登记时间\n${name},${phone},${more}\n`

describe('what was verified', () => {
  it('by the document a car was registered with is not overruled by a later file', async () => {
    await take('orders.csv', 'orders', orders)
    const id = await customerOf('+8613912349001')
    await take('later.csv', 'customers', saying('宇文睿飞', '13912349001', ',,2026-09-01'))
    expect((await goldenOf(id)).name).toBe('宇文睿飞')
    await take('corrected.csv', 'customers', saying('宇文瑞飞', '13912349001', ',,2026-09-02'))

    await take('handed.csv', 'deliveries', deliveries)
    const verified = await world.sql(
      'select field, value, how from customers.verification where customer_id = $1',
      [id],
    )
    expect(verified).toEqual([{ field: 'name', value: '宇文瑞飞', how: 'document' }])
    await take('again.csv', 'customers', saying('宇文睿飞', '13912349001', ',,2026-11-01'))
    expect((await goldenOf(id)).name).toBe('宇文瑞飞')
    const shown = await world.call('meng', readStatements, { params: { id } })
    const names = shown.body.fields.find(({ field }) => field === 'name')!.statements
    expect(names.map(({ value, credibility }) => `${value} ${credibility}`)).toContain('宇文瑞飞 verified')
    expect(names.map(({ value, credibility }) => `${value} ${credibility}`)).toContain('宇文睿飞 stated')
  })

  it('by a call that reached the person is not overruled by a later file', async () => {
    const same = 'yuwen@example.cn,440524188001010014'
    await take('first.csv', 'customers', saying('宇文拓', '13912349011', `${same},2026-09-01`))
    const id = await customerOf('+8613912349011')
    const log = `流水号,开始时间,呼叫类型,客户电话,通话时长,坐席,是否接通,业务类型
V1,2026-10-20 10:00,外呼,13912349011,77,邱若彤,是,清洗
`
    await take('calls.csv', 'calls', log)
    await take('second.csv', 'customers', saying('宇文拓', '13912349022', `${same},2026-11-01`))
    expect(await customerOf('+8613912349022')).toBe(id)
    expect((await goldenOf(id)).phone).toBe('+8613912349011')
  })

  it('counts from the moment it is verified, also against what was said before', async () => {
    const same = 'tuoba@example.cn,331082199012311264'
    await take('old.csv', 'customers', saying('拓跋焘', '13912349031', `${same},2026-09-01`))
    const id = await customerOf('+8613912349031')
    await take('new.csv', 'customers', saying('拓跋焘', '13912349032', `${same},2026-09-02`))
    expect((await goldenOf(id)).phone).toBe('+8613912349032')
    const log = `流水号,开始时间,呼叫类型,客户电话,通话时长,坐席,是否接通,业务类型
V2,2026-10-20 10:00,外呼,13912349031,77,邱若彤,是,清洗
`
    await take('called.csv', 'calls', log)
    expect((await goldenOf(id)).phone).toBe('+8613912349031')
  })
})
