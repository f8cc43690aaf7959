import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readBrowsers } from '../../../../contract/customer-visitors.ts'
import { openWorld, type World } from '../../../../tests/harness/world.ts'
import { systemActor, systemScope } from '../../../kernel/ctx.ts'
import { dumpAll } from '../engine/dump.ts'
import { fileOf } from '../engine/fixtures.ts'
import { checkDraft, draftFile, driverFor, type FileToImport, importFile, undoFile } from '../import-file.ts'
import { guessKind } from '../mapping/propose.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const system = { actor: systemActor('test'), scope: systemScope }
const whoIs = async (login: string) =>
  login === 'system' ? system : world.as(login, async ({ actor, scope }) => ({ actor, scope }))
const run = async (login: string, file: FileToImport) => importFile(world.runtime, await whoIs(login), file)
const summary = ({ create, update, unchanged, invalid }: Record<string, unknown>) => ({
  create,
  update,
  unchanged,
  invalid,
})

/** As the twin writes them. */
const line = (more: object) =>
  JSON.stringify({
    visitorId: 'v00000001',
    at: '2026-11-02T10:00:00+08:00',
    event: 'view',
    page: 'huanlu.example/yueling',
    series: '越岭',
    ...more,
  })
const events = [
  line({ referrer: 'https://search.example/?q=13800138000', campaignCode: 'C-TRADE' }),
  line({ at: '2026-11-02T10:01:00+08:00', page: 'huanlu.example/yueling/price?phone=13800138000' }),
  line({
    at: '2026-11-03T10:00:00+08:00',
    event: 'form',
    page: 'huanlu.example/yueling/test-drive',
    leadExternalId: 'L9',
  }),
  line({ visitorId: 'v00000002', at: '2026-11-04T10:00:00+08:00', referrer: 'https://video.example/a' }),
  line({ visitorId: 'v00000002', at: '2099-11-04T10:00:00+08:00' }),
]
const web = (name = 'web-events.jsonl'): FileToImport => ({
  path: fileOf(name, `${events.join('\n')}\n`),
  kind: 'web-events',
  source: 'web-events',
})
const leads: FileToImport = {
  path: fileOf(
    'leads.csv',
    'lead_no,created_at,name,phone,city,brand,series,source\nL9,2026-11-03T10:00:00+08:00,刘睿飞,18869341422,杭州市,环路,越岭,website\n',
  ),
  kind: 'leads',
  source: 'lead-table',
}

describe('web events', () => {
  it('are refused to a dealer, and are known by their columns', async () => {
    await expect(run('pei', web())).rejects.toThrow()
    const kindOf = (header: string, row: string) =>
      guessKind(header.split(','), [row.split(',')], world.clock.now())
    expect(
      kindOf(
        'visitorId,at,event,page,series,referrer,campaignCode,leadExternalId',
        'v1,2026-11-02T10:00:00+08:00,view,huanlu.example/yueling,越岭,,,',
      ),
    ).toBe('web-events')
    expect(
      kindOf('client_id,event_timestamp,event_name,page_location', '1.2,2026-11-02T10:00:00Z,page_view,/a'),
    ).toBe('web-events')
    expect(kindOf('访客ID,访问时间,页面地址,事件类型,浏览车系', 'v1,2026-11-02 10:00,/a,浏览,越岭')).toBe(
      'web-events',
    )
  })

  it('are kept by browser; a form whose enquiry is not there yet is said, and linked once it is', async () => {
    const who = await whoIs('system')
    const id = await draftFile(driverFor(world.runtime, who), web())
    const before = await dumpAll(world.sql)
    const checked = await checkDraft(world.runtime, who, id)
    expect(await dumpAll(world.sql)).toEqual(before)
    const first = await run('system', web())
    expect(summary(first.counts)).toEqual({ create: 4, update: 0, unchanged: 0, invalid: 1 })
    expect(summary(checked)).toEqual(summary(first.counts))
    expect(first.counts.problems.map(({ field, code }) => [field, code]).sort()).toEqual([
      ['at', 'in-the-future'],
      ['leadExternalId', 'unknown-lead'],
    ])
    expect(await world.sql('select page, campaign, medium from customers.visitor_event order by at')).toEqual(
      [
        { page: 'huanlu.example/yueling', campaign: 'C-TRADE', medium: 'search' },
        { page: 'huanlu.example/yueling/price', campaign: null, medium: null },
        { page: 'huanlu.example/yueling/test-drive', campaign: null, medium: null },
        { page: 'huanlu.example/yueling', campaign: null, medium: 'video.example' },
      ],
    )

    await run('system', leads)
    world.clock.advance(60_000)
    const again = await run('system', web())
    expect(summary(again.counts)).toEqual({ create: 0, update: 1, unchanged: 3, invalid: 1 })
    const [customer] = await world.sql<{ id: string }>('select customer_id as id from leads.lead')
    const { body } = await world.call('meng', readBrowsers, { params: { id: customer!.id } })
    expect(body.browsers).toMatchObject([{ confidence: 0.9, pages: 3, series: [{ name: '越岭', pages: 3 }] }])
    expect(body.visits.map(({ day, form }) => [day, form])).toEqual([
      ['2026-11-03', true],
      ['2026-11-02', false],
    ])

    await undoFile(world.runtime, who, again.id)
    expect((await world.call('meng', readBrowsers, { params: { id: customer!.id } })).body.browsers).toEqual(
      [],
    )
    await undoFile(world.runtime, who, first.id)
    expect(
      await world.sql('select from customers.visitor union all select from customers.visitor_event'),
    ).toEqual([])
  })

  it('name a customer by a sign-in, a number that is one person’s only, and a personal link', async () => {
    const [person] = await world.sql<{ id: string }>('select customer_id as id from leads.lead')
    await world.sql(
      `insert into customers.identifier (kind, value, customer_id, first_at, last_at, source) values ('open-id', 'o-1', $1, now(), now(), 'website')`,
      [person!.id],
    )
    const rows = ['v11,,o-1,', 'v12,18869341422,,', `v13,,,${person!.id}`, 'v14,13900009999,,']
    await run('system', {
      path: fileOf(
        'named.csv',
        `visitor_id,at,page,event,phone,open_id,customer_id\n${rows.map((row) => row.replace(',', ',2026-11-05T10:00:00+08:00,/me,form,')).join('\n')}\n`,
      ),
      kind: 'web-events',
      source: 'web-events',
    })
    const { body } = await world.call('meng', readBrowsers, { params: { id: person!.id } })
    expect(
      body.browsers.map(({ confidence, evidence }) => [evidence[0]!.how, Number(confidence.toFixed(2))]),
    ).toEqual([
      ['sign-in', 0.95],
      ['phone', 0.75],
      ['link', 0.6],
    ])
  })
})
