import type { Permissions } from '../../kernel/permissions.ts'

export const insightPermissions = {
  'insights.read': { zh: '查看环路看板与明细', en: 'See the loop board and its rows' },
  'insights.export': { zh: '导出看板明细', en: 'Export the rows behind the board' },
  'insights.run': { zh: '启动客户价值评定', en: 'Start valuations of the customers' },
} satisfies Permissions
