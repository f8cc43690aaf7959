import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as contract from '../../../contract/imports.ts'
import { openWorld, type World } from '../../../tests/harness/world.ts'
import { customerLines } from './engine/fixtures.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
  await world.runtime.jobs.start()
})
afterAll(() => world.close())

function upload(
  login: string,
  name: string,
  content: string | Uint8Array,
  fields: Record<string, string> = {},
) {
  const head = Object.entries(fields).map(
    ([key, value]) => `--b\r\ncontent-disposition: form-data; name="${key}"\r\n\r\n${value}\r\n`,
  )
  const body = Buffer.concat([
    Buffer.from(
      `${head.join('')}--b\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\n\r\n`,
    ),
    Buffer.from(content),
    Buffer.from('\r\n--b--\r\n'),
  ])
  return world.call(login, contract.createImport, {
    headers: { 'content-type': 'multipart/form-data; boundary=b' },
    body,
  } as never)
}
const read = async (login: string, id: string) =>
  (await world.call(login, contract.readImport, { params: { id } })).body
async function until(login: string, id: string, states: string[]) {
  for (let tries = 0; tries < 200; tries++) {
    const now = await read(login, id)
    if (states.includes(now.state)) return now
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`still ${(await read(login, id)).state}`)
}

describe('a file through the wizard', () => {
  it('is uploaded, mapped, tried, run, looked at and taken back', async () => {
    const made = await upload('meng', 'east_2026-11.csv', `${customerLines(120, 11).join('\r\n')}\r\n`, {
      dealerCode: 'D0001',
    })
    expect(made.status, made.text).toBe(201)
    const { id } = made.body
    expect(made.body).toMatchObject({
      kind: 'customers',
      state: 'draft',
      format: 'csv',
      encoding: 'utf-8',
      delimiter: ',',
      source: 'east',
      missing: [],
      rowTotal: 120,
    })
    const columns = made.body.columns.map(({ header, field, sure }) => ({ header, field, sure }))
    expect(columns).toContainEqual({ header: '客户姓名', field: 'name', sure: 100 })
    expect(columns.at(-1)).toEqual({ header: '颜色', field: null, sure: 0 })
    expect(made.body.columns.find((column) => column.header === '手机号码')!.values[0]).toMatch(/\*{4}/)

    await world.call('meng', contract.checkImport, { params: { id } })
    const checked = await until('meng', id, ['checked'])
    expect(checked.checked!.rows).toBe(120)
    expect(await world.sql('select count(*)::int as n from customers.customer')).toEqual([{ n: 0 }])

    await world.call('meng', contract.changeImport, {
      params: { id },
      body: { options: { unreadable: 'value' } },
    })
    expect((await read('meng', id)).checked).toBeNull()
    const { status } = await world.call('meng', contract.runImport, { params: { id } })
    expect(status).toBe(202)
    const done = await until('meng', id, ['done', 'failed'])
    expect(done).toMatchObject({ state: 'done', rowDone: 120, rowTotal: 120 })
    expect(done.counts!.warnings).toBeGreaterThan(0)
    expect(done.counts!.written!['customers.customer']!.created).toBe(done.counts!.create)
    expect((await world.call('meng', contract.undoImport, { params: { id } })).status).toBe(202)
    await until('meng', id, ['undone'])
    expect(await world.sql('select count(*)::int as n from customers.customer')).toEqual([{ n: 0 }])
  })

  it('remembers the mapping of a source for its next file', async () => {
    const text = 'Tel;Who;Extra\n13911110001;王小明;x\n13911110002;李小红;y\n'
    const first = (await upload('pei', 'dms_01.csv', text, { kind: 'customers', source: 'our-dms' })).body
    await world.call('pei', contract.changeImport, {
      params: { id: first.id },
      body: { mapping: { '0': 'phone', '1': 'name', '2': 'note' } },
    })
    await world.call('pei', contract.runImport, { params: { id: first.id } })
    await until('pei', first.id, ['done'])
    const second = (
      await upload('pei', 'dms_02.csv', 'Extra;Who;Tel\nz;张大山;13911110003\n', {
        kind: 'customers',
        source: 'our-dms',
      })
    ).body
    expect(second.mapping).toEqual({ '0': 'note', '1': 'name', '2': 'phone' })
    expect(second.columns.map((column) => column.because)).toEqual(['saved', 'saved', 'saved'])
    const elsewhere = (await upload('han', 'dms_03.csv', text, { kind: 'customers', source: 'our-dms' })).body
    expect(elsewhere.columns.map((column) => column.because)).not.toContain('saved')
  })

  it('gives back the rows it could not take, with row, field and reason, safe to open', async () => {
    const text = '姓名,手机号码,备注\n王伟,1391234,=HYPERLINK("http://x")\n李娜,13922220002,\n"赵,云",,\n'
    const { id } = (await upload('pei', 'bad.csv', text)).body
    await world.call('pei', contract.runImport, { params: { id } })
    expect((await until('pei', id, ['done'])).counts).toMatchObject({ create: 1, invalid: 2 })
    const file = await world.call('pei', contract.downloadImportErrors, { params: { id } })
    expect(file.text.replace(/^\ufeff/, '').split('\r\n')).toEqual([
      'Row,Field,Reason,姓名,手机号码,备注',
      '2,Phone,Not a valid telephone number; check the digits,王伟,1391234,"\'=HYPERLINK(""http://x"")"',
      '4,Phone,"Nothing in this row says who it is (phone, ID, number …)","赵,云",,',
      '',
    ])
    const chinese = await world.call('pei', contract.downloadImportErrors, {
      params: { id },
      headers: { 'accept-language': 'zh-CN' },
    })
    expect(chinese.text).toContain('不是有效的电话号码')
    const rows = await world.call('pei', contract.listImportRows, {
      params: { id },
      query: { outcome: 'invalid', limit: 1 },
    })
    expect(rows.body.items).toMatchObject([{ rowNumber: 2, problems: [{ field: 'phone', code: 'phone' }] }])
    const next = await world.call('pei', contract.listImportRows, {
      params: { id },
      query: { outcome: 'invalid', limit: 1, after: rows.body.next! },
    })
    expect(next.body.items).toMatchObject([{ rowNumber: 4 }])
    expect(next.body.next).toBeNull()
  })
})

describe('refusals', () => {
  it('say what is wrong with an upload', async () => {
    expect((await upload('pei', 'a.csv', '')).problem.title).toBe('The file is empty')
    expect((await upload('pei', 'a.pdf', '%PDF-1.4 x')).problem.title).toMatch(/^Not a CSV/)
    expect((await upload('pei', 'net.csv', 'code,name,kind,parent_code\nX,Y,dealer,HL\n')).status).toBe(403)
    expect((await world.call('pei', contract.createImport, { body: {} } as never)).problem.title).toMatch(
      /multipart/,
    )
  })
  it('hold a run until every required column is mapped, and name what is missing', async () => {
    const { id, missing } = (await upload('meng', 'l.csv', 'lead_no,name\nA1,王伟\n', { kind: 'leads' })).body
    expect(missing.map((one) => one.field)).toEqual(['brand'])
    const run = await world.call('meng', contract.runImport, { params: { id } })
    expect(run.status).toBe(422)
    expect(run.problem.title).toContain('brand')
    await world.call('meng', contract.changeImport, {
      params: { id },
      body: { options: { brandCode: 'HL' } },
    })
    expect((await world.call('meng', contract.runImport, { params: { id } })).status).toBe(202)
    expect((await until('meng', id, ['done'])).counts).toMatchObject({ create: 1 })
  })
  it('refuse a field twice, an unknown one, and a mapping somebody else changed', async () => {
    const { id, version } = (
      await upload('pei', 'm.csv', 'a,b\n13933330001,13933330002\n', { kind: 'customers' })
    ).body
    const change = (body: object) =>
      world.call('pei', contract.changeImport, { params: { id }, body } as never)
    expect((await change({ mapping: { '0': 'phone', '1': 'phone' } })).status).toBe(422)
    expect((await change({ mapping: { '0': 'soul' } })).status).toBe(422)
    expect((await change({ mapping: { '0': 'phone' }, version })).status).toBe(200)
    expect((await change({ mapping: { '1': 'phone' }, version })).status).toBe(409)
  })
  it('let a run be stopped and taken up again, and an import that ran not be changed', async () => {
    const { id } = (await upload('pei', 's.csv', '姓名,手机\n王伟,13944440001\n', { kind: 'customers' })).body
    expect((await world.call('pei', contract.undoImport, { params: { id } })).status).toBe(409)
    await world.sql(`update imports.import set state = 'cancelled' where id = $1`, [id])
    await world.call('pei', contract.runImport, { params: { id } })
    await until('pei', id, ['done'])
    expect(
      (await world.call('pei', contract.changeImport, { params: { id }, body: { source: 'x' } })).status,
    ).toBe(409)
    expect((await world.call('pei', contract.discardImport, { params: { id } })).status).toBe(409)
  })
})
