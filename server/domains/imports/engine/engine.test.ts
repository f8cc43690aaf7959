import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { judgeEverybody } from '../../../../tests/harness/credibility.ts'
import { openWorld, type World } from '../../../../tests/harness/world.ts'
import { checkDraft, draftFile, driverFor, type FileToImport, undoFile } from '../import-file.ts'
import { kinds } from '../kinds/index.ts'
import { dumpAll, trackedTables } from './dump.ts'
import { customerFile, customerLines, fileOf, smallFiles } from './fixtures.ts'
import { runRows } from './run.ts'
import { type Counts, fullSummary, importsIn, system } from './trying.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const { runAs } = importsIn(() => world)

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
      expect(fullSummary(checked)).toEqual(fullSummary(counts))
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
      const [{ counts }] = (await world.sql<{ counts: Counts }>(
        'select counts from imports.import where id = $1',
        [id],
      )) as [{ counts: Counts }]
      expect(fullSummary(checked)).toEqual(fullSummary(counts))
      expect(fullSummary(counts)).toMatchObject({ create: 6, update: 1, unchanged: 1 })
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
    for (const [name, kind, text] of smallFiles)
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
