import type { Permissions } from '../../kernel/permissions.ts'

export const extranetPermissions = {
  'extranet.read': { zh: '查看日报', en: 'See daily counts' },
  'extranet.report': { zh: '填报日报', en: 'Report daily counts' },
} satisfies Permissions
