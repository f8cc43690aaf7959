import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { consentRelations } from '../../server/domains/consent/relations.ts'
import { contactCentreRelations } from '../../server/domains/contact-centre/relations.ts'
import { customersRelations } from '../../server/domains/customers/merging/relation.ts'
import { leadRelations } from '../../server/domains/leads/relations.ts'
import { salesRelations } from '../../server/domains/sales/relations.ts'
import { vehicleRelations } from '../../server/domains/vehicles/relations.ts'
import { openWorld, type World } from '../harness/world.ts'

const declared = [
  ...customersRelations,
  ...consentRelations,
  ...vehicleRelations,
  ...leadRelations,
  ...salesRelations,
  ...contactCentreRelations,
]
/** Tables with a customer that does not follow a merge, and why. */
const stays: Record<string, string> = {
  'kernel.event': 'events are history: they stay with the id they happened under and are read under both',
}

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

describe('a merge of customers', () => {
  it('moves every table that names a customer, or says why not', async () => {
    const tables = await world.sql<{ name: string }>(`
      select c.oid::regclass::text as name from pg_class c join pg_attribute a on a.attrelid = c.oid
      where c.relkind in ('r', 'p') and a.attname = 'customer_id' and not a.attisdropped and not c.relispartition order by 1`)
    const covered = new Set([...declared.map((relation) => relation.table), ...Object.keys(stays)])
    expect(tables.map(({ name }) => name).filter((name) => !covered.has(name))).toEqual([])
    expect([...covered].filter((name) => !tables.some((table) => table.name === name))).toEqual([])
  })
  it('folds every column of a row of which there is one per key', async () => {
    for (const relation of declared) {
      if (!('fold' in relation)) continue
      const columns = await world.sql<{ name: string }>(
        `select attname::text as name from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped order by 1`,
        [relation.table],
      )
      const known = [...relation.key, 'customer_id', ...Object.keys(relation.fold)].sort()
      expect([relation.table, columns.map(({ name }) => name).sort()]).toEqual([relation.table, known])
    }
  })
})
