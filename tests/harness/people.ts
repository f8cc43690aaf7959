import { castId } from './cast.ts'
import { dice } from './dice.ts'
import type { World } from './world.ts'

const idOf = (seed: number, name: string): string => castId(`person ${seed} ${name}`)

/** Rows go in by name, straight into the database. */
async function put(world: World, table: string, row: Record<string, unknown>): Promise<void> {
  const names = Object.keys(row)
  await world.sql(
    `insert into ${table} (${names.join(', ')}) values (${names.map((_, at) => `$${at + 1}`).join(', ')})`,
    Object.values(row),
  )
}

const dealers = ['D0001', 'D0002', 'D0004']
const purposes = ['sales', 'marketing']
const recipients = ['carmaker', 'dealer']
const names = ['王伟', '王先生', '李娜', '张敏']
const day = 86_400_000

/**
 * A customer with something in every domain: a record, identifiers, reach, consents, leads open and closed, a visit, a
 * drive, an order, a delivered car with its service, a call, a pick. Seeds share phones, dealers, cars and consents on purpose.
 */
export async function putPerson(world: World, seed: number): Promise<string> {
  const roll = dice(seed)
  const one = <T>(list: readonly T[]): T => list[roll(list.length)]!
  const at = (days: number) => new Date(world.clock.now().getTime() - days * day)
  const id = idOf(seed, 'customer')
  const record = idOf(seed, 'record')
  const [seen, name, phone] = [at(roll(100)), one(names), `+8613900000${100 + roll(3)}`]
  const saidAt = at(roll(300))
  const [email, birth_on] = [roll(2) ? `p${seed}@example.com` : null, roll(2) ? '1990-01-02' : null]
  // No dice: who merges with whom stays as it was.
  const [marital, income] = [seed % 3 ? 'married' : 'single', seed % 2 ? '10-20k' : null]
  const [children, interests] = [seed % 4 ? String(seed % 10) : null, seed % 5 ? '钓鱼，露营' : null]
  const [company, address] = [roll(2) ? `公司${seed}` : null, roll(3) ? null : '网商路 1 号']
  await put(world, 'customers.customer', {
    id,
    name,
    name_forms: name.length > 2 ? ['=王先生', '^王'] : [`=${name}`, `^${name[0]}`, 'F'],
    phone,
    email,
    birth_on,
    company,
    address,
    marital,
    income,
    children,
    interests,
    do_not_contact: roll(5) === 0,
    stage: one(['acquisition', 'growth', 'maturity']),
    first_source: one(['website', 'walk-in']),
    origins: JSON.stringify({
      '*': { record, at: saidAt.toISOString() },
      ...(seed % 2 && email && { email: { record: null, by: '顾', at: at(roll(50)).toISOString() } }),
    }),
    created_at: new Date(at(400).getTime() + seed * 1_000),
    updated_at: seen,
    seen_at: seen,
  })
  await put(world, 'customers.finder', {
    customer_id: id,
    keys: [`c:${name[0]}`, `p:${phone}`],
    seen_at: seen,
  })
  const dealer = castId(one(dealers))
  for (const node of new Set([castId('HL'), dealer, castId(one(dealers))]))
    await put(world, 'customers.reach', { node_id: node, customer_id: id, seen_at: at(roll(90)) })
  await put(world, 'customers.source_record', {
    id: record,
    source: 'website',
    external_id: `X-${seed}`,
    kind: 'lead',
    brand_id: castId('HL'),
    dealer_id: null,
    received_at: saidAt,
    happened_at: saidAt,
    raw: JSON.stringify({ name, phone }),
    // Of every other one only the golden record is known, as of what came before records kept what they said.
    said:
      seed % 2
        ? null
        : JSON.stringify({
            ...{ n: name, p: phone, e: email, b: birth_on, o: company, a: address },
            ...{ g: marital, q: income, u: children, y: interests },
          }),
  })
  await put(world, 'customers.link', { record_id: record, customer_id: id, how: 'new', at: saidAt })
  for (const [kind, value] of new Map([
    ['phone', phone],
    ['plate', `浙A1234${roll(3)}`],
  ]))
    await put(world, 'customers.identifier', {
      kind,
      value,
      customer_id: id,
      first_at: at(200 + roll(50)),
      last_at: at(roll(100)),
      source: one(['website', 'walk-in']),
    })
  await put(world, 'customers.verification', {
    id: idOf(seed, 'verification'),
    customer_id: id,
    field: 'phone',
    value: phone,
    how: 'call',
    at: at(roll(90)),
    cause_id: idOf(seed, 'cause'),
  })
  const visitor = idOf(seed % 3, 'visitor')
  await world.sql(
    'insert into customers.visitor (id, key) values ($1::uuid, $1::uuid::text) on conflict do nothing',
    [visitor],
  )
  await put(world, 'customers.visitor_link', {
    id: idOf(seed, 'visitor link'),
    visitor_id: visitor,
    customer_id: id,
    how: 'form',
    cause_id: record,
    at: saidAt,
  })
  await world.sql(
    `with c as (insert into customers.cart (id, visitor_id, key, state, began_at, updated_at) values ($1, $2, $3, 'open', $4, $4) returning id)
     insert into customers.cart_line (id, cart_id, code, name, kind, quantity, price_fen, added_at) select $5, id, 'AC-01', '脚垫', 'accessory', 1, 60000, $4 from c`,
    [idOf(seed, 'cart'), visitor, `cart ${seed}`, saidAt, idOf(seed, 'cart line')],
  )
  await putConsents(world, seed, id, roll, at)
  await putDealings(world, seed, { id, record, dealer }, roll, at)
  return id
}

async function putConsents(
  world: World,
  seed: number,
  customer_id: string,
  roll: (below: number) => number,
  at: (days: number) => Date,
): Promise<void> {
  const said = new Map<string, { purpose: string; recipient: string; key: string | null }>()
  for (let n = 0; n < 4; n++) {
    const [purpose, recipient] = [purposes[roll(2)]!, recipients[roll(2)]!]
    const key = recipient === 'dealer' && roll(2) ? castId(dealers[roll(3)]!) : null
    said.set(`${purpose} ${recipient} ${key}`, { purpose, recipient, key })
  }
  let n = 0
  for (const { purpose, recipient, key } of said.values()) {
    const id = idOf(seed, `entry ${++n}`)
    const [granted, happened_at] = [roll(3) > 0, at(roll(200))]
    const shared = { customer_id, purpose, recipient, granted, happened_at }
    await put(world, 'consent.entry', {
      ...shared,
      id,
      recipient_id: key,
      channel: 'website',
      evidence: 'website',
      recorded_at: happened_at,
    })
    const recipient_key = key ?? '00000000-0000-0000-0000-000000000000'
    await put(world, 'consent.state', { ...shared, recipient_key, entry_id: id })
  }
}

async function putDealings(
  world: World,
  seed: number,
  { id: customer_id, record, dealer }: { id: string; record: string; dealer: string },
  roll: (below: number) => number,
  at: (days: number) => Date,
): Promise<void> {
  const shared = { customer_id, brand_id: castId('HL'), dealer_id: dealer }
  for (const isOpen of roll(3) ? [true, false] : [false]) {
    const lead = idOf(seed, `lead ${isOpen}`)
    await put(world, 'leads.lead', {
      ...shared,
      id: lead,
      holder: 'dealer',
      stage: isOpen ? 'visit' : 'delivery',
      grade: 'A',
      score: 60,
      source: 'website',
      captured_at: at(50),
      last_touch_at: at(50),
      next_step: 'call',
      next_step_at: isOpen ? at(-3) : null,
      closed_at: isOpen ? null : at(5),
      created_at: at(50),
      updated_at: at(4),
    })
    await put(world, 'leads.touch', {
      id: idOf(seed, `touch ${isOpen}`),
      lead_id: lead,
      record_id: record,
      source: 'website',
      at: at(50),
      joined: false,
    })
    await putSales(world, seed, lead, shared, isOpen, roll, at)
    await put(world, 'contact_centre.contact', {
      id: idOf(seed, `call ${isOpen}`),
      customer_id,
      brand_id: castId('HL'),
      lead_id: lead,
      at: at(20),
      business_type: 'enquiry',
      direction: 'inbound',
      disposition: 'answered',
    })
  }
}

async function putSales(
  world: World,
  seed: number,
  lead_id: string,
  shared: { customer_id: string; brand_id: string; dealer_id: string },
  isOpen: boolean,
  roll: (below: number) => number,
  at: (days: number) => Date,
): Promise<void> {
  const row = (name: string) => ({ ...shared, id: idOf(seed, `${name} ${isOpen}`), lead_id })
  await put(world, 'sales.visit', { ...row('visit'), at: at(10) })
  await put(world, 'sales.opportunity', {
    ...row('opportunity'),
    opened_at: at(9),
    probability_percent: 50,
    state: isOpen ? 'open' : 'won',
    updated_at: at(8),
  })
  await put(world, 'sales.test_drive', {
    ...row('drive'),
    planned_at: at(8),
    state: 'driven',
    updated_at: at(8),
  })
  if (isOpen) return
  const order = row('order')
  await put(world, 'sales.car_order', {
    ...order,
    ordered_at: at(7),
    price_fen: 20_000_000,
    state: 'delivered',
    updated_at: at(7),
  })
  const [vin, vehicle_id] = [`LTESTVIN0000000${roll(3)}0`, castId(`car ${seed % 3}`)]
  await world.sql(
    `insert into vehicles.vehicle (id, vin, created_at, updated_at) values ($1, $2, $3, $3) on conflict do nothing`,
    [vehicle_id, `${vin.slice(0, 15)}${seed % 3}0`, at(300)],
  )
  await put(world, 'sales.delivery', {
    ...row('delivery'),
    order_id: order.id,
    vehicle_id,
    delivered_at: at(5),
    price_fen: 20_000_000,
  })
  const { lead_id: _, ...repair } = row('repair')
  await put(world, 'service.repair_order', {
    ...repair,
    number: `R${seed}`,
    vehicle_id,
    record_id: roll(2) ? idOf(seed, 'record') : null,
    vin,
    opened_at: at(4),
    kind: 'maintenance',
    total_fen: 80_000,
    source: 'dms-service',
    created_at: at(3),
    updated_at: at(3),
  })
  for (const role of roll(2) ? ['owner', 'driver'] : ['owner'])
    await put(world, 'vehicles.keeper', {
      id: idOf(seed, `keeper ${role}`),
      vehicle_id,
      customer_id: shared.customer_id,
      role,
      from_on: roll(2) ? '2026-01-01' : null,
      until_on: roll(3) ? null : '2026-06-01',
    })
  if (roll(2))
    await put(world, 'customers.pick', {
      id: idOf(seed, 'pick'),
      customer_id: shared.customer_id,
      field: 'name',
      record_id: idOf(seed, 'record'),
      at: at(roll(30)),
      by_name: '孟',
    })
}

/**
 * Ties and households among people of `putPerson`, each pair once more with other seeds: merges tie somebody to themself,
 * bring the same tie twice, and put one person into two households.
 */
export async function putTies(world: World, seeds: number[]): Promise<void> {
  const at = (days: number) => new Date(world.clock.now().getTime() - days * day)
  const kinds = ['spouse', 'parent', 'referrer']
  for (const [n, seed] of seeds.entries())
    for (const step of [1, 2]) {
      const other = seeds[(n + step) % seeds.length]!
      await put(world, 'customers.tie', {
        id: idOf(seed, `tie ${step}`),
        kind: step === 2 && seed % 4 === 0 ? null : kinds[(seed + step) % 3]!,
        from_id: idOf(seed, 'customer'),
        to_id: idOf(other, 'customer'),
        until_on: seed % 5 === 0 ? '2026-10-01' : null,
        source: 'by-hand',
        dismissed: step === 2 && seed % 4 === 0,
        created_at: at(seed),
        by_name: '顾',
      })
    }
  for (const seed of seeds)
    for (const household of seed % 4 === 0 ? [0, 1] : [seed % 2])
      await put(world, 'customers.household_member', {
        id: idOf(seed, `household ${household}`),
        household_id: castId(`household ${household}`),
        customer_id: idOf(seed, 'customer'),
        is_head: seed < 3,
        until_on: seed % 4 === 0 && household === 0 ? '2026-10-01' : null,
        created_at: at(seed),
        by_name: '顾',
      })
}

/** Counters that only go forward: whoever read the survivor meanwhile must not write over what they never saw. */
const forward = `- 'version' - 'updated_at'`
/** Watermarks of the facts: they only go forward too. */
const watermark = `- 'fact_at'`
const ofMerging = ['match_left', 'merge', 'merge_move', 'merge_part', 'verdict']

/** Every row of every table that may hang from a customer, in order, to be compared as a whole. */
export async function everything(world: World): Promise<Record<string, unknown[]>> {
  const tables = await world.sql<{ name: string }>(
    `
    select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname in ('customers', 'consent', 'leads', 'sales', 'service', 'vehicles', 'contact_centre')
      and not (n.nspname = 'customers' and c.relname = any($1)) order by 1`,
    [ofMerging],
  )
  const dump: Record<string, unknown[]> = {}
  for (const { name } of tables) {
    const without = name === 'customers.customer' ? forward : ''
    const rows = await world.sql<{ row: unknown }>(
      `select r.row from (select to_jsonb(t) ${watermark} ${without} as row from ${name} t) r order by r.row::text collate "C"`,
    )
    dump[name] = rows.map(({ row }) => row)
  }
  return dump
}
