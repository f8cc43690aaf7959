import { fault, type Reader } from './reading.ts'
import { oneOf } from './texts.ts'

/** The words of the trade, as people and other systems write them. */
const yes = new Set(
  'y yes true t 1 1.0 是 同意 已同意 允许 有 需要 对 √ ✓ agree agreed granted ok'.split(' '),
)
const no = new Set('n no false f 0 0.0 否 不同意 拒绝 不允许 没 不 不需要 × x refused denied'.split(' '))

export const flag: Reader = (raw) => {
  const word = raw.normalize('NFKC').trim().toLowerCase()
  if (yes.has(word)) return { value: true }
  if (no.has(word)) return { value: false }
  return fault('not-yes-no', '请写“是”或“否”', 'Write yes or no')
}

export const grade = oneOf(
  {
    H: '高 很高 高意向 热 hot high 一周内',
    A: '中高 较高 warm 一月内',
    B: '中 一般 medium 三月内',
    C: '低 较低 low cold 冷',
  },
  '意向级别',
  'grade',
)

export const horizon = oneOf(
  {
    week: '一周 一周内 7天内 本周 withinaweek 1week',
    month: '一月 一个月 一个月内 1个月内 30天内 本月 withinamonth 1month',
    quarter: 'three_months 三个月 三个月内 3个月内 threemonths 3months withinthreemonths 季度',
    later: '三个月以上 半年 半年内 一年内 以后 不确定 不着急 later undecided',
  },
  '购车时间',
  'purchase horizon',
)

export const sex = oneOf(
  { male: '男 先生 m mr mr. 男士 男性', female: '女 女士 小姐 太太 f ms mrs miss ms. mrs. 女性' },
  '性别',
  'sex',
)

export const contacted = oneOf(
  {
    reached: 'y yes 1 是 true 已接通 接通 已联系 联系上',
    'not-reached': 'n no 0 否 false 未接通 未接 无人接听 未联系上',
    'wrong-number': '空号 错号 停机 号码错误',
  },
  '联系结果',
  'contact result',
)

export const nodeKind = oneOf(
  {
    carmaker: '厂家 主机厂 oem',
    brand: '品牌',
    region: '大区 区域',
    area: '小区 省区 片区',
    dealer: '经销商 4s店 4s',
    showroom: '展厅',
    'service-station': '服务站 售后 workshop',
  },
  '组织类型',
  'kind of unit',
)

export const energy = oneOf(
  {
    petrol: '汽油 燃油 gasoline gas',
    diesel: '柴油',
    hybrid: '混动 油电混合 hev',
    'plug-in hybrid': '插混 插电混动 phev pluginhybrid',
    'range extender': '增程 erev reev',
    electric: '纯电 电动 bev ev',
  },
  '能源类型',
  'energy',
)

export const staffRole = oneOf(
  {
    'dealer-principal': 'principal 店总 总经理 销售经理 经销商负责人 dealerprincipal',
    receptionist: '前台 前台接待 接待',
    'sales-consultant': 'salesconsultant consultant 销售顾问 顾问 sales',
    'service-adviser': 'serviceadviser serviceadvisor 服务顾问 售后顾问 sa',
  },
  '岗位',
  'role',
)
