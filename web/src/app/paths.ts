/** The only file that spells a URL of the web application. Patterns for routes, functions for links. */
export const patterns = {
  home: '/',
  signIn: '/sign-in',
  board: '/board',
  dispatch: '/dispatch',
  dealers: '/dealers',
  dealer: '/dealers/$id',
  campaigns: '/campaigns',
  campaign: '/campaigns/$id',
  leads: '/leads',
  lead: '/leads/$id',
  pool: '/pool',
  customers: '/customers',
  customer: '/customers/$id',
  review: '/customers/review',
  quality: '/customers/quality',
  matching: '/customers/matching',
  consent: '/consent',
  catalogue: '/catalogue',
  dailyCounts: '/daily-counts',
  imports: '/imports',
  newImport: '/imports/new',
  import: '/imports/$id',
  audit: '/audit',
  users: '/users',
  user: '/users/$id',
  system: '/system',
  systemPart: '/system/$part',
  profile: '/profile',
  profilePart: '/profile/$part',
  notifications: '/notifications',
  intake: '/intake',
  qualification: '/qualification',
  today: '/today',
  testDrives: '/test-drives',
  testDrive: '/test-drives/$id',
  orders: '/orders',
  order: '/orders/$id',
  deliveries: '/deliveries',
  delivery: '/deliveries/$id',
  register: '/register',
} as const

type Search = Record<string, string | number | string[] | undefined>

const query = (search: Search = {}) => {
  const text = new URLSearchParams()
  for (const [name, value] of Object.entries(search))
    for (const one of Array.isArray(value) ? value : [value])
      if (one !== undefined) text.append(name, String(one))
  const written = text.toString()
  return written ? `?${written}` : ''
}
const list = (pattern: string) => (search?: Search) => pattern + query(search)
const record = (pattern: string) => (id: string, search?: Search) =>
  pattern.replace(/\$\w+/, encodeURIComponent(id)) + query(search)

export const paths = {
  home: list(patterns.home),
  signIn: (next?: string) => patterns.signIn + query({ next }),
  board: list(patterns.board),
  dispatch: list(patterns.dispatch),
  dealers: list(patterns.dealers),
  dealer: record(patterns.dealer),
  campaigns: list(patterns.campaigns),
  campaign: record(patterns.campaign),
  leads: list(patterns.leads),
  leadKanban: () => patterns.leads + query({ view: 'kanban' }),
  lead: record(patterns.lead),
  pool: list(patterns.pool),
  customers: list(patterns.customers),
  customer: record(patterns.customer),
  review: list(patterns.review),
  quality: list(patterns.quality),
  matching: list(patterns.matching),
  consent: list(patterns.consent),
  catalogue: list(patterns.catalogue),
  dailyCounts: list(patterns.dailyCounts),
  imports: list(patterns.imports),
  newImport: list(patterns.newImport),
  import: record(patterns.import),
  audit: list(patterns.audit),
  users: list(patterns.users),
  user: record(patterns.user),
  system: list(patterns.system),
  systemPart: record(patterns.systemPart),
  profile: list(patterns.profile),
  profilePart: record(patterns.profilePart),
  notifications: list(patterns.notifications),
  intake: list(patterns.intake),
  qualification: list(patterns.qualification),
  today: list(patterns.today),
  testDrives: list(patterns.testDrives),
  testDrive: record(patterns.testDrive),
  orders: list(patterns.orders),
  order: record(patterns.order),
  deliveries: list(patterns.deliveries),
  delivery: record(patterns.delivery),
  register: list(patterns.register),
}
