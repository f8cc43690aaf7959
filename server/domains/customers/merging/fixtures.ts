import { mergeCustomers } from '../../../../contract/customer-merge.ts'
import { readCustomer } from '../../../../contract/customers.ts'
import { castId } from '../../../../tests/harness/cast.ts'
import type { World } from '../../../../tests/harness/world.ts'
import { newId } from '../../../kernel/ids.ts'
import { identifyPeople } from '../actions/identify.ts'

type Given = {
  name?: string
  phone: string
  dealer?: string
  residentId?: string
  kind?: 'person' | 'organisation'
  external?: string
  days?: number
  income?: string
}

/** For tests: people who arrive and are merged, in a world that is opened later. */
export function mergingIn(world: () => World) {
  /** Somebody who walked in, or wrote under the sender's own number. */
  async function arrive({ name = '许诺', phone, dealer = 'D0001', kind = 'person', ...rest }: Given) {
    const [made] = await world().as('system', (ctx) =>
      identifyPeople(ctx, [
        {
          recordId: newId(),
          source: 'walk-in',
          externalId: rest.external ?? null,
          kind: 'walk-in',
          happenedAt: new Date(ctx.now.getTime() - (rest.days ?? 0) * 86_400_000),
          raw: { name, phone },
          brandId: castId('HL'),
          dealerId: castId(dealer),
          reachNodes: [castId('HL'), castId(dealer)],
          person: { kind, name, phones: [phone], residentId: rest.residentId, income: rest.income },
        },
      ]),
    )
    return made!.customerId
  }
  const versionsOf = async (ids: string[]) => {
    const customers = []
    for (const id of ids)
      customers.push({
        id,
        version: (await world().call('meng', readCustomer, { params: { id } })).body.version,
      })
    return customers
  }
  const merge = async (ids: string[], rest: object = {}) =>
    world().call('meng', mergeCustomers, { body: { customers: await versionsOf(ids), ...rest } })
  let serial = 0
  const phone = () => `+86137${String(++serial).padStart(8, '0')}`
  return { arrive, versionsOf, merge, phone }
}
