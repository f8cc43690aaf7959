import type { Session } from '../../../contract/session.ts'
import type en from '../locales/en/app.ts'
import type { IconName } from '../ui/Icon.tsx'
import { paths } from './paths.ts'

export type NavKey = keyof (typeof en)['nav']['item']
export type GroupKey = keyof (typeof en)['nav']['group']
type Home = Session['home']

/** Shows with any one of its permissions. */
export type NavItem = { key: NavKey; to: string; permission: string | readonly string[]; icon: IconName }
export type NavGroup = { key: GroupKey; items: NavItem[] }

const item = (key: NavKey, to: string, permission: NavItem['permission'], icon: IconName): NavItem => ({
  key,
  to,
  permission,
  icon,
})

const customers = item('customers', paths.customers(), 'customers.read', 'users')
const review = item('review', paths.review(), 'customers.review-read', 'merge')
const matching = item('matching', paths.matching(), 'customers.review-read', 'count')
const quality = item('quality', paths.quality(), 'customers.quality', 'id')
const leads = item('leads', paths.leads(), 'leads.read', 'lead')
const pool = item('pool', paths.pool(), 'leads.pool', 'pool')
const catalogue = item('catalogue', paths.catalogue(), 'vehicles.read', 'car')
const imports = item('imports', paths.imports(), 'imports.read', 'import')
const audit = item('audit', paths.audit(), 'admin.audit', 'lock')
const users = item('users', paths.users(), 'admin.dealer-users', 'user')
const system = item(
  'system',
  paths.system(),
  ['admin.settings', 'leads.policy', 'customers.rules', 'dealers.edit', 'admin.sessions'],
  'gear',
)

const boards = item('boards', paths.boards(), 'insights.read', 'count')
const audiences = item('audiences', paths.audiences(), 'insights.read', 'filter')
const plans = item('plans', paths.plans(), 'insights.read', 'flag')
const overview: NavGroup = {
  key: 'overview',
  items: [
    item('board', paths.board(), 'insights.read', 'loop'),
    item('value', paths.value(), 'insights.read', 'star'),
    item('models', paths.models(), 'insights.read', 'case'),
    boards,
    item('explore', paths.explore(), 'insights.read', 'search'),
    plans,
    item('dispatch', paths.dispatch(), 'leads.decide', 'fork'),
    item('dealers', paths.dealers(), 'dealers.read', 'map'),
  ],
}
const acquire: NavGroup = {
  key: 'acquire',
  items: [item('campaigns', paths.campaigns(), 'campaigns.read', 'mega'), leads, pool],
}
const people: NavGroup = {
  key: 'customers',
  items: [
    customers,
    audiences,
    review,
    matching,
    quality,
    item('consent', paths.consent(), 'consent.read', 'shield'),
  ],
}
const salesLists = [
  item('testDrives', paths.testDrives(), 'sales.read', 'wheel'),
  item('orders', paths.orders(), 'sales.read', 'doc'),
  item('deliveries', paths.deliveries(), 'sales.read', 'key'),
]
const repairs = item('repairOrders', paths.repairOrders(), 'service.read', 'tool')
const operate: NavGroup = {
  key: 'operate',
  items: [
    item('dailyCounts', paths.dailyCounts(), 'extranet.read', 'count'),
    ...salesLists,
    repairs,
    catalogue,
  ],
}

/** Navigation by work, not by table; an item shows only with its permission. */
export const navigation: Record<Home, NavGroup[]> = {
  'head-office': [
    overview,
    acquire,
    people,
    operate,
    { key: 'data', items: [imports, audit] },
    { key: 'admin', items: [users, system] },
  ],
  admin: [
    { key: 'admin', items: [users, system] },
    { key: 'data', items: [audit, imports] },
    overview,
    acquire,
    people,
    operate,
  ],
  'contact-centre': [
    {
      key: 'desk',
      items: [
        item('intake', paths.intake(), 'contact-centre.intake', 'phone'),
        item('qualification', paths.qualification(), 'contact-centre.qualify', 'lead'),
      ],
    },
    { key: 'customers', items: [customers, review, quality, { ...leads, icon: 'doc' }, pool] },
  ],
  dealer: [
    { key: 'today', items: [item('today', paths.today(), 'leads.read', 'today')] },
    {
      key: 'sales',
      items: [
        leads,
        item('kanban', paths.leadKanban(), 'leads.read', 'board'),
        ...salesLists,
        repairs,
        catalogue,
      ],
    },
    {
      key: 'customers',
      items: [{ ...customers, key: 'myCustomers', icon: 'user' }, audiences, quality, pool],
    },
    {
      key: 'store',
      items: [
        item('dealerCounts', paths.dailyCounts(), 'extranet.report', 'count'),
        boards,
        plans,
        imports,
        users,
      ],
    },
  ],
}

/** The bottom tabs of a phone, at most four; the rest is under More. */
const phoneKeys: Record<Home, NavKey[]> = {
  'head-office': ['board', 'dispatch', 'leads', 'customers'],
  'contact-centre': ['intake', 'qualification', 'leads', 'customers'],
  dealer: ['today', 'leads', 'testDrives', 'myCustomers'],
  admin: ['users', 'system', 'audit', 'imports'],
}

export const navigationFor = (session: Session): NavGroup[] =>
  navigation[session.home]
    .map((group) => ({
      ...group,
      items: group.items.filter((one) =>
        [one.permission].flat().some((needed) => session.permissions.includes(needed)),
      ),
    }))
    .filter((group) => group.items.length > 0)

export const phoneTabsFor = (session: Session): NavItem[] => {
  const all = navigationFor(session).flatMap((group) => group.items)
  const first = phoneKeys[session.home].flatMap((key) => all.find((one) => one.key === key) ?? [])
  const rest = all.filter((one) => !first.includes(one))
  return [...first, ...rest].slice(0, 4)
}

const homes: Record<Home, string> = {
  'head-office': paths.board(),
  'contact-centre': paths.qualification(),
  dealer: paths.today(),
  admin: paths.users(),
}

/** Where a session starts: its home, or the first screen it may see. */
export const homeOf = (session: Session): string | undefined => {
  const all = navigationFor(session).flatMap((group) => group.items)
  return all.find((one) => one.to === homes[session.home])?.to ?? all[0]?.to
}

/** The item of an address; one that names a search wins over one that does not. */
export const activeKey = (groups: NavGroup[], pathname: string, search: string): NavKey | undefined => {
  const here = new URLSearchParams(search)
  const fits = ({ to }: NavItem) => {
    const [path = '', query = ''] = to.split('?')
    const inside = pathname === path || pathname.startsWith(`${path}/`)
    return inside && [...new URLSearchParams(query)].every(([name, value]) => here.get(name) === value)
  }
  const found = groups.flatMap((group) => group.items).filter(fits)
  return found.sort((a, b) => b.to.length - a.to.length)[0]?.key
}
