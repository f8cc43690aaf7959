import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listAnalyses } from '../../../../contract/analyses.ts'
import {
  boardLimits,
  createBoard,
  editBoard,
  listBoards,
  readBoard,
  removeBoard,
  sevenAnalyses,
} from '../../../../contract/boards.ts'
import { openWorld, type World } from '../../../../tests/harness/world.ts'
import { analyses } from '../analyses/all.ts'
import { builtInBoards } from './built-in.ts'
import { faultOf } from './serving.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const body = {
  title: '晨会',
  tiles: [{ analysis: 'traffic', wide: true }],
  filters: 'period=2026-10-01..2026-10-31',
}
const make = (who: string | null, more: Record<string, unknown> = {}) =>
  world.call(who, createBoard, { body: { ...body, ...more } })
const edit = (who: string, id: string, more: Record<string, unknown> = {}) =>
  world.call(who, editBoard, { params: { id }, body: { version: 1, ...body, ...more } })
const read = (who: string | null, key: string) => world.call(who, readBoard, { params: { key } })
const remove = (who: string, id: string) => world.call(who, removeBoard, { params: { id } })
const keys = async (who: string) => (await world.call(who, listBoards)).body.items.map(({ key }) => key)

describe('boards', () => {
  it('are not for who is signed out or may not read insights', async () => {
    expect((await world.call(null, listBoards)).status).toBe(401)
    expect((await world.call('gu', listBoards)).status).toBe(403)
    expect((await make(null)).status).toBe(401)
    expect((await make('gu')).status).toBe(403)
  })
  it('of others are not there', async () => {
    const { id } = { id: (await make('meng')).body.key }
    for (const who of ['pei', 'xie']) {
      expect((await read(who, id)).status).toBe(404)
      expect((await edit(who, id)).status).toBe(404)
      expect((await remove(who, id)).status).toBe(404)
    }
    expect(await keys('xie')).not.toContain(id)
    expect((await remove('meng', id)).status).toBe(204)
  })
  it('take analyses of the catalogue only, with choices they have', async () => {
    const unknown = await make('meng', { tiles: [{ analysis: 'astrology' }] })
    expect([unknown.status, unknown.problem.title]).toEqual([422, expect.stringContaining('astrology')])
    const choice = await make('meng', { tiles: [{ analysis: 'traffic', choices: { by: 'moon' } }] })
    expect([choice.status, choice.problem.title]).toEqual([422, expect.stringContaining('by:moon')])
    expect((await make('meng', { tiles: [] })).status).toBe(422)
    const many = Array.from({ length: boardLimits.tiles + 1 }, () => ({ analysis: 'traffic' }))
    expect((await make('meng', { tiles: many })).status).toBe(422)
    const money = analyses.find((one) => one.money)
    if (money) expect((await make('pei', { tiles: [{ analysis: money.name }] })).status).toBe(422)
  })
  it('are shared only by who may share', async () => {
    await world.sql(
      `update admin.role set permissions = array_remove(permissions, 'admin.views') where key = 'analyst'`,
    )
    expect((await make('xie', { shared: true })).status).toBe(403)
    const { key } = (await make('xie')).body
    expect((await edit('xie', key, { shared: true })).status).toBe(403)
  })
})

describe('the built-in boards', () => {
  it('are one by role and one for each of the seven analyses', async () => {
    const { items, opensWith } = (await world.call('meng', listBoards)).body
    expect(opensWith).toBe('head-office')
    expect(items.filter(({ group }) => group === 'role').map(({ key }) => key)).toContain('head-office')
    const seven = items.filter(({ group }) => group === 'seven').map(({ key }) => key)
    expect(sevenAnalyses.filter((key) => seven.includes(key))).toEqual(seven)
    expect((await world.call('huo', listBoards)).body.opensWith).toBe('region')
    expect((await world.call('pei', listBoards)).body.opensWith).toBe('dealer')
    expect((await world.call('yue', listBoards)).body.opensWith).toBe('contact-centre')
  })
  it('are served by audience: a dealer has no head office board, and no tile about money', async () => {
    expect((await read('pei', 'head-office')).status).toBe(404)
    const money = new Set(analyses.filter((one) => one.money).map((one) => one.name))
    for (const key of await keys('pei')) {
      const { tiles } = (await read('pei', key)).body
      expect(tiles.filter(({ analysis }) => money.has(analysis))).toEqual([])
    }
  })
  it('serve what the catalogue has, entry and all, and the catalogue says where it is used', async () => {
    const { tiles } = (await read('pei', 'dealer')).body
    expect(tiles.find(({ analysis }) => analysis === 'traffic')?.entry.title.zh).toBe('展厅人流与来电')
    const traffic = (await world.call('pei', listAnalyses)).body.items.find(({ name }) => name === 'traffic')
    expect(traffic?.usedBy.map(({ key }) => key)).toContain('dealer')
    expect(traffic?.usedBy.map(({ key }) => key)).not.toContain('head-office')
  })
  it('cannot be changed or deleted', async () => {
    expect((await edit('meng', 'dealer')).status).toBe(404)
    expect((await remove('meng', 'dealer')).status).toBe(404)
  })
  it('name nothing that is not in the catalogue, and no choice an analysis does not have', async () => {
    const { items } = (await world.call('meng', listAnalyses, {})).body
    const faults = builtInBoards.flatMap(({ key, tiles }) =>
      tiles.map((tile) => ({ key, fault: faultOf([tile], items) })).filter(({ fault }) => fault !== null),
    )
    expect(faults).toEqual([])
  })
})

describe('an own board', () => {
  it('is made, read with its filters, changed and deleted', async () => {
    const made = await make('pei', { note: '每周一' })
    expect(made.status).toBe(201)
    expect(made.body).toMatchObject({
      group: 'own',
      title: { zh: '晨会', en: '晨会' },
      note: { zh: '每周一' },
      filters: body.filters,
      mine: true,
      version: 1,
      tileCount: 1,
      tiles: [{ analysis: 'traffic', wide: true, choices: {} }],
    })
    const { key } = made.body
    expect((await edit('pei', key, { title: '夕会' })).body).toMatchObject({ version: 2, note: null })
    expect((await read('pei', key)).body.title.zh).toBe('夕会')
    expect(await keys('pei')).toContain(key)
    expect((await remove('pei', key)).status).toBe(204)
    expect((await read('pei', key)).status).toBe(404)
  })
  it('changed in another window in the meantime is not overwritten', async () => {
    const { key } = (await make('meng')).body
    expect((await edit('meng', key)).status).toBe(200)
    expect((await edit('meng', key)).status).toBe(409)
  })
  it('shared by head office is seen by all below and changed by nobody else', async () => {
    const { key } = (await make('meng', { shared: true })).body
    for (const who of ['shi', 'huo', 'pei', 'han']) {
      expect((await read(who, key)).body).toMatchObject({
        group: 'shared',
        mine: false,
        shared: true,
        version: null,
      })
      expect(await keys(who)).toContain(key)
      expect((await edit(who, key)).status).toBe(404)
      expect((await remove(who, key)).status).toBe(404)
    }
    expect((await edit('meng', key, { shared: false })).body.shared).toBe(false)
    expect((await read('pei', key)).status).toBe(404)
  })
  it('shared by a region is seen by its dealers, not by others nor by head office', async () => {
    const { key } = (await make('huo', { shared: true })).body
    expect(await keys('pei')).toContain(key)
    for (const who of ['mi', 'shi', 'meng']) expect((await read(who, key)).status).toBe(404)
    const dealers = (await make('pei', { shared: true })).body.key
    for (const who of ['han', 'huo', 'meng']) expect(await keys(who)).not.toContain(dealers)
  })
  it('of another cannot be written by any statement, only read where it is shared', async () => {
    const { key } = (await make('meng', { shared: true })).body
    await world.as('pei', async (ctx) => {
      const seen = await ctx.db.selectFrom('insights.board').select('id').where('id', '=', key).execute()
      const set = await ctx.db
        .updateTable('insights.board')
        .set({ title: '我的' })
        .where('id', '=', key)
        .returning('id')
        .execute()
      const gone = await ctx.db.deleteFrom('insights.board').where('id', '=', key).returning('id').execute()
      expect([seen.length, set, gone]).toEqual([1, [], []])
    })
  })
  it('outlives an analysis that is gone: the tile is left out and named', async () => {
    const { key } = (await make('meng')).body
    await world.sql(
      `update insights.board set tiles = tiles || '[{"analysis": "astrology"}]' where id = $1`,
      [key],
    )
    expect((await read('meng', key)).body).toMatchObject({ tileCount: 1, leftOut: ['astrology'] })
  })
  it('is one of at most fifty', async () => {
    await world.sql(
      `insert into insights.board (id, owner_id, title, tiles, filters, created_at, updated_at)
       select gen_random_uuid(), (select id from admin.account where login = 'gongsun'), 'b', '[]', '', now(), now() from generate_series(1, 50)`,
    )
    expect((await make('gongsun')).status).toBe(409)
  })
})
