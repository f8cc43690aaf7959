import type { Permissions } from '../../kernel/permissions.ts'

export const salesPermissions = {
  'sales.read': { zh: '查看到店、试驾、订单、交车', en: 'See visits, test drives, orders and deliveries' },
  'sales.edit': { zh: '登记到店、试驾、订单、交车', en: 'Record visits, test drives, orders and deliveries' },
} satisfies Permissions
