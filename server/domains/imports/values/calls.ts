import type { Reader } from './reading.ts'
import { oneOf } from './texts.ts'

/** The words of telephone systems, as they write them. */
export const direction = oneOf(
  {
    inbound: 'in 呼入 来电 进线 接入 incoming 入',
    outbound: 'out 呼出 外呼 去电 拨出 回访 outgoing 出',
  },
  '呼叫方向',
  'direction',
)

export const callResult = oneOf(
  {
    answered: 'y yes 是 1 true 接通 已接 已接通 接听 已接听 人工接听 通话 connected completed success',
    'no-answer':
      'n no 否 0 false 未接 未接通 未接听 无人接听 漏接 占线 忙音 忙 拒接 关机 放弃 missed busy failed abandoned voicemail unanswered',
    nuisance: '骚扰 骚扰电话 spam',
    invalid: '无效 空号 错号 停机 号码错误 wrongnumber',
    dispatched: '已派发 派发 有效 valid',
    nurture: '培育 待跟进',
  },
  '通话结果',
  'call result',
)

const kinds: [RegExp, string][] = [
  [/nuisance|spam|骚扰/, 'nuisance'],
  [/testdrive|试驾/, 'test-drive'],
  [/price|询价|报价|价格/, 'price'],
  [/financ|loan|金融|贷款|按揭/, 'finance'],
  [/tradein|置换|二手/, 'trade-in'],
  [/complaint|投诉|抱怨/, 'complaint'],
  [/roadside|救援|拖车/, 'roadside'],
  [/service|repair|mainten|售后|维修|保养|预约/, 'service'],
  [/dealer|经销商|门店/, 'dealer-information'],
  [/club|俱乐部|会员/, 'club'],
  [
    /sales|enquiry|inquiry|verif|firstcontact|followup|lead|购车|销售|清洗|首次|跟进|回访|邀约/,
    'sales-enquiry',
  ],
  [/product|question|产品|咨询/, 'product'],
]
/** What a call was about; what no word of ours means is `other`. */
export const callKind: Reader = (raw) => {
  const plain = raw
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_-]/g, '')
  return { value: kinds.find(([pattern]) => pattern.test(plain))?.[1] ?? 'other' }
}
