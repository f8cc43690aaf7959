import type { Words } from '../../../contract/endpoint.ts'

export const demoPassword = 'ringroad-demo'

/** What each role will see first, for the sign-in screen of the demonstration. */
export const demoSees: Record<string, Words> = {
  'crm-manager': { zh: '环路看板，派发看板，全网经销商', en: 'Loop board, dispatch, the whole network' },
  marketing: { zh: '市场活动花费与线索来源', en: 'Campaign spend and where leads come from' },
  'regional-manager': { zh: '本大区的时限与超时', en: 'Clocks and breaches of the region' },
  agent: { zh: '来电登记，线索清洗，派发', en: 'Call entry, qualification, dispatch' },
  supervisor: { zh: '清洗队列，公海', en: 'Qualification queue, shared pool' },
  'dealer-principal': { zh: '本店线索、试驾、日报', en: 'The dealer’s leads, test drives, daily counts' },
  'sales-consultant': { zh: '今天要联系谁', en: 'Whom to contact today' },
  receptionist: { zh: '到店登记，展厅人流', en: 'Walk-ins, showroom traffic' },
  'service-adviser': { zh: '客户与车辆', en: 'Customers and vehicles' },
  'network-manager': { zh: '经销商网络与争议', en: 'Dealer network and disputes' },
  analyst: { zh: '环路看板与明细', en: 'Loop board and the rows behind it' },
  'privacy-officer': { zh: '同意台账，查看记录', en: 'Consent ledger, reveal records' },
  administrator: { zh: '用户、角色、规则、审计', en: 'Users, roles, rules, audit' },
}
