import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { editAudience } from '../../../../contract/audiences.ts'
import { castId } from '../../../../tests/harness/cast.ts'
import { openWorld, type World } from '../../../../tests/harness/world.ts'
import { readIdentity } from '../../admin/identity.ts'
import { mergePeople, unmergePeople } from '../../customers/index.ts'
import { refreshFacts } from '../facts/refresh.ts'
import { audiencesIn, honoured, putAudienceCast } from './fixtures.ts'
import { dueAudiencesJob } from './taking.ts'

let world: World
let people: Record<string, string>
beforeAll(async () => {
  world = await openWorld()
  people = await putAudienceCast(world)
})
afterAll(() => world.close())

const { take, taken, make, read, members, names } = audiencesIn(() => world)

describe('a taking', () => {
  it('has its number, its date and its rule, and says who joined and left', async () => {
    const id = await taken('meng', honoured)
    const edited = await world.call('meng', editAudience, {
      params: { id },
      body: {
        version: 1,
        name: '老客户',
        criteria: { valueClass: ['honoured', 'improving'], abc: ['A', 'B'] },
      },
    })
    expect([edited.body.stale, edited.body.jobId]).toEqual([true, expect.any(String)])
    world.clock.advance(3_600_000)
    await take('meng', id)
    const after = await read('meng', id)
    expect(after.taken).toMatchObject({
      number: 2,
      size: 3,
      joined: 1,
      gone: 0,
      at: '2026-11-22T03:00:00.000Z',
    })
    expect([after.stale, after.jobId]).toEqual([false, null])
    expect(after.takings.map((one) => [one.number, one.size, one.joined, one.gone, one.newRule])).toEqual([
      [2, 3, 1, 0, true],
      [1, 2, 2, 0, false],
    ])
    await world.sql(`update insights.verdict set value_class = 'abandoned' where id = $1`, [people.苏平])
    await take('meng', id)
    expect((await read('meng', id)).taken).toMatchObject({ number: 3, size: 2, joined: 0, gone: 1 })
    expect((await members('meng', id)).items.map((one) => [one.name, one.sinceTaking])).toEqual([
      ['周宁', 2],
      ['林晓舟', 1],
    ])
    await world.sql(`update insights.verdict set value_class = 'honoured' where id = $1`, [people.苏平])
  })
  it('that is called off leaves nothing, and the next one is whole', async () => {
    const { id } = (await make('meng', honoured)).body
    await take('meng', id, 1)
    expect((await read('meng', id)).taken).toBe(null)
    expect(await names('meng', id)).toEqual([])
    await take('meng', id)
    expect(await names('meng', id)).toEqual(['林晓舟', '苏平'])
  })
  it('of the night is every owner’s own, as the owner is today', async () => {
    await world.sql('delete from insights.audience')
    const mine = await taken('pei', honoured)
    await world.sql('update insights.audience set job_id = null')
    await dueAudiencesJob((ctx, id) => readIdentity(ctx, id)).run(
      {
        jobId: mine,
        actor: (await world.as('system', async (ctx) => ctx)).actor,
        scope: { kind: 'system', nodes: [], brands: [] },
        transact: (work) => world.as('system', work),
        progress: async () => {},
        shouldStop: async () => false,
      },
      {},
    )
    const [job] = await world.sql<{ input: unknown; scope: { scope: { kind: string } }; createdBy: string }>(
      `select input, scope, created_by as "createdBy" from kernel.job where id = (select job_id from insights.audience where id = $1)`,
      [mine],
    )
    expect([job!.scope.scope.kind, job!.createdBy]).toEqual(['dealer', castId('pei')])
  })
})

describe('a merge', () => {
  it('takes members along at once, and back when it is taken back', async () => {
    const id = await taken('meng', { valueStage: ['growing'] })
    expect(await names('meng', id)).toEqual(['周宁'])
    const { merges } = await world.as('meng', (ctx) =>
      mergePeople(ctx, { ids: [people.何川!, people.周宁!], survivorId: people.何川! }),
    )
    expect((await members('meng', id)).items.map((one) => one.id)).toEqual([people.何川])
    await world.as('system', refreshFacts)
    const [fact] = await world.runtime.analytics.rows<{ id: string }>(
      `select toString(customer_id) as id from insights.audience_member final where audience_id = {id:UUID}`,
      { id },
    )
    expect(fact!.id).toBe(people.何川)
    await world.as('meng', (ctx) => unmergePeople(ctx, merges[0]!.id, '不是同一人'))
    expect((await members('meng', id)).items.map((one) => one.id)).toEqual([people.周宁])
  })
})
