import type { Permissions } from '../../kernel/permissions.ts'

export const dealerPermissions = {
  'dealers.read': { zh: '查看经销商网络', en: 'See the dealer network' },
  'dealers.edit': { zh: '维护经销商网络', en: 'Edit the dealer network' },
} satisfies Permissions
