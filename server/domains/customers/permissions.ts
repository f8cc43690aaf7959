import type { Permissions } from '../../kernel/permissions.ts'

export const customerPermissions = {
  'customers.read': { zh: '查看客户', en: 'See customers' },
  'customers.edit': { zh: '新建与修改客户', en: 'Create and change customers' },
  'customers.reveal': { zh: '查看明文联系方式', en: 'See contact details in plain' },
  'customers.merge': { zh: '合并客户与撤销合并', en: 'Merge customers and undo it' },
  'customers.review-read': { zh: '查看疑似同一人的复核', en: 'See the review of possible duplicates' },
  'customers.review': {
    zh: '复核疑似同一人：合并、分开',
    en: 'Review possible duplicates: merge, keep apart',
  },
  'customers.split': { zh: '拆分客户', en: 'Split customers' },
  'customers.matching': { zh: '设定匹配阈值、启动查重', en: 'Set matching thresholds and start runs' },
  'customers.rules': { zh: '维护金记录取值规则', en: 'Edit how the golden record is won' },
  'customers.quality': { zh: '查看数据质量', en: 'See data quality' },
  'customers.export': { zh: '导出客户', en: 'Export customers' },
  'customers.follow': {
    zh: '领取客户变更（供外部系统）',
    en: 'Follow the changes of customers (for another system)',
  },
} satisfies Permissions
