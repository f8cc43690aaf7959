/** The roles a new installation starts with. Administrators edit them afterwards; these are only the beginning. */
export type BuiltInRole = {
  key: string
  zh: string
  en: string
  home: 'head-office' | 'contact-centre' | 'dealer' | 'admin'
  needsCode: boolean
  permissions: string[]
}

const reading = ['dealers.read', 'customers.read', 'vehicles.read', 'campaigns.read', 'leads.read', 'sales.read', 'extranet.read', 'insights.read', 'consent.read']
const dealerReading = ['dealers.read', 'customers.read', 'vehicles.read', 'campaigns.read', 'leads.read', 'sales.read', 'extranet.read']
const selling = ['leads.capture', 'leads.feedback', 'leads.dispute', 'leads.pool', 'sales.edit', 'customers.edit', 'customers.reveal', 'consent.record']

const role = (key: string, zh: string, en: string, home: BuiltInRole['home'], permissions: string[], needsCode = false): BuiltInRole => ({
  key,
  zh,
  en,
  home,
  needsCode,
  permissions: [...new Set(permissions)].sort(),
})

export const builtInRoles: BuiltInRole[] = [
  role('administrator', '管理员', 'Administrator', 'admin', [
    'admin.users', 'admin.roles', 'admin.keys', 'admin.sessions', 'admin.audit', 'admin.jobs', 'admin.settings', 'dealers.read', 'dealers.edit', 'leads.policy',
  ], true),
  role('crm-manager', 'CRM 经理', 'CRM manager', 'head-office', [
    ...reading, 'leads.capture', 'leads.dispatch', 'leads.decide', 'leads.pool', 'leads.export', 'leads.policy', 'customers.edit', 'customers.reveal', 'customers.export',
    'consent.record', 'imports.read', 'imports.run', 'vehicles.edit', 'campaigns.edit', 'dealers.edit', 'admin.jobs',
  ], true),
  role('marketing', '市场经理', 'Marketing manager', 'head-office', [...reading, 'campaigns.edit', 'imports.read', 'imports.run'], true),
  role('network-manager', '网络经理', 'Network manager', 'head-office', [...reading, 'dealers.edit', 'leads.dispatch', 'leads.decide', 'leads.export'], true),
  role('regional-manager', '大区经理', 'Regional manager', 'head-office', [...reading, 'leads.decide', 'leads.export']),
  role('agent', '坐席', 'Contact-centre agent', 'contact-centre', [
    'contact-centre.intake', 'contact-centre.qualify', 'dealers.read', 'customers.read', 'customers.edit', 'customers.reveal', 'vehicles.read', 'campaigns.read',
    'leads.read', 'leads.capture', 'leads.dispatch', 'consent.read', 'consent.record',
  ]),
  role('supervisor', '坐席主管', 'Contact-centre supervisor', 'contact-centre', [
    'contact-centre.intake', 'contact-centre.qualify', 'contact-centre.supervise', ...reading, 'customers.edit', 'customers.reveal', 'leads.capture', 'leads.dispatch',
    'leads.decide', 'leads.pool', 'consent.record',
  ]),
  role('dealer-principal', '销售经理', 'Dealer principal', 'dealer', [
    ...dealerReading, ...selling, 'leads.assign', 'leads.export', 'extranet.report', 'imports.read', 'imports.run', 'customers.export', 'insights.read',
  ]),
  role('receptionist', '前台接待', 'Receptionist', 'dealer', ['dealers.read', 'customers.read', 'vehicles.read', 'leads.read', 'leads.capture', 'sales.read', 'extranet.read', 'extranet.report', 'consent.record']),
  role('sales-consultant', '销售顾问', 'Sales consultant', 'dealer', [...dealerReading, ...selling]),
  role('service-adviser', '服务顾问', 'Service adviser', 'dealer', ['dealers.read', 'customers.read', 'customers.edit', 'customers.reveal', 'vehicles.read', 'leads.read', 'leads.capture', 'consent.record']),
  role('analyst', '分析师', 'Analyst', 'head-office', [...reading], true),
  role('privacy-officer', '隐私专员', 'Privacy officer', 'head-office', ['customers.read', 'customers.reveal', 'consent.read', 'consent.record', 'admin.audit', 'dealers.read', 'leads.read'], true),
]
