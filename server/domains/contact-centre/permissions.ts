import type { Permissions } from '../../kernel/permissions.ts'

export const contactCentrePermissions = {
  'contact-centre.intake': { zh: '登记来电与外呼', en: 'Enter calls' },
  'contact-centre.qualify': { zh: '清洗线索', en: 'Qualify leads' },
  'contact-centre.supervise': { zh: '查看全部坐席的记录', en: 'See every agent’s contacts' },
} satisfies Permissions
