import { createWriteStream } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { castId } from '../../../../tests/harness/cast.ts'
import { openWorld, type World } from '../../../../tests/harness/world.ts'
import { newId } from '../../../kernel/ids.ts'
import { writeXlsx } from '../../../kernel/tables/index.ts'
import { fileOf, smallFiles } from './fixtures.ts'
import { fullSummary, importsIn } from './trying.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const { runAs } = importsIn(() => world)

describe('files as people send them', () => {
  const gb = (text: string) =>
    Buffer.from([...text].flatMap((c) => (c < '\u0080' ? [c.charCodeAt(0)] : gb18030[c]!)))
  const gb18030: Record<string, number[]> = {
    姓: [0xd0, 0xd5],
    名: [0xc3, 0xfb],
    手: [0xca, 0xd6],
    机: [0xbb, 0xfa],
    王: [0xcd, 0xf5],
    伟: [0xce, 0xb0],
  }
  it('reads GB18030 with semicolons', async () => {
    const { id, counts } = await runAs('system', {
      path: fileOf('gb.csv', gb('姓名;手机\n王伟;13955550001\n')),
      kind: 'customers',
      options: { dealerCode: 'D0001' },
    })
    expect(counts.create).toBe(1)
    expect(await world.sql(`select encoding, delimiter from imports.import where id = $1`, [id])).toEqual([
      { encoding: 'gb18030', delimiter: ';' },
    ])
    expect(await world.sql(`select name from customers.customer where phone = '+8613955550001'`)).toEqual([
      { name: '王伟' },
    ])
  })
  it('reads a workbook as Excel writes it', async () => {
    const path = fileOf('book.xlsx', '')
    const rows = [{ name: '东方朔', phone: '13955550002', day: '2026-03-05' }]
    const columns = [
      { header: '姓名', value: (row: (typeof rows)[0]) => row.name },
      { header: '手机', value: (row: (typeof rows)[0]) => row.phone },
      { header: '购车日期', value: (row: (typeof rows)[0]) => row.day },
    ]
    await writeXlsx(createWriteStream(path), columns, rows)
    const { id, counts } = await runAs('system', {
      path,
      kind: 'customers',
      options: { dealerCode: 'D0001' },
    })
    expect(counts).toMatchObject({ create: 1, invalid: 0 })
    expect(await world.sql('select format from imports.import where id = $1', [id])).toEqual([
      { format: 'xlsx' },
    ])
  })
  it('reads JSON Lines and ADF as leads', async () => {
    const line = {
      externalId: 'J1',
      source: 'website',
      capturedAt: '2026-11-20T10:00:00+08:00',
      name: '公孙大',
      phone: '13955550003',
      brand: '环路',
      series: '越岭',
      consents: [
        { purpose: 'contact', recipient: 'dealer', at: '2026-11-20T10:00:00+08:00', evidence: 'form' },
      ],
    }
    const jsonl = await runAs('system', {
      path: fileOf('recent.jsonl', `${JSON.stringify(line)}\n`),
      source: 'website',
    })
    expect(jsonl.counts).toMatchObject({ create: 1, invalid: 0 })
    const consent = await world.sql(
      `select granted from consent.state s join customers.customer c on c.id = s.customer_id where c.phone = '+8613955550003' and s.recipient = 'dealer'`,
    )
    expect(consent).toEqual([{ granted: true }])
    const adf =
      '<?xml version="1.0"?><?adf version="1.0"?><adf><prospect><id sequence="1" source="portal">A1</id><requestdate>2026-11-20T10:00:00+08:00</requestdate><vehicle interest="buy"><make>环路</make><model>越岭</model></vehicle><customer><contact><name part="full">南宫月</name><phone>13955550004</phone></contact><comments>询底价 [no dealer consent]</comments></customer><vendor><vendorname>x</vendorname></vendor></prospect></adf>'
    const xml = await runAs('system', { path: fileOf('day.xml', adf) })
    expect(xml.counts).toMatchObject({ create: 1, invalid: 0 })
    expect(
      await world.sql(
        `select l.message from leads.lead l join customers.customer c on c.id = l.customer_id where c.phone = '+8613955550004'`,
      ),
    ).toEqual([{ message: '询底价' }])
  })
  it('takes customers who have nothing but a number, and keeps the columns nobody mapped', async () => {
    const text =
      'Customer,State,Customer_Lifetime_Value,Gender,Vehicle_Class\nBU79786,Washington,2763.519279,F,Two-Door Car\nQZ44356,Arizona,6979.535903,M,SUV\n'
    const { counts } = await runAs('system', { path: fileOf('insurance.csv', text) })
    expect(fullSummary(counts)).toEqual({ create: 2, update: 0, unchanged: 0, conflict: 0, invalid: 0 })
    const [row] = await world.sql<{ name: string; sex: string; raw: object }>(
      `select c.name, c.sex, s.raw from customers.customer c join customers.link l on l.customer_id = c.id join customers.source_record s on s.id = l.record_id where s.external_id = 'BU79786'`,
    )
    expect(row).toMatchObject({
      name: 'BU79786',
      sex: 'female',
      raw: { Vehicle_Class: 'Two-Door Car', State: 'Washington' },
    })
  })
  it('asks for the brand of a lead file that does not say it, and then takes leads without a phone', async () => {
    const text =
      'Prospect ID,Lead Number,Lead Origin,Lead Source,Converted\n7927b2df-8bba,660737,API,Olark Chat,0\n2a272436-5132,660728,API,Organic Search,0\n'
    const path = fileOf('web-leads.csv', text)
    await expect(runAs('system', { path })).rejects.toThrow(/brand/)
    const { counts } = await runAs('system', { path, options: { brandCode: 'HL' } })
    expect(counts.problems).toEqual([])
    expect(counts).toMatchObject({ create: 2, invalid: 0 })
    expect(
      await world.sql(
        `select waiting from leads.lead l join customers.customer c on c.id = l.customer_id where c.name in ('660737', '660728')`,
      ),
    ).toEqual([{ waiting: 'needs-review' }, { waiting: 'needs-review' }])
  })
  it('refuses what is no table with a reason', async () => {
    await expect(runAs('system', { path: fileOf('a.pdf', '%PDF-1.7 \n1 0 obj') })).rejects.toThrow(
      'Not a CSV',
    )
    await expect(runAs('system', { path: fileOf('none.csv', ' ') })).rejects.toThrow('empty')
    expect(newId()).toBeTruthy()
  })
})

describe('what an import may touch', () => {
  it('is the dealer’s own for a dealer principal', async () => {
    const text = '客户姓名,手机号码,经销商编码\n独孤求胜,13966660001,D0001\n令狐远,13966660002,D0002\n'
    const { counts } = await runAs('pei', {
      path: fileOf('mine.csv', text),
      kind: 'customers',
      source: 'pei',
    })
    expect(fullSummary(counts)).toEqual({ create: 1, update: 0, unchanged: 0, conflict: 0, invalid: 1 })
    expect(counts.problems).toMatchObject([{ field: 'dealerCode', code: 'foreign-dealer', rows: 1 }])
    const reach = await world.sql(
      `select r.node_id from customers.reach r join customers.customer c on c.id = r.customer_id where c.phone = '+8613966660001' order by 1`,
    )
    expect(reach).toContainEqual({ node_id: castId('D0001') })
    await expect(
      runAs('pei', { path: fileOf('theirs.csv', text), kind: 'customers', options: { dealerCode: 'D0002' } }),
    ).rejects.toThrow('own dealer')
    await expect(
      runAs('pei', { path: fileOf('net.csv', smallFiles[0]![2]), kind: 'network' }),
    ).rejects.toThrow('head office')
    const daily = '日期,经销商编码,展厅人流,来电\n2026-11-20,D0002,5,5\n2026-11-20,D0001,7,7\n'
    const counted = await runAs('pei', { path: fileOf('daily.csv', daily), kind: 'daily-counts' })
    expect(counted.counts).toMatchObject({ create: 1, invalid: 1 })
  })
  it('keeps a brand’s files within the brand', async () => {
    const text = '客户姓名,手机号码,经销商编码\n慕容清,13966660003,D0005\n夏侯远,13966660004,D0001\n'
    const { counts } = await runAs('shi', { path: fileOf('xc.csv', text), kind: 'customers', source: 'shi' })
    expect(counts).toMatchObject({ create: 1, invalid: 1 })
  })
})
