import { mergePeople } from '../../server/domains/customers/index.ts'
import { newId } from '../../server/kernel/ids.ts'
import { castId } from '../harness/cast.ts'
import type { World } from '../harness/world.ts'
import type { RouteCases } from './case.ts'
import { ofCustomer } from './customers.ts'

/** A run on record, with one merge of two newcomers. */
async function runThatLinked(world: World): Promise<string> {
  const id = newId()
  await world.sql(`delete from kernel.job where queue = 'customers.match'`)
  await world.sql(
    'insert into customers.match_run (id, model_number, started_at, finished_at, linked) values ($1, 1, now(), now(), 1)',
    [id],
  )
  const two = await world.sql<{ id: string }>(
    `insert into customers.customer (id, name, created_at, seen_at, updated_at) select uuidv7(), n, now(), now(), now() from unnest(array['甲', '乙']) n returning id`,
  )
  await world.as('system', (ctx) =>
    mergePeople(ctx, { ids: two.map((one) => one.id), evidence: { run: id } }),
  )
  return id
}

const settings = { linkAt: 13, reviewAt: 1, mostLinked: 5, automatic: true, version: 0 }

export const matchModelCases: RouteCases = {
  'GET /api/match-model': { as: 'xie' },
  'GET /api/match-runs': { as: 'xie' },
  'POST /api/match-runs': { as: 'meng', body: { retrain: false } },
  'POST /api/match-runs/:id/undo': {
    as: 'meng',
    prepare: async (world) => {
      const params = { id: await runThatLinked(world) }
      return { params, outOfScope: { as: 'meng', params: { id: newId() } } }
    },
  },
  'GET /api/match-policies': { as: 'xie' },
  'PUT /api/match-policies/:brand': {
    as: 'meng',
    params: { brand: castId('HL') },
    body: settings,
    outOfScope: { as: 'shi', params: { brand: castId('HL') } },
  },
  'GET /api/match-policies/:brand/versions': {
    as: 'meng',
    params: { brand: castId('HL') },
    outOfScope: { as: 'shi', params: { brand: castId('HL') } },
  },
  'GET /api/match-threshold': { as: 'xie', query: { linkAt: 10, reviewAt: -2 } },
  'GET /api/customers/:id/cluster': ofCustomer(),
}
