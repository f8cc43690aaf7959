import type { Permissions } from '../../kernel/permissions.ts'

export const customerPermissions = {
  'customers.read': { zh: '查看客户', en: 'See customers' },
  'customers.edit': { zh: '新建与修改客户', en: 'Create and change customers' },
  'customers.reveal': { zh: '查看明文联系方式', en: 'See contact details in plain' },
  'customers.export': { zh: '导出客户', en: 'Export customers' },
} satisfies Permissions
