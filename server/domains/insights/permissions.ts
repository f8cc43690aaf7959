import type { Permissions } from '../../kernel/permissions.ts'

export const insightPermissions = {
  'insights.read': { zh: '查看环路看板与明细', en: 'See the loop board and its rows' },
  'insights.export': { zh: '导出看板明细', en: 'Export the rows behind the board' },
  'insights.run': {
    zh: '启动客户价值评定，训练、发布与退役预测模型',
    en: 'Start valuations of the customers; train, publish and retire propensity models',
  },
} satisfies Permissions
