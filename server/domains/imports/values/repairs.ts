import type { LineKind } from '../../../../contract/service.ts'
import { fenFromYuan } from '../../../kernel/money.ts'
import { fault, type Reader } from './reading.ts'
import { oneOf } from './texts.ts'

export const repairKind = oneOf(
  {
    maintenance: '保养 定期保养 首保 常规保养 例保 service regular scheduled',
    repair: '维修 一般维修 普通维修 修理 机修 general mechanical',
    warranty: '保修 质保 索赔 三包 warrantyclaim claim',
    accident: '事故 事故车 钣喷 钣金喷漆 body bodyshop collision crash',
    recall: '召回 技术升级 服务活动 campaign fieldaction',
  },
  '工单类型',
  'kind of repair order',
)

export const payer = oneOf(
  {
    customer: '客户 自费 车主 用户 retail owner customerpay cp self',
    warranty: '保修 质保 索赔 三包 wp',
    insurer: '保险 保险公司 insurance',
    carmaker: '厂家 主机厂 召回 oem maker manufacturer',
    dealer: '经销商 内部 店内 免费 internal goodwill ip',
  },
  '付款方',
  'payer',
)

export type ReadLine = {
  kind: LineKind
  code: string | null
  name: string
  quantity: number
  amountFen: number | null
}

/** More on one order is an error of its sender. */
const mostLines = 200

const accessory =
  /脚垫|尾箱垫|后备箱垫|座套|行车记录仪|贴膜|车膜|挡泥板|踏板|行李架|\b(mat|liner|film|mudflap)s?\b/i
const job =
  /工时|检测|保养|清洗|定位|喷漆|钣金|更换|拆装|调整|维修|诊断|\b(labou?r|check|align|clean|replace)/i

const kindOf = (code: string | null, name: string): LineKind => {
  if (code && /^[JPA]\d+$/.test(code))
    return code.startsWith('J') ? 'job' : code.startsWith('P') ? 'part' : 'accessory'
  return accessory.test(name) ? 'accessory' : job.test(name) ? 'job' : 'part'
}

const amountAfter = /[=:：￥¥]\s*([\d,.]+)\s*元?$/
const quantityAfter = /\s*[*x×]\s*(\d{1,5}(?:\.\d{1,2})?)$/i
const codeBefore = /^([A-Z]{1,4}-?\d[\w-]{1,20})\s+(?=\S)/

/** What was done in one cell: `P204 刹车片*2=460.00|J118 四轮定位=180` or only `机油、机滤`; kind and code as far as they are said. */
export const repairItems: Reader = (raw) => {
  const lines: ReadLine[] = []
  for (const part of raw.normalize('NFKC').split(/[|;、\n]|,(?!\d{3}\b)/)) {
    const said = part.trim()
    if (said === '') continue
    const amount = amountAfter.exec(said)
    const amountFen = amount ? fenFromYuan(amount[1]!) : null
    if (amount && amountFen === null)
      return fault('not-an-item', `金额读不懂：${said}`, `Not an amount: ${said}`)
    const priced = amount ? said.slice(0, amount.index).trim() : said
    const counted = quantityAfter.exec(priced)
    const rest = (counted ? priced.slice(0, counted.index) : priced).trim()
    const coded = codeBefore.exec(rest)
    const code = coded?.[1] ?? null
    const name = coded ? rest.slice(coded[0].length) : rest
    const quantity = counted ? Number(counted[1]) : 1
    if (name === '' || name.length > 120 || !(quantity > 0))
      return fault(
        'not-an-item',
        `项目读不懂：${said.slice(0, 40)}；请写成 名称*数量=金额，用 | 隔开`,
        `Not an item: ${said.slice(0, 40)}; write name*quantity=amount, with | between them`,
      )
    lines.push({ kind: kindOf(code, name), code, name, quantity, amountFen })
  }
  if (lines.length > mostLines)
    return fault(
      'too-many',
      `超过 ${mostLines} 项，请拆分工单`,
      `More than ${mostLines} items; split the order`,
    )
  return lines.length > 0 ? { value: lines } : undefined
}
