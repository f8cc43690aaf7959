import type { Permissions } from '../../kernel/permissions.ts'

export const insightPermissions = {
  'insights.read': { zh: '查看环路看板与明细', en: 'See the loop board and its rows' },
  'insights.export': { zh: '导出看板明细', en: 'Export the rows behind the board' },
} satisfies Permissions
