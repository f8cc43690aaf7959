import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { consentRelations } from '../../server/domains/consent/relations.ts'
import { contactCentreRelations } from '../../server/domains/contact-centre/relations.ts'
import { customersRelations, type Relation } from '../../server/domains/customers/merging/relation.ts'
import { leadRelations } from '../../server/domains/leads/relations.ts'
import { salesRelations } from '../../server/domains/sales/relations.ts'
import { serviceRelations } from '../../server/domains/service/relations.ts'
import { vehicleRelations } from '../../server/domains/vehicles/relations.ts'
import { openWorld, type World } from '../harness/world.ts'

const declared = [
  ...customersRelations,
  ...consentRelations,
  ...vehicleRelations,
  ...leadRelations,
  ...salesRelations,
  ...serviceRelations,
  ...contactCentreRelations,
]
/** Columns with a customer that do not follow a merge, and why. */
const stays: Record<string, string> = {
  'customers.cart': 'whose its browser is: follows customers.visitor_link by a trigger (0099_carts.sql)',
  'customers.merge survivor_id': 'it is the merge',
  'customers.merge absorbed_id': 'it is the merge',
  'customers.verdict a': 'said of these two by a person, whoever answers for them',
  'customers.verdict b': 'said of these two by a person, whoever answers for them',
  'customers.match_pair a': 'follows by itself: review/following.ts',
  'customers.match_pair b': 'follows by itself: review/following.ts',
  'insights.propensity_score': 'of the record as it stood that night; the next night scores anew',
  'insights.verdict id': 'of the record as it stood that night; the next night judges anew',
  'insights.experiment_member': 'who was drawn; the facts ask for the record that survived',
  'insights.audience_member':
    'follows by itself, as insights.follow_merge in 0100_audiences.sql: at once, and back',
  'kernel.event': 'events are history: they stay with the id they happened under and are read under both',
}

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

describe('a merge of customers', () => {
  it('moves every table that names a customer, or says why not', async () => {
    const named = await world.sql<{ name: string }>(`
      select c.oid::regclass::text || case a.attname when 'customer_id' then '' else ' ' || a.attname end as name
      from pg_class c join pg_attribute a on a.attrelid = c.oid
      where c.relkind in ('r', 'p') and not a.attisdropped and not c.relispartition and (a.attname = 'customer_id'
        or exists (select from pg_constraint k where k.conrelid = c.oid and k.confrelid = 'customers.customer'::regclass and a.attnum = any(k.conkey)))
      order by 1`)
    const nameOf = (relation: Relation) =>
      'owner' in relation && relation.owner ? `${relation.table} ${relation.owner}` : relation.table
    const covered = new Set([...declared.map(nameOf), ...Object.keys(stays)])
    expect(named.map(({ name }) => name).filter((name) => !covered.has(name))).toEqual([])
    expect([...covered].filter((name) => !named.some((one) => one.name === name))).toEqual([])
  })
  it('folds every column of a row of which there is one per key', async () => {
    for (const relation of declared) {
      if (!('fold' in relation)) continue
      const columns = await world.sql<{ name: string }>(
        // A watermark is stamped by whoever writes the row, a merge as well.
        `select attname::text as name from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped and attname <> 'fact_at' order by 1`,
        [relation.table],
      )
      const known = [...relation.key, 'customer_id', ...Object.keys(relation.fold)].sort()
      expect([relation.table, columns.map(({ name }) => name).sort()]).toEqual([relation.table, known])
    }
  })
})
