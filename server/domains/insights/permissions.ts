import type { Permissions } from '../../kernel/permissions.ts'

export const insightPermissions = {
  'insights.read': { zh: '查看环路看板与明细', en: 'See the loop board and its rows' },
  'insights.export': { zh: '导出看板明细', en: 'Export the rows behind the board' },
  'insights.audiences': {
    zh: '建立、修改与更新自己的客群',
    en: 'Build, change and refresh one’s own audiences',
  },
  'insights.run': {
    zh: '启动客户价值评定，训练、发布与退役预测模型',
    en: 'Start valuations of the customers; train, publish and retire propensity models',
  },
  'insights.plan': { zh: '制定销售计划', en: 'Set sales plans' },
  'insights.rule': {
    zh: '修改客户价值评定的规则与基准',
    en: 'Change the rule and the benchmarks customers are valued by',
  },
} satisfies Permissions
