import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { editCustomer, readCustomer } from '../../../../contract/customers.ts'
import {
  dropPick,
  listSurvivorship,
  listSurvivorshipVersions,
  pickStatement,
  previewSurvivorship,
  readStatements,
  saveSurvivorship,
} from '../../../../contract/survivorship.ts'
import { arrivalAt, arrive as arriveAll } from '../../../../tests/harness/arrivals.ts'
import { castId } from '../../../../tests/harness/cast.ts'
import { openWorld, type World } from '../../../../tests/harness/world.ts'
import { newId } from '../../../kernel/ids.ts'
import { recompose } from '../actions/recompose.ts'
import { recomposeNext } from '../actions/recompose-all.ts'
import type { PersonArrival } from '../index.ts'
import { startingRules } from './policy.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

let phones = 0
/** Nobody’s, with a right check digit: each 欧阳思远 is another one. */
function residentId(): string {
  const digits = `11010519491231${String(++phones % 1000).padStart(3, '0')}`
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  const sum = weights.reduce((total, weight, at) => total + weight * Number(digits[at]), 0)
  return digits + '10X98765432'[sum % 11]
}
const phone = () => `+86139${String(++phones).padStart(8, '0')}`
const arrival = ({ person, ...more }: Partial<PersonArrival> & Pick<PersonArrival, 'person'>) =>
  arrivalAt(world, 'D0001', person, { source: 'website', kind: 'lead', ...more })
const arrive = async (...arrivals: PersonArrival[]) => (await arriveAll(world, ...arrivals))[0]!
const golden = async (id: string) => (await world.call('meng', readCustomer, { params: { id } })).body
const daysAgo = (days: number) => new Date(world.clock.now().getTime() - days * 86_400_000)
const statementsOf = async (login: string, id: string, field: string) =>
  (await world.call(login, readStatements, { params: { id } })).body.fields.find(
    (one) => one.field === field,
  )!

/** 欧阳思远: the workshop wrote down a whole address, the website a later and shorter one. */
async function ouyang(): Promise<{ id: string; workshop: string; website: string }> {
  const number = phone()
  const workshop = arrival({
    source: 'dms',
    happenedAt: daysAgo(50),
    person: {
      kind: 'person',
      name: '欧阳思远',
      phones: [number],
      address: '滨江区江虹路 8 号',
      residentId: residentId(),
    },
  })
  const website = arrival({
    happenedAt: daysAgo(8),
    person: { kind: 'person', name: '欧阳思远', phones: [number], address: '滨江区江红路' },
  })
  const id = await arrive(workshop)
  await arrive(website)
  return { id, workshop: workshop.recordId, website: website.recordId }
}

describe('what each record said', () => {
  it('is told field by field, the winner first, with source, date and how it is known', async () => {
    const { id, workshop } = await ouyang()
    const address = await statementsOf('gu', id, 'address')
    expect(address.statements.map(({ value, source, wins }) => [value, source, wins])).toEqual([
      ['滨江区江红路', 'website', true],
      ['滨江区江虹路 8 号', 'dms', false],
    ])
    expect((await statementsOf('gu', id, 'birthOn')).statements[0]).toMatchObject({
      value: '1949-12-31',
      credibility: 'id-number',
      recordId: workshop,
    })
    expect((await statementsOf('gu', id, 'residentId')).statements[0]!.value).toMatch(/^1101\*+/)
    expect((await statementsOf('gu', id, 'phone')).statements[0]!.value).toMatch(/^139\*{4}/)
  })
  it('names no record of a dealer the reader does not see', async () => {
    const number = phone()
    const id = await arrive(
      arrival({ happenedAt: daysAgo(9), person: { kind: 'person', name: '裴度', phones: [number] } }),
    )
    await arrive(
      arrival({
        dealerId: castId('D0004'),
        reachNodes: [castId('D0004')],
        person: { kind: 'person', name: '裴度', phones: [number], company: '长安书局' },
      }),
    )
    const company = await statementsOf('gu', id, 'company')
    expect(company).toMatchObject({ statements: [], elsewhere: true })
    expect((await statementsOf('meng', id, 'company')).statements).toHaveLength(1)
  })
})

describe('a pick', () => {
  it('is refused for a record that says nothing of the field', async () => {
    const { id, website } = await ouyang()
    const body = { field: 'birthOn' as const, recordId: website }
    expect((await world.call('gu', pickStatement, { params: { id }, body })).status).toBe(422)
  })
  it('counts against whatever comes later, until it is dropped', async () => {
    const { id, workshop } = await ouyang()
    const body = { field: 'address' as const, recordId: workshop, reason: '进店核对' }
    expect((await world.call('gu', pickStatement, { params: { id }, body })).body.changed).toBe(true)
    const before = await golden(id)
    expect(before.fields.address.value).toBe('滨江区江虹路 8 号')
    const number = (
      await world.sql<{ phone: string }>('select phone from customers.customer where id = $1', [id])
    )[0]!
    await arrive(
      arrival({ person: { kind: 'person', name: '欧阳思远', phones: [number.phone], address: '西湖区' } }),
    )
    expect((await golden(id)).fields.address.value).toBe('滨江区江虹路 8 号')
    const { pick } = await statementsOf('gu', id, 'address')
    expect(pick).toMatchObject({ by: '顾思齐', reason: '进店核对' })
    await world.call('gu', dropPick, { params: { id, field: 'address' } })
    expect((await golden(id)).fields.address.value).toBe('西湖区')
  })
  it('ends when somebody types another value', async () => {
    const { id, workshop } = await ouyang()
    await world.call('gu', pickStatement, { params: { id }, body: { field: 'address', recordId: workshop } })
    const { version } = await golden(id)
    await world.call('gu', editCustomer, { params: { id }, body: { version, address: '上城区' } })
    expect((await golden(id)).fields.address.value).toBe('上城区')
    expect((await statementsOf('gu', id, 'address')).pick).toBeNull()
  })
})

describe('an edit by hand', () => {
  it('is a statement with its author and leaves the records as they were', async () => {
    const { id } = await ouyang()
    const records = () =>
      world.sql(
        `select s.raw, s.said from customers.source_record s join customers.link l on l.record_id = s.id
         where l.customer_id = $1 and s.kind <> 'edit' order by s.nth`,
        [id],
      )
    const was = await records()
    const { version } = await golden(id)
    await world.call('gu', editCustomer, {
      params: { id },
      body: { version, address: '上城区', birthOn: null },
    })
    const now = await golden(id)
    expect(now.fields.address).toMatchObject({ value: '上城区', origin: { source: 'by-hand', by: '顾思齐' } })
    expect(now.fields.birthOn.value).toBeNull()
    expect((await statementsOf('gu', id, 'birthOn')).statements.map((one) => one.value)).toEqual([
      null,
      '1949-12-31',
    ])
    expect(await records()).toEqual(was)
  })
})

describe('rules', () => {
  const trusting = {
    fields: { ...startingRules.fields, address: ['trust' as const, 'recent' as const] },
    trust: { dms: 90 },
  }
  it('of the network are head office’s, of a brand the brand’s', async () => {
    const sent = { params: { brand: 'network' as const }, body: { rules: startingRules, version: 0 } }
    expect((await world.call('gu', saveSurvivorship, sent)).status).toBe(403)
    expect((await world.call('meng', listSurvivorship)).body.items.map((item) => item.number)).toEqual([
      0, 0, 0,
    ])
  })
  it('refuse the same criterion twice, naming the field', async () => {
    const rules = {
      ...trusting,
      fields: { ...trusting.fields, phone: ['recent' as const, 'recent' as const] },
    }
    const { status, problem } = await world.call('meng', previewSurvivorship, {
      params: { brand: 'network' },
      body: { rules },
    })
    expect([status, problem.errors?.[0]?.field]).toEqual([422, 'rules.fields.phone'])
  })
  it('say what they would change before they are saved, and the job does just that', async () => {
    const { id } = await ouyang()
    const preview = await world.call('meng', previewSurvivorship, {
      params: { brand: 'network' },
      body: { rules: trusting },
    })
    expect(preview.body.examples.find((one) => one.customerId === id)).toMatchObject({
      field: 'address',
      before: '滨江区江红路',
      after: '滨江区江虹路 8 号',
    })
    expect((await golden(id)).fields.address.value).toBe('滨江区江红路')
    const jobId = newId()
    const draft = { brandId: null, rules: trusting }
    const counted = await world.as('meng', (ctx) => recomposeNext(ctx, jobId, { draft }))
    const saved = await world.call('meng', saveSurvivorship, {
      params: { brand: 'network' },
      body: { rules: trusting, version: 0 },
    })
    expect([saved.status, saved.body.number]).toEqual([200, 1])
    const done = await world.as('meng', (ctx) => recomposeNext(ctx, saved.body.jobId, {}))
    expect(done).toEqual(counted)
    // Taken up again it goes on after the last customer; a second run has nothing to change.
    expect(await world.as('meng', (ctx) => recomposeNext(ctx, saved.body.jobId, {}))).toBeNull()
    expect(await world.as('meng', (ctx) => recomposeNext(ctx, newId(), {}))).toMatchObject({ customers: 0 })
    expect((await golden(id)).fields.address.value).toBe('滨江区江虹路 8 号')
  })
  it('are followed by what arrives from now on', async () => {
    const { id } = await ouyang()
    expect((await golden(id)).fields.address.value).toBe('滨江区江虹路 8 号')
    const again = await world.call('meng', saveSurvivorship, {
      params: { brand: 'network' },
      body: { rules: startingRules, version: 0 },
    })
    expect(again.status).toBe(409)
    const { items } = (await world.call('meng', listSurvivorshipVersions, { params: { brand: 'network' } }))
      .body
    expect(items.map(({ number, by, rules }) => [number, by, rules])).toEqual([[1, '孟庭筠', trusting]])
    await world.call('meng', saveSurvivorship, {
      params: { brand: 'network' },
      body: { rules: startingRules, version: 1 },
    })
  })
  it('of a brand count for people only that brand deals with', async () => {
    await world.call('meng', saveSurvivorship, {
      params: { brand: castId('HL') },
      body: { rules: trusting, version: 0 },
    })
    const { id } = await ouyang()
    expect((await golden(id)).fields.address.value).toBe('滨江区江虹路 8 号')
    const number = phone()
    const both = { reachNodes: [castId('HL'), castId('XC'), castId('D0001')] }
    const person = { kind: 'person' as const, name: '公孙大娘', phones: [number] }
    await arrive(
      arrival({
        ...both,
        source: 'dms',
        happenedAt: daysAgo(9),
        person: { ...person, address: '江虹路 8 号' },
      }),
    )
    const other = await arrive(arrival({ ...both, person: { ...person, address: '西湖区' } }))
    expect((await golden(other)).fields.address.value).toBe('西湖区')
    await world.call('meng', saveSurvivorship, {
      params: { brand: castId('HL') },
      body: { rules: startingRules, version: 1 },
    })
  })
})

type Step = {
  day: number
  name: string
  address: string | null
  edit: boolean
  wins: boolean
  together: boolean
}
const step: fc.Arbitrary<Step> = fc.record({
  day: fc.integer({ min: -1, max: 6 }),
  name: fc.constantFrom('独孤求', '独孤先生', '匿名'),
  address: fc.constantFrom('江虹路 8 号', '西湖区', null),
  edit: fc.boolean(),
  wins: fc.boolean(),
  together: fc.boolean(),
})

describe('any history of arrivals and edits', () => {
  it('grows the golden record that everything said composes', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 8 }), async (steps) => {
        const number = phone()
        const of = ({ day, name, address, wins }: Step) =>
          arrival({
            happenedAt: daysAgo(day),
            wins: wins ? new Set(['address', 'name'] as const) : 'newer',
            person: { kind: 'person', name, phones: [number], address },
          })
        const id = await arrive(
          arrival({ happenedAt: daysAgo(7), person: { kind: 'person', name: '独孤求', phones: [number] } }),
        )
        for (let at = 0; at < steps.length; at++) {
          const one = steps[at]!
          const next = steps[at + 1]
          if (one.edit) {
            const { version } = await golden(id)
            const { status } = await world.call('gu', editCustomer, {
              params: { id },
              body: { version, name: one.name, address: one.address },
            })
            expect(status).toBe(200)
          } else if (one.together && next && !next.edit) await arrive(of(steps[at++]!), of(next))
          else await arrive(of(one))
        }
        const kept = () =>
          world.sql('select name, address, origins from customers.customer where id = $1', [id])
        const before = await kept()
        expect(await world.as('meng', (ctx) => recompose(ctx, [id]))).toEqual([])
        expect(await kept()).toEqual(before)
      }),
      { numRuns: 25 },
    )
  })
})
