import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import pg from 'pg'
import { defaultPolicy } from '../../contract/policy.ts'
import { builtInRoles } from '../../server/domains/admin/roles.ts'

type Node = {
  code: string
  kind: string
  name: string
  parent?: string
  division?: string
  latitude?: number
  longitude?: number
  capacity?: number
  phone?: string
  brands?: string[]
}
type Cast = {
  nodes: Node[]
  accounts: { login: string; name: string; role: string | null; node: string }[]
  catalogue: {
    brand: string
    series: string
    segment: string
    energy: string
    variants: [string, number][]
  }[]
  campaigns: {
    code: string
    name: string
    brand: string
    medium: string
    budgetFen: number
    startsOn: string
    endsOn: string
    tracking: string
  }[]
}

export const cast = JSON.parse(
  readFileSync(new URL('../../data/cast/cast.json', import.meta.url), 'utf8'),
) as Cast

/** The same name gives the same UUIDv7-shaped id in every run, so tests can say `castId('D0001')`. */
export function castId(name: string): string {
  const hex = createHash('sha256').update(`cast:${name}`).digest('hex')
  return `01900000-${hex.slice(0, 4)}-7${hex.slice(4, 7)}-8${hex.slice(7, 10)}-${hex.slice(10, 22)}`
}
/** The session token of a cast member; the session itself is in every test database. */
export const tokenOf = (login: string): string => `test-session-of-${login}`

export const castStart = new Date('2026-11-22T02:00:00Z')

/** Takes the first administrator of an empty installation away, so that the cast can move in. */
export async function emptyInstallation(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  await client.query(
    'delete from admin.account; delete from admin.role; delete from dealers.node; delete from kernel.setting',
  )
  await client.end()
}

/** Puts the cast of data/cast into a migrated database, as its owner. */
export async function loadCast(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  const put = async (table: string, rows: Record<string, unknown>[]) => {
    for (const row of rows) {
      const names = Object.keys(row)
      await client.query(
        `insert into ${table} (${names.join(', ')}) values (${names.map((_, i) => `$${i + 1}`).join(', ')})`,
        Object.values(row),
      )
    }
  }
  await client.query('begin')
  await putNetwork(put)
  await putPeople(put)
  await putCatalogue(put)
  await client.query('commit')
  await client.end()
}

type Put = (table: string, rows: Record<string, unknown>[]) => Promise<void>
const times = { created_at: castStart, updated_at: castStart }
const byCode = new Map(cast.nodes.map((node) => [node.code, node]))
const pathOf = (node: Node): Node[] => (node.parent ? [...pathOf(byCode.get(node.parent)!), node] : [node])
const aboveOf = (node: Node, kind: string) => pathOf(node).find((step) => step.kind === kind)
const idAbove = (node: Node, kind: string) => {
  const step = aboveOf(node, kind)
  return step ? castId(step.code) : null
}

async function putNetwork(put: Put) {
  for (const node of cast.nodes) {
    await put('dealers.node', [
      {
        id: castId(node.code),
        code: node.code,
        kind: node.kind,
        name: node.name,
        parent_id: node.parent ? castId(node.parent) : null,
        brand_id: idAbove(node, 'brand'),
        path: pathOf(node).map((step) => castId(step.code)),
        ...times,
      },
    ])
    if (node.kind !== 'dealer') continue
    await put('dealers.dealer', [
      {
        id: castId(node.code),
        region_id: idAbove(node, 'region'),
        area_id: idAbove(node, 'area'),
        brand_id: idAbove(node, 'brand'),
        division_code: node.division,
        phone: node.phone,
        latitude: node.latitude,
        longitude: node.longitude,
        monthly_capacity: node.capacity,
        updated_at: castStart,
      },
    ])
    for (const brand of node.brands!)
      await put('dealers.authorisation', [
        { id: castId(`${node.code}/${brand}`), dealer_id: castId(node.code), brand_id: castId(brand) },
      ])
  }
  for (const brand of ['HL', 'XC']) {
    const json = Object.fromEntries(
      Object.entries(defaultPolicy).map(([key, value]) => [
        key === 'followUpDays' ? 'follow_up_days' : key,
        JSON.stringify(value),
      ]),
    )
    await put('leads.policy', [
      { id: castId(`policy/${brand}`), brand_id: castId(brand), ...json, updated_at: castStart },
    ])
  }
}

async function putPeople(put: Put) {
  await put(
    'admin.role',
    builtInRoles.map((role) => ({
      id: castId(`role/${role.key}`),
      key: role.key,
      name_zh: role.zh,
      name_en: role.en,
      home: role.home,
      permissions: role.permissions,
      needs_code: role.needsCode,
      built_in: true,
      updated_at: castStart,
    })),
  )
  for (const person of cast.accounts) {
    const node = byCode.get(person.node)!
    await put('admin.account', [
      {
        id: castId(person.login),
        login: person.login,
        name: person.name,
        node_id: castId(person.node),
        brand_id: idAbove(node, 'brand'),
        dealer_id: idAbove(node, 'dealer'),
        ...times,
      },
    ])
    if (person.role)
      await put('admin.account_role', [
        {
          id: castId(`${person.login}/role`),
          account_id: castId(person.login),
          role_id: castId(`role/${person.role}`),
        },
      ])
    await put('admin.session', [
      {
        id: castId(`${person.login}/session`),
        account_id: castId(person.login),
        token_hash: createHash('sha256').update(tokenOf(person.login)).digest(),
        rotated_at: castStart,
        created_at: castStart,
        seen_at: '2100-01-01T00:00:00Z',
        expires_at: '2100-01-01T00:00:00Z',
      },
    ])
  }
}

async function putCatalogue(put: Put) {
  for (const line of cast.catalogue) {
    const seriesId = castId(line.series)
    await put('vehicles.series', [
      {
        id: seriesId,
        brand_id: castId(line.brand),
        name: line.series,
        segment: line.segment,
        energy: line.energy,
        updated_at: castStart,
      },
    ])
    await put('vehicles.model', [
      { id: castId(`model/${line.series}`), series_id: seriesId, name: line.series },
    ])
    for (const [name, price] of line.variants)
      await put('vehicles.variant', [
        {
          id: castId(name),
          model_id: castId(`model/${line.series}`),
          series_id: seriesId,
          name,
          price_fen: price,
          updated_at: castStart,
        },
      ])
  }
  for (const one of cast.campaigns) {
    await put('campaigns.campaign', [
      {
        id: castId(one.code),
        code: one.code,
        name: one.name,
        brand_id: castId(one.brand),
        medium: one.medium,
        budget_fen: one.budgetFen,
        starts_on: one.startsOn,
        ends_on: one.endsOn,
        ...times,
      },
    ])
    await put('campaigns.tracking_code', [
      { id: castId(one.tracking), code: one.tracking, campaign_id: castId(one.code), medium: one.medium },
    ])
  }
}
