/**
 * Who may import whom, through index.ts only. A domain lists what it stands on; the graph has no cycle and
 * reads top to bottom. Campaigns are a register (what exists), so that a lead can name the campaign it came
 * from: docs/decisions/0002-campaigns-are-a-register.md.
 */
export const domainMap = {
  dealers: [],
  admin: ['dealers'],
  customers: ['dealers'],
  consent: ['customers', 'dealers'],
  vehicles: ['customers', 'dealers'],
  campaigns: ['dealers'],
  leads: ['admin', 'dealers', 'customers', 'consent', 'vehicles', 'campaigns'],
  sales: ['leads', 'customers', 'vehicles', 'dealers'],
  service: ['customers', 'vehicles', 'dealers'],
  'contact-centre': ['leads', 'customers', 'consent', 'dealers'],
  extranet: ['dealers', 'admin'],
  insights: ['leads'],
  imports: [
    'insights',
    'leads',
    'sales',
    'service',
    'contact-centre',
    'extranet',
    'campaigns',
    'vehicles',
    'consent',
    'customers',
    'dealers',
    'admin',
  ],
} as const satisfies Record<string, readonly string[]>
