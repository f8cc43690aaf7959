import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { listCustomers } from '../../contract/customers.ts'
import { gbk } from '../../server/kernel/tables/fixtures.ts'
import { openWorld, type World } from '../harness/world.ts'
import { type Office, openOffice, press, sees } from './hands.ts'

/** What a dealer's old system writes: GB18030, Chinese headers, one row nobody can be recognised by. */
const file = gbk(
  [
    '客户姓名,手机号,性别,城市,备注内容',
    '上官若琳,13957188888,女,浙江省杭州市滨江区,周末看车',
    '欧阳思远,13805718001,男,浙江省杭州市余杭区,',
    '尉迟喆,13805718002,男,浙江省杭州市萧山区,旧车置换',
    '没有电话的人,,男,浙江省杭州市萧山区,',
    '',
  ].join('\r\n'),
)

let world: World
let office: Office
let page: Page
beforeAll(async () => {
  world = await openWorld()
  await world.runtime.jobs.start()
  office = await openOffice(world)
})
afterEach((step) => office.expectQuiet(step))
afterAll(async () => {
  await office?.close()
  await world?.close()
})

const count = (outcome: string) => page.getByRole('listitem').filter({ hasText: outcome }).getByRole('button')
const customers = async () =>
  (await world.call('meng', listCustomers, { query: {} })).body.items.map((one) => one.name)

describe('a file becomes customers, and the customers go again', () => {
  it('is read in its own encoding, and its columns find their fields', async () => {
    page = await office.at('meng', '/imports/new')
    await page.setInputFiles('input[type=file]', {
      name: '老系统客户.csv',
      mimeType: 'text/csv',
      buffer: file,
    })
    await page.waitForURL(/\/imports\/[\w-]{36}/, { waitUntil: 'commit' })
    await sees(page, /老系统客户\.csv.*GB18030.*逗号/)
    const row = page.getByRole('row', { name: /客户姓名/ })
    await row.getByText('上官若琳 · 欧阳思远').waitFor()
    await row.getByText(/姓名 \/ Name|^姓名$/).waitFor()
    await page.getByRole('row', { name: /备注内容/ }).waitFor()
    await sees(page, '还没有试运行')
  })
  it('is run dry: what would be made and what would be refused, and nothing written', async () => {
    await press(page, '试运行')
    await sees(page, /读完 4 行，未写入/)
    await count('新建').getByText('3', { exact: true }).waitFor()
    await count('无效').getByText('1', { exact: true }).waitFor()
    await sees(page, '1 行无效。')
    expect(await customers()).toEqual([])
    await count('无效').click()
    await sees(page, '没有电话的人')
  })
  it('runs, and says what came of it', async () => {
    await press(page, '运行 3 行')
    await page.getByRole('complementary', { name: '导入完成' }).waitFor()
    await count('新建').getByText('3', { exact: true }).waitFor()
    await page.getByRole('row', { name: /^客户 3/ }).waitFor()
    expect((await customers()).sort()).toEqual(['上官若琳', '尉迟喆', '欧阳思远'].sort())
  })
  it('is undone, after being told what goes', async () => {
    await press(page, '撤销导入')
    const question = page.getByRole('dialog', { name: '撤销这次导入？' })
    await question.getByText(/客户.*3/).waitFor()
    await question.getByRole('button', { name: '撤销', exact: true }).click()
    await page.getByRole('complementary', { name: '已撤销' }).waitFor()
    await sees(page, '这次导入写入的内容已全部收回。')
    expect(await customers()).toEqual([])
  })
})
