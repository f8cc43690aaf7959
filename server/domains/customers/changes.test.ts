import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CustomerChange, readChanges } from '../../../contract/customer-changes.ts'
import { arrivalAt, arrive } from '../../../tests/harness/arrivals.ts'
import { castId } from '../../../tests/harness/cast.ts'
import { openWorld, type World } from '../../../tests/harness/world.ts'
import { hour, minute } from '../../kernel/clock.ts'
import { mergePeople } from './index.ts'

let world: World
let 程: string
let 罗: string

async function arrives(name: string, phone: string, dealer = 'D0001'): Promise<string> {
  const email = `${phone.slice(-4)}@wagang.cn`
  const [customer] = await arrive(world, arrivalAt(world, dealer, { name, phones: [phone], email }))
  world.clock.advance(minute)
  return customer!
}
beforeAll(async () => {
  world = await openWorld()
  程 = await arrives('程咬金', '+8613958001001')
  罗 = await arrives('罗成', '+8613958001002', 'D0002')
})
afterAll(() => world.close())

const follow = async (after?: string, more: { limit?: number; contact?: 'plain' } = {}) =>
  (await world.call('meng', readChanges, { query: { after, ...more } })).body
/** Asks until nothing more is there, as another system does. */
async function followed(from?: string, limit = 200): Promise<{ items: CustomerChange[]; next: string }> {
  const items: CustomerChange[] = []
  for (let after = from; ; ) {
    const page = await follow(after, { limit })
    items.push(...page.items)
    after = page.next
    if (!page.more) return { items, next: after }
  }
}
/** What other databases of this engine still write is shown once more until it has ended; then nothing is new. */
async function untilNothingIsNew(from: string): Promise<string> {
  let after = from
  const asked = async () => {
    const { items, next } = await followed(after)
    after = next
    return items.length
  }
  await expect.poll(asked, { timeout: 20_000, interval: 200 }).toBe(0)
  return after
}
const ids = (items: readonly CustomerChange[]) => items.map(({ id }) => id)

describe('who may follow the customers', () => {
  it('nobody without a name, nor a consultant', async () => {
    expect((await world.call(null, readChanges)).status).toBe(401)
    expect((await world.call('gu', readChanges)).status).toBe(403)
  })
  it('a position nobody gave out is refused, whatever stands in it', async () => {
    const odd = [
      'x',
      Buffer.from('["now","x","y","1","1"]').toString('base64url'),
      Buffer.from('["2026-01-01T00:00:00Z","\'; drop table","2026-01-01T00:00:00Z","1","1"]').toString(
        'base64url',
      ),
    ]
    for (const after of odd) {
      const answer = await world.call('meng', readChanges, { query: { after } })
      expect([answer.status, answer.problem.errors?.[0]?.field]).toEqual([422, 'after'])
    }
  })
  it('contact details are masked; plain ones need the permission to reveal, and the audit says that they left', async () => {
    const { items } = await follow()
    expect(items.find(({ id }) => id === 程)?.customer).toMatchObject({
      name: '程咬金',
      phone: '139****1001',
      email: '1***@wagang.cn',
      dealers: [{ id: castId('D0001') }],
    })
    const plain = await follow(undefined, { contact: 'plain' })
    expect(plain.items.find(({ id }) => id === 程)?.customer?.phone).toBe('+8613958001001')
    const [audit] = await world.sql<{ after: { rows: number; contact: string } }>(
      `select after from kernel.audit where table_name = 'customers.customer' and action = 'export' and after ->> 'contact' = 'plain'`,
    )
    expect(audit!.after).toMatchObject({ rows: plain.items.length, contact: 'plain' })
    await world.sql(
      `update admin.role set permissions = array_remove(permissions, 'customers.reveal') where key = 'crm-manager'`,
    )
    expect((await world.call('meng', readChanges, { query: { contact: 'plain' } })).status).toBe(403)
    await world.sql(
      `update admin.role set permissions = permissions || 'customers.reveal'::text where key = 'crm-manager'`,
    )
  })
})

describe('following the customers', () => {
  it('page after page everybody comes once, and then nobody until something changes', async () => {
    const { items, next } = await followed(undefined, 2)
    const everybody = await world.sql<{ id: string }>('select id from customers.customer')
    expect(ids(items).toSorted()).toEqual(everybody.map(({ id }) => id).toSorted())
    const quiet = await untilNothingIsNew(next)
    const 秦 = await arrives('秦琼', '+8613958001003')
    expect(ids((await followed(quiet)).items)).toContain(秦)
  })
  it('finds what was still being written while it looked, though it bears an older time', async () => {
    const start = await untilNothingIsNew((await followed()).next)
    const before = new Date(world.clock.now().getTime() - hour / 2)
    let written = () => {}
    const looked = new Promise<void>((done) => {
      written = done
    })
    const slow = world.as('system', async (ctx) => {
      await ctx.db
        .updateTable('customers.customer')
        .set({ company: '瓦岗寨', updatedAt: before })
        .where('id', '=', 程)
        .execute()
      await looked
    })
    const 王 = await arrives('王伯当', '+8613958001004')
    const meanwhile = await followed(start)
    written()
    await slow
    const told = ({ items }: { items: CustomerChange[] }) =>
      items.map(({ id, customer }) => [id, customer?.company])
    expect(told(meanwhile)).toContainEqual([王, null])
    expect(told(meanwhile)).not.toContainEqual([程, '瓦岗寨'])
    const after = await followed(meanwhile.next)
    // 王伯当 is told of twice: their transaction ended after the oldest one that ran.
    expect(told(after)).toContainEqual([程, '瓦岗寨'])
    expect(told(after)).toContainEqual([王, null])
    await untilNothingIsNew(after.next)
  })
  it('says who answers for somebody merged, and who is gone', async () => {
    const { next } = await followed()
    await world.as('meng', (ctx) => mergePeople(ctx, { ids: [程, 罗], survivorId: 程, reason: '同一人' }))
    world.clock.advance(minute)
    const 尤 = await arrives('尤俊达', '+8613958001005')
    const merged = await followed(next)
    expect(merged.items).toContainEqual(
      expect.objectContaining({ id: 罗, change: 'merged', into: 程, customer: null }),
    )
    expect(ids(merged.items)).toContain(尤)
    // As an import that is taken back does it.
    await world.sql(
      'delete from customers.source_record where id in (select record_id from customers.link where customer_id = $1)',
      [尤],
    )
    await world.sql('delete from customers.customer where id = $1', [尤])
    const { items } = await followed(merged.next)
    expect(items).toContainEqual(
      expect.objectContaining({ id: 尤, change: 'gone', into: null, customer: null }),
    )
  })
})
