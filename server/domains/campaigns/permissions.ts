import type { Permissions } from '../../kernel/permissions.ts'

export const campaignPermissions = {
  'campaigns.read': { zh: '查看市场活动', en: 'See campaigns' },
  'campaigns.edit': { zh: '编辑市场活动与花费', en: 'Edit campaigns and their spend' },
} satisfies Permissions
