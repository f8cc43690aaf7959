import type { Permissions } from '../../kernel/permissions.ts'

export const leadPermissions = {
  'leads.read': { zh: '查看线索', en: 'See leads' },
  'leads.capture': { zh: '登记线索', en: 'Capture leads' },
  'leads.feedback': { zh: '反馈线索', en: 'Give feedback' },
  'leads.assign': { zh: '分配给销售顾问', en: 'Assign to consultants' },
  'leads.dispute': { zh: '提出争议', en: 'Open disputes' },
  'leads.pool': { zh: '查看并领取公海', en: 'See the pool and claim' },
  'leads.dispatch': { zh: '派发与改派', en: 'Dispatch leads' },
  'leads.decide': {
    zh: '收回线索、裁决争议、看派发看板',
    en: 'Recall, decide disputes, see the dispatch board',
  },
  'leads.export': { zh: '导出线索', en: 'Export leads' },
  'leads.policy': { zh: '维护线索规则', en: 'Edit lead policies' },
} satisfies Permissions
