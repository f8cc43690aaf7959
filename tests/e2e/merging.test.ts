import { afterAll, afterEach, beforeAll, describe, it } from 'vitest'
import { captureLead } from '../../contract/leads.ts'
import { openWorld, type World } from '../harness/world.ts'
import { phone } from './browser.ts'
import { type Office, openOffice, press, sees } from './hands.ts'

const person = [
  { name: '尉迟喆', phone: '13805718002', email: 'yuchi@example.com', company: '云栖科技' },
  { name: '尉迟哲', phone: '13805718003', division: '浙江省杭州市滨江区' },
]

let world: World
let office: Office
const ids: string[] = []
beforeAll(async () => {
  world = await openWorld()
  for (const [at, one] of person.entries()) {
    const { body } = await world.call('meng', captureLead, {
      body: {
        source: 'website',
        brand: '环路',
        person: one,
        consents: [{ purpose: 'sales', recipient: 'dealer', granted: at === 0 }],
      },
    })
    ids.push(body.customerId!)
    world.clock.set(new Date(world.clock.now().getTime() + 60_000))
  }
  office = await openOffice(world)
})
afterEach((step) => office.expectQuiet(step))
afterAll(async () => {
  await office?.close()
  await world?.close()
})

describe('two records of one person', () => {
  it('are chosen in the list, compared, and merged with a reason', async () => {
    const page = await office.at('meng', '/customers?q=尉迟')
    for (const { name } of person) await page.getByRole('checkbox', { name }).check()
    await press(page, '合并 2 位')
    await sees(page, '此方同意，对方拒绝：按拒绝')
    await page.getByRole('button', { name: '采用 尉迟喆' }).click()
    await page.getByRole('textbox', { name: '原因' }).fill('同一人，姓名写错')
    await page.getByRole('button', { name: '合并', exact: true }).last().click()
    await sees(page, '已合并 2 位客户')
  })
  it('are one customer under either number, and the merge is taken back from the history', async () => {
    const page = await office.at('meng', `/customers/${ids[1]}?tab=history`)
    await sees(page, '尉迟喆')
    await press(page, '撤销')
    await page.getByRole('textbox', { name: '原因' }).fill('是两兄弟')
    await page.getByRole('button', { name: '撤销', exact: true }).last().click()
    await sees(page, '由孟')
  })
  it('are found from the customer’s page on a phone, merged, and split again', async () => {
    const page = await office.at('meng', `/customers/${ids[0]}`, { viewport: phone })
    await press(page, '合并')
    await page.getByLabel('查找另一份档案').fill('尉迟')
    await page.getByRole('checkbox', { name: '尉迟哲' }).check()
    await press(page, '对比')
    await page.getByRole('textbox', { name: '原因' }).fill('确认是同一人')
    await page.getByRole('button', { name: '合并', exact: true }).last().click()
    await sees(page, '已合并 2 位客户')
    await press(page, '拆分')
    await page.getByRole('checkbox', { name: /选择/ }).first().check()
    await page.getByRole('textbox', { name: '原因' }).fill('确是两个人')
    await page.getByRole('button', { name: '拆分', exact: true }).last().click()
    await sees(page, '已拆为两位客户')
  })
})
