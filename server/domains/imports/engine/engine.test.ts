import { createWriteStream } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { castId } from '../../../../tests/harness/cast.ts'
import { judgeEverybody } from '../../../../tests/harness/credibility.ts'
import { openWorld, type World } from '../../../../tests/harness/world.ts'
import { systemActor, systemScope } from '../../../kernel/ctx.ts'
import { newId } from '../../../kernel/ids.ts'
import { writeXlsx } from '../../../kernel/tables/index.ts'
import { checkDraft, draftFile, driverFor, type FileToImport, importFile, undoFile } from '../import-file.ts'
import { kinds } from '../kinds/index.ts'
import { dumpAll, trackedTables } from './dump.ts'
import { customerFile, customerLines, fileOf } from './fixtures.ts'
import { runRows } from './run.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const system = { actor: systemActor('test'), scope: systemScope }
const whoIs = (login: string) => world.as(login, async ({ actor, scope }) => ({ actor, scope }))
const runAs = async (login: string | 'system', file: FileToImport) =>
  importFile(world.runtime, login === 'system' ? system : await whoIs(login), file)
const summary = ({ create, update, unchanged, conflict, invalid }: Record<string, unknown>) => ({
  create,
  update,
  unchanged,
  conflict,
  invalid,
})

describe('a dry run', () => {
  it('counts exactly what the run then does, and writes nothing', async () => {
    for (const [seed, rows] of [
      [3, 400],
      [3, 300],
      [4, 900],
    ] as const) {
      const file = {
        path: customerFile(rows, seed, `dry-${seed}-${rows}.csv`),
        kind: 'customers' as const,
        source: `dry-${seed}`,
        options: { dealerCode: 'D0001' },
      }
      const id = await draftFile(driverFor(world.runtime, system), file)
      const before = await dumpAll(world.sql)
      const checked = await checkDraft(world.runtime, system, id)
      expect(await dumpAll(world.sql)).toEqual(before)
      const { counts } = await runAs('system', file)
      expect(summary(checked)).toEqual(summary(counts))
      expect(checked.problems).toEqual(counts.problems)
      expect(counts.rows).toBe(rows)
      expect(counts.invalid).toBeGreaterThan(0)
    }
  })
  it('finds nothing to do in a file that was imported before', async () => {
    const file = {
      path: customerFile(200, 5),
      kind: 'customers' as const,
      source: 'again',
      options: { dealerCode: 'D0002' },
    }
    await runAs('system', file)
    const before = await dumpAll(world.sql)
    const { id, counts } = await runAs('system', file)
    expect(
      await world.sql(
        `select outcome, differences, raw from imports.sample where import_id = $1 and outcome <> 'unchanged' limit 4`,
        [id],
      ),
    ).toEqual([])
    expect(counts.create + counts.update).toBe(0)
    const after = await dumpAll(world.sql)
    for (const table of Object.keys(after))
      expect(after[table]!.filter((row) => !before[table]?.includes(row)).slice(0, 2), table).toEqual([])
  })
})

describe('two rows about one known person', () => {
  it('count the same in the dry run as in the run, though nothing in the file ties them', async () => {
    const known = '姓名,手机号码,证件号码,邮箱\n诸葛明,13977771111,330106198001011235,z@example.com\n'
    await runAs('system', {
      path: fileOf('known.csv', known),
      kind: 'customers',
      source: 'known',
      options: { dealerCode: 'D0001' },
    })
    world.clock.advance(60_000)
    const filler = Array.from({ length: 6 }, (_, at) => `路人${'甲乙丙丁戊己'[at]},1396667${1000 + at},,杭州`)
    const lines = [
      '姓名,手机号码,证件号码,地区',
      '诸葛明,13977771111,,苏州',
      ...filler,
      '诸葛明,,330106198001011235,苏州',
    ]
    const file = {
      path: fileOf('twice.csv', lines.join('\n')),
      kind: 'customers' as const,
      source: 'twice',
      options: { dealerCode: 'D0001' },
    }
    const rowsBefore = kinds.customers.batchRows
    kinds.customers.batchRows = 3
    try {
      const id = await draftFile(driverFor(world.runtime, system), file)
      const checked = await checkDraft(world.runtime, system, id)
      await world.sql(`update imports.import set state = 'running' where id = $1`, [id])
      await runRows(driverFor(world.runtime, system), id)
      const [{ counts }] = (await world.sql<{ counts: Record<string, unknown> }>(
        'select counts from imports.import where id = $1',
        [id],
      )) as [{ counts: Record<string, unknown> }]
      expect(summary(checked)).toEqual(summary(counts))
      expect(summary(counts)).toMatchObject({ create: 6, update: 1, unchanged: 1 })
    } finally {
      kinds.customers.batchRows = rowsBefore
    }
  })
})

describe('where file and Ringroad differ', () => {
  const old = '姓名,手机号码,地址,更新时间\n西门雪,13977772222,旧街 1 号,2024-01-05\n'
  const file = (name: string, options: FileToImport['options'] = {}) => ({
    path: fileOf(`${name}.csv`, old),
    kind: 'customers' as const,
    source: name,
    options: { dealerCode: 'D0001', ...options },
  })
  const address = async () =>
    (
      await world.sql<{ address: string | null }>(
        `select address from customers.customer where phone = '+8613977772222'`,
      )
    )[0]?.address
  it('keeps the newer value and calls it a conflict, or takes the file’s when told to', async () => {
    const fresh = '姓名,手机号码,地址\n西门雪,13977772222,新街 9 号\n'
    await runAs('system', {
      path: fileOf('fresh.csv', fresh),
      kind: 'customers',
      source: 'fresh',
      options: { dealerCode: 'D0001' },
    })
    const kept = await runAs('system', file('old-1'))
    expect(kept.counts).toMatchObject({ conflict: 1, update: 0, conflicts: [{ field: 'address', rows: 1 }] })
    expect(await address()).toBe('新街 9 号')
    expect(await world.sql('select differences from imports.sample where import_id = $1', [kept.id])).toEqual(
      [{ differences: [{ field: 'address', before: '新街 9 号', after: '旧街 1 号' }] }],
    )
    const taken = await runAs('system', file('old-2', { conflictByField: { address: 'theirs' } }))
    expect(taken.counts).toMatchObject({ conflict: 0, update: 1 })
    expect(await address()).toBe('旧街 1 号')
  })
  it('clears a field for an empty cell only when told to', async () => {
    const empty = (note: string) => `姓名,手机号码,地址,备注\n西门雪,13977772222,,${note}\n`
    await runAs('system', {
      path: fileOf('e1.csv', empty('一')),
      kind: 'customers',
      source: 'e1',
      options: { dealerCode: 'D0001' },
    })
    expect(await address()).toBe('旧街 1 号')
    await runAs('system', {
      path: fileOf('e2.csv', empty('二')),
      kind: 'customers',
      source: 'e2',
      options: { dealerCode: 'D0001', empty: 'clear' },
    })
    expect(await address()).toBeNull()
  })
})

describe('an undo', () => {
  it('gives back every table, byte by byte, updates included', async () => {
    await runAs('system', {
      path: customerFile(300, 6, 'first.csv'),
      kind: 'customers',
      source: 'first',
      options: { dealerCode: 'D0001' },
    })
    const before = await dumpAll(world.sql)
    world.clock.advance(60_000)
    const changed = customerLines(300, 6).map((line, at) =>
      (at % 3 === 1 ? line.replace(/杭州市|浙江杭州|宁波市|苏州/, '广州市') : line).replace(/^K/, 'M'),
    )
    const { id, counts } = await runAs('system', {
      path: fileOf('second.csv', changed.join('\n')),
      kind: 'customers',
      source: 'second',
      options: { dealerCode: 'D0003' },
    })
    expect(counts.update).toBeGreaterThan(50)
    expect(await dumpAll(world.sql)).not.toEqual(before)
    // Judging what came in is no use of it: nothing stays behind for that.
    await judgeEverybody(world)
    await undoFile(world.runtime, system, id)
    expect(await dumpAll(world.sql)).toEqual(before)
    expect(await world.sql('select state from imports.import where id = $1', [id])).toEqual([
      { state: 'undone' },
    ])
  })
  it('takes back network, catalogue, campaigns, spend, staff, leads and daily counts', async () => {
    const before = await dumpAll(world.sql)
    const ids: string[] = []
    for (const [name, kind, text] of small)
      ids.unshift(
        (
          await runAs('system', {
            path: fileOf(name, text),
            kind,
            source: name,
            options: { unreadable: 'value' },
          })
        ).id,
      )
    const rows = await world.sql<{ kind: string; made: number }>(
      `select kind, (counts->>'create')::int as made from imports.import where id = any($1) order by kind`,
      [ids],
    )
    expect(
      rows.every((row) => row.made > 0),
      JSON.stringify(rows),
    ).toBe(true)
    for (const id of ids) await undoFile(world.runtime, system, id)
    expect(await dumpAll(world.sql)).toEqual(before)
    expect(await world.sql('select * from imports.kept where import_id = any($1)', [ids])).toEqual([])
  })
  it('leaves what somebody has worked with since, whole, and says so', async () => {
    const lines = [
      '客户姓名,手机号码,客户编号',
      '欧阳修文,13977770001,U1',
      '上官婉清,13977770002,U2',
      '司马青衫,13977770003,U3',
    ]
    const { id } = await runAs('system', {
      path: fileOf('kept.csv', lines.join('\n')),
      kind: 'customers',
      source: 'kept',
      options: { dealerCode: 'D0001' },
    })
    const [edited, used] = await world.sql<{ id: string }>(
      `select id from customers.customer where phone in ('+8613977770001', '+8613977770002') order by phone`,
    )
    await world.sql(`update customers.customer set address = '市心路 1 号' where id = $1`, [edited!.id])
    await world.sql(
      `insert into customers.identifier values ('email', 'a@b.example', $1, now(), now(), 'test')`,
      [used!.id],
    )
    await undoFile(world.runtime, system, id)
    const left = await world.sql<{ phone: string; records: number; identifiers: number }>(
      `select phone, (select count(*)::int from customers.link l where l.customer_id = c.id) as records,
         (select count(*)::int from customers.identifier i where i.customer_id = c.id and i.kind = 'phone') as identifiers
       from customers.customer c where phone like '+861397777000%' order by phone`,
    )
    expect(left).toEqual([
      { phone: '+8613977770001', records: 1, identifiers: 1 },
      { phone: '+8613977770002', records: 1, identifiers: 1 },
    ])
    const kept = await world.sql<{ reason: string; key: string }>(
      `select key, reason from imports.kept where import_id = $1 and table_name = 'customers.customer' order by reason`,
      [id],
    )
    expect(kept).toEqual([
      { key: edited!.id, reason: 'changed' },
      { key: used!.id, reason: 'used' },
    ])
  })
  it('hears of every table an import may write', async () => {
    const triggered = await world.sql<{ name: string }>(
      `select distinct n.nspname || '.' || c.relname as name from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace where t.tgname = 'import_created' order by 1`,
    )
    expect(triggered.map(({ name }) => name)).toEqual(await trackedTables(world.sql))
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
    expect(summary(counts)).toEqual({ create: 1, update: 0, unchanged: 0, conflict: 0, invalid: 1 })
    expect(counts.problems).toMatchObject([{ field: 'dealerCode', code: 'foreign-dealer', rows: 1 }])
    const reach = await world.sql(
      `select r.node_id from customers.reach r join customers.customer c on c.id = r.customer_id where c.phone = '+8613966660001' order by 1`,
    )
    expect(reach).toContainEqual({ node_id: castId('D0001') })
    await expect(
      runAs('pei', { path: fileOf('theirs.csv', text), kind: 'customers', options: { dealerCode: 'D0002' } }),
    ).rejects.toThrow('own dealer')
    await expect(runAs('pei', { path: fileOf('net.csv', small[0]![2]), kind: 'network' })).rejects.toThrow(
      'head office',
    )
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
    expect(summary(counts)).toEqual({ create: 2, update: 0, unchanged: 0, conflict: 0, invalid: 0 })
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

const small: [string, FileToImport['kind'] & string, string][] = [
  [
    'network.csv',
    'network',
    'code,name,kind,parent_code,brand_codes,division_code,address,phone,latitude,longitude,monthly_capacity,opened_on\nD0901,绍兴会稽环路店,dealer,HL-E-33,HL,330602,中兴路 1 号,0575-88210001,30.0,120.5,70,2020-01-05\nD0001,杭州之江环路旗舰店,dealer,HL-E-33,HL,330108,江南大道 1 号,0571-88210001,30.21,120.21,95,\n',
  ],
  [
    'catalogue.csv',
    'catalogue',
    'brand,series,model,variant,segment,energy,price_yuan\n环路,拾光,拾光 2026款,拾光 舒适,MPV,petrol,239800\n环路,青舟,青舟,青舟 1.5L 舒适,A0,petrol,77800\n',
  ],
  [
    'campaigns.csv',
    'campaigns',
    'code,name,brand,medium,budget_yuan,region_code,starts_on,ends_on,tracking_code,landing_page\nC9,岁末置换季,环路,social,170000,HL-E,2026-11-01,2026-12-31,hl-9,\nC-TRADE,秋季大置换,环路,search,9000000,,2026-10-01,2026-12-31,,\n',
  ],
  [
    'spend.csv',
    'spend',
    'day,campaign_code,medium,region_code,spend_yuan,impressions,clicks,contacts\n2026-11-02,C9,social,HL-E,69.27,3918,25,1\n2026-11-02,C-TRADE,search,,138.64,781,41,0\n',
  ],
  [
    'staff.csv',
    'staff',
    'dealer_code,name,role,phone\nD0001,单洁,sales_consultant,18467161397\nD0901,董平凯,principal,13541175669\n',
  ],
  [
    'leads.csv',
    'leads',
    'lead_no,created_at,name,salutation,phone,city,brand,series,variant,source,medium,campaign_code,purchase_horizon,trade_in,consent_dealer,consent_at,dealer_code,dispatched_at,first_feedback_at,contacted,grade,visit_at,order_at,delivery_at,price_yuan,vin,lost_at,lost_reason,consultant\nL1,2026-11-02T10:00:00+08:00,刘睿飞,先生,18869341422,杭州市,环路,越岭,,website,portal,C9,week,n,y,2026-11-02T10:00:00+08:00,D0001,2026-11-02T11:00:00+08:00,2026-11-02T12:00:00+08:00,y,H,2026-11-03T12:00:00+08:00,2026-11-04T12:00:00+08:00,2026-11-14T12:00:00+08:00,189800,LRHB40FM9RA204685,,,单洁\nL2,2026-11-05T10:00:00+08:00,朱文茜,,18149487675,广州市,环路,越岭,,mini_program,wechat,,three_months,y,n,,,,,,,,,,,,,,\nL3,2026-11-06T10:00:00+08:00,贾倩,,17808091653,上海市,环路,云衡,,aggregator,,,,,y,,D0002,2026-11-06T11:00:00+08:00,2026-11-07T11:00:00+08:00,y,B,,,,,,2026-11-10T11:00:00+08:00,已购竞品,\n',
  ],
  [
    'daily-counts.csv',
    'daily-counts',
    'day,dealer_code,showroom_visits,phone_enquiries,reported_at\n2026-11-02,D0001,15,12,2026-11-02T20:01:34+08:00\n2026-11-02,D0901,9,4,2026-11-03T09:01:34+08:00\n',
  ],
]
