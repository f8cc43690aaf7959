import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { captureLead } from '../../../../contract/leads.ts'
import { openWorld, type World } from '../../../../tests/harness/world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const parts = ['touch', 'custody', 'dispatch', 'stage_change', 'mark', 'turn']
const hanging = async (): Promise<number[]> =>
  Promise.all(
    parts.map(async (part) => {
      const [row] = await world.sql<{ n: number }>(
        `select count(*)::int as n from leads.${part} p where not exists (select from leads.lead l where l.id = p.lead_id)`,
      )
      return row!.n
    }),
  )

describe('what hangs from a lead', () => {
  it('goes with it, and nothing is left hanging from none', async () => {
    const { body } = await world.call('meng', captureLead, {
      body: {
        source: 'website',
        brand: '环路',
        person: { name: '王晨曦', phone: '13900001234', division: '浙江省杭州市' },
        consents: [{ purpose: 'sales', recipient: 'dealer', granted: true }],
      },
    })
    await world.sql(
      `insert into leads.mark (id, lead_id, kind, due_at, done_at) values (gen_random_uuid(), $1, 'remind', now(), now())`,
      [body.leadId],
    )
    for (const part of parts) {
      const rows = await world.sql(`select from leads.${part} where lead_id = $1`, [body.leadId])
      expect(rows.length, part).toBeGreaterThan(0)
    }
    await world.sql('delete from leads.lead where id = $1', [body.leadId])
    expect(await hanging()).toEqual(parts.map(() => 0))
  })
})
