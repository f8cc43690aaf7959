import type { Permissions } from '../../kernel/permissions.ts'

export const servicePermissions = {
  'service.read': { zh: '查看维修工单与客户售后', en: 'See repair orders and the service of customers' },
  'service.export': { zh: '导出维修工单', en: 'Export repair orders' },
} satisfies Permissions
