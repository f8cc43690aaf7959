import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { identifyPeople } from '../../server/domains/customers/actions/identify.ts'
import type { PersonArrival } from '../../server/domains/customers/arrivals.ts'
import { loadChanged, loadCustomers, rawSql } from '../../server/domains/customers/linking/records.ts'
import { customerModel } from '../../server/domains/customers/matching/customer-model.ts'
import { type FilesAsked, matchFiles } from '../../server/domains/customers/matching/match-files.ts'
import type { Model, Parameters } from '../../server/domains/customers/matching/model.ts'
import { due, reach, renew } from '../../server/domains/customers/matching/renewing.ts'
import {
  cluster,
  compare,
  inside,
  type Run,
  score,
  train,
} from '../../server/domains/customers/matching/run.ts'
import { type Analytics, openAnalytics } from '../../server/kernel/analytics.ts'
import { otherNodes } from '../../server/kernel/cluster.ts'
import { readConfig } from '../../server/kernel/config.ts'
import { newId } from '../../server/kernel/ids.ts'
import { create } from '../../server/kernel/place.ts'
import { castId } from '../harness/cast.ts'
import { openWorld, type World } from '../harness/world.ts'
import { type Nodes, startNodes } from './nodes.ts'

/** The same matching in-process and on two ClickHouse servers that hold half of the rows each. */
const folder = mkdtempSync(join(tmpdir(), 'ringroad-cluster-'))
let world: World
let nodes: Nodes
let analytics: Analytics
let embedded: Run
let spread: Run

beforeAll(async () => {
  nodes = await startNodes(folder)
  world = await openWorld()
  analytics = openAnalytics('', nodes.urls[0], { name: 'ringroad', nodes: [nodes.urls[1]] })
  embedded = { analytics: world.runtime.analytics, database: 'matching' }
  spread = { analytics, database: 'matching', cluster: await analytics.cluster!() }
})
afterAll(async () => {
  await analytics?.close()
  await world?.close()
  await nodes?.stop()
  rmSync(folder, { recursive: true, force: true })
})

const people = (name: string) => new URL(`../../data/people/${name}`, import.meta.url).pathname
const ask = (run: Run, sql: string) => run.analytics.rows<Record<string, unknown>>(inside(run, sql))
/** Runs on both; a query's answer must be the same. */
const alike = async (sql: string) => {
  const expected = await ask(embedded, sql)
  expect(expected.length).toBeGreaterThan(0)
  expect(await ask(spread, sql)).toEqual(expected)
}

async function matchBoth(file: string, asked: FilesAsked): Promise<Model> {
  const here = await matchFiles(embedded, [file], asked)
  const there = await matchFiles(spread, [file], asked)
  expect(there.model).toEqual(here.model)
  const flat = ({ prior, m, u }: Parameters) =>
    Object.keys(m).flatMap((name) => [prior, ...m[name]!, ...u[name]!])
  const [mine, yours] = [flat(here.parameters), flat(there.parameters)]
  expect(yours).toHaveLength(mine.length)
  for (const [at, value] of mine.entries()) expect(Math.abs(yours[at]! - value)).toBeLessThan(1e-9)
  return here.model
}

/** What every table of a run says, and that each node has its part of it. */
async function expectAlike() {
  await alike('select count() as n, groupBitXor(cityHash64(l, r, found)) as pairs from pairs')
  await alike(
    'select count() as n, groupBitXor(cityHash64(l, r, found, code)) as codes, round(sum(toFloat64(rarity)), 3) as rarity from compared',
  )
  await alike('select l, r, code, round(weight, 4) as weight from scored order by l, r')
  await alike('select rid, label from labels order by rid')
  for (const table of ['raw', 'records', 'keys', 'pairs', 'compared', 'scored', 'labels']) {
    const [one, two] = await Promise.all(
      spread.cluster!.nodes.map(async (node) => {
        const [part] = await node.rows<{ n: number }>(`select count() as n from matching.${table}_local`)
        return part!.n
      }),
    )
    expect(Math.min(one!, two!) / (one! + two!), `${table}: ${one} and ${two}`).toBeGreaterThan(0.2)
  }
}

const nameAt = (at: number) => `${'赵钱孙李周吴郑王'[at % 8]}${'伟芳娜敏静'[at % 5]}`

/** Sixty owners of forty names, each with two phones and a plate. */
const owners = (): PersonArrival[] =>
  Array.from({ length: 60 }, (_, at) => ({
    recordId: newId(),
    source: 'dms',
    kind: 'customer-file',
    happenedAt: world.clock.now(),
    raw: {},
    brandId: castId('HL'),
    dealerId: null,
    reachNodes: [castId('HL')],
    person: {
      kind: 'person',
      name: nameAt(at),
      sex: null,
      birthOn: `198${at % 10}-0${(at % 9) + 1}-12`,
      phones: [`+86138001${38000 + at}`, `+86139002${45000 + at}`],
      email: null,
      residentId: null,
      company: null,
      address: `文昌路${at % 20}号`,
      plates: [`沪A${10_000 + at}`],
      vins: [],
    },
  }))

describe('a cluster that is not one', () => {
  const wrong = (env: Record<string, string>) => () => readConfig(env)
  const at = (name: string, others: string[] = []) => {
    const asked = openAnalytics('', nodes.urls[0], { name, nodes: others })
    return asked.cluster!().finally(() => asked.close())
  }
  it('is refused by the settings that are missing or misspelt', () => {
    const url = { CLICKHOUSE_URL: 'http://one:8123' }
    expect(wrong({ CLICKHOUSE_CLUSTER: 'ringroad' })).toThrow('CLICKHOUSE_URL: needed with')
    expect(wrong({ ...url, CLICKHOUSE_NODES: 'http://two:8123' })).toThrow('CLICKHOUSE_CLUSTER: needed with')
    expect(wrong({ ...url, CLICKHOUSE_CLUSTER: "it's" })).toThrow(/CLICKHOUSE_CLUSTER: the name of a cluster/)
    expect(
      wrong({ ...url, CLICKHOUSE_CLUSTER: 'ringroad', CLICKHOUSE_NODES: 'http://two:8123,three' }),
    ).toThrow(/CLICKHOUSE_NODES.1: HTTP addresses of the other nodes/)
  })
  it('is refused when its node does not know it, and told which it knows', async () => {
    await expect(at('elsewhere')).rejects.toThrow(
      'CLICKHOUSE_CLUSTER: elsewhere is not in the remote_servers of CLICKHOUSE_URL; there are hosts, replicated, ringroad',
    )
  })
  it('is refused when its tables should replicate themselves, or an address is missing or too many', async () => {
    await expect(at('replicated')).rejects.toThrow('name a cluster with one replica a shard')
    await expect(at('ringroad', [...nodes.urls])).rejects.toThrow(
      'CLICKHOUSE_NODES: 2 addresses, and ringroad has 1 node beside',
    )
  })
  it('is one whose other nodes are sought on their hosts, at the port of the one that is asked', async () => {
    const found = await otherNodes(analytics, nodes.urls[0], { name: 'hosts', nodes: [] })
    expect(found).toEqual([`${nodes.urls[0].replace('127.0.0.1', '127.0.0.2')}/`])
  })
})

describe('matching on two nodes', () => {
  it('recognises, estimates, scores and clusters FEBRL 3 as one process does', async () => {
    const model = await matchBoth(people('febrl3.csv'), { ignore: ['rec_id'], at: 3 })
    expect(model.comparisons.length).toBeGreaterThan(4)
    await expectAlike()
  }, 120_000)

  it('does so for fake_1000 with a model that was given', async () => {
    const model: Model = {
      link: 'within',
      features: ['first_name', 'surname', 'dob', 'email'].map((name) => ({
        name,
        from: [name],
        how: 'text',
      })),
      blocking: [
        { on: ['surname'], mostPerKey: 300 },
        { on: ['first_name'], mostPerKey: 300 },
        { on: ['dob'], mostPerKey: 300 },
        { on: ['email'], mostPerKey: 300 },
      ],
      comparisons: ['first_name', 'surname', 'dob', 'email'].map((name) => ({
        name,
        needs: [name],
        levels: [
          { name: 'same', when: { same: name } },
          { name: 'near', when: { near: name, atMost: 2 } },
        ],
        rare: name,
      })),
    }
    await matchBoth(people('fake_1000.csv'), { model, ignore: [], at: 3 })
    await expectAlike()
  }, 120_000)

  it('knows on each node how a Chinese name sounds', async () => {
    const file = join(folder, 'owners.csv')
    const lines = Array.from({ length: 120 }, (_, at) =>
      [at, nameAt(at % 90), `138001${38_000 + (at % 90)}`, `19${70 + (at % 30)}-03-0${(at % 9) + 1}`].join(
        ',',
      ),
    )
    writeFileSync(file, `id,name,phone,birthday\n${lines.join('\n')}\n`)
    const model = await matchBoth(file, { ignore: ['id'], at: 3 })
    expect(model.features.some(({ how }) => how === 'pinyin')).toBe(true)
    await expectAlike()
    for (const node of spread.cluster!.nodes) {
      const [readings] = await node.rows<{ n: number }>('select count() as n from matching.readings')
      expect(readings!.n).toBe(40)
    }
  }, 60_000)

  it('reads the customers themselves: numbered through, with all their numbers', async () => {
    await world.as('system', (ctx) => identifyPeople(ctx, owners()))
    for (const run of [embedded, spread]) {
      await world.as('system', (ctx) => loadCustomers(ctx, run, async () => false))
      await compare(run, customerModel)
    }
    for (const table of ['raw', 'featured', 'records']) await alike(`select * from ${table} order by rid`)
    await alike('select l, r, found, code, round(rarity, 4) as rarity from compared order by l, r')
  }, 60_000)

  it('renews what changed where it lies, and ends as one process does', async () => {
    const change = async (address: string) => {
      const ids = await world.sql<{ id: string }>(
        'update customers.customer set address = $1 where id in (select id from customers.customer where phone is not null order by phone, name limit 30) returning id',
        [address],
      )
      return ids.map(({ id }) => id)
    }
    const parameters = await train(embedded, customerModel)
    for (const run of [embedded, spread]) {
      await create(run, due)
      await score(run, customerModel, parameters)
    }
    const ids = await change('文昌路3号')
    const [gone] = await world.sql<{ id: string }>(
      `update customers.customer set deceased = true where id = $1 returning id`,
      [ids[0]],
    )
    for (const run of [embedded, spread]) {
      await world.as('system', (ctx) => loadChanged(ctx, run, ids))
      const renewed = await renew(run, customerModel, parameters, rawSql, 0)
      expect(renewed).toMatchObject({ new: 0, changed: ids.length - 1, gone: 1 })
      await reach(run, 0)
      await cluster(run, 0, 'select rid from reached')
    }
    expect(gone).toBeDefined()
    for (const table of ['raw', 'records', 'due', 'reached', 'labels'])
      await alike(`select * from ${table} order by 1`)
    await alike('select rule, key, rid from keys order by rule, key, rid')
    await alike('select l, r, code, round(weight, 3) as weight from scored order by l, r')
  }, 60_000)
})
