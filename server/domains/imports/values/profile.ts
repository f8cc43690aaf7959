import { incomes } from '../../../../contract/customer-profile.ts'
import { fault, type Reader } from './reading.ts'
import { oneOf } from './texts.ts'

/** How a customer lives, as questionnaires of other systems write it. */
export const marital = oneOf(
  {
    single: '未婚 单身 否 unmarried no',
    married: '已婚 已婚无子女 已婚无孩 已婚未育 是 yes marriednochildren',
    'married-children': '已婚有子女 已婚有孩 已婚已育 marriedwithchildren',
    other: '其他 离异 离婚 丧偶 divorced widowed',
  },
  '婚姻状况',
  'marital status',
)

export const education = oneOf(
  {
    'below-bachelor': '本科以下 大专 专科 高中 中专 职高 技校 初中 小学 college highschool',
    bachelor: '本科 大学 大学本科 学士 university undergraduate',
    'master-up': '硕士 研究生 博士 硕士及以上 研究生及以上 硕士以上 master doctor phd mba postgraduate',
  },
  '学历',
  'education',
)

const childWords = new Map(
  Object.entries({ 无子女: 0, 零: 0, 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 }),
)
/** `2`, `2个`, `两个孩子`; nine stands for nine and more. */
export const childCount: Reader = (raw) => {
  const word = raw
    .normalize('NFKC')
    .replace(/\s|\.0$/g, '')
    .replace(/(?:个|名)?(?:孩子|小孩|子女)?$/, '')
  const count = /^\d{1,2}$/.test(word) ? Number(word) : (childWords.get(word) ?? childWords.get(raw.trim()))
  if (count === undefined || count > 20)
    return fault(
      'not-a-child-count',
      '子女数应是 0 到 9 的整数（9 表示九个及以上）',
      'The number of children is a whole number from 0 to 9; 9 stands for nine and more',
    )
  return { value: String(Math.min(count, 9)) }
}

const bounds = [5_000, 10_000, 20_000, 30_000]
const bandOf = (yuan: number) => incomes[bounds.filter((bound) => yuan >= bound).length]!
/** Lower and upper bound of each band in yuan, as a range would be written. */
const bandOfRange = new Map(
  [0, ...bounds].map((from, at) => [`${from}-${bounds[at] ?? ''}`, incomes[at]!] as const),
)

/** An amount of yuan a month (`9682`, `1.2万`, `12k`), a range that is a band (`5000-10000元`, `0.5-1万`), or a band. */
export const income: Reader = (raw) => {
  const text = raw
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s,¥元]|rmb|cny|\/月|每月/g, '')
    .replace(/[~～—–至到]/g, '-')
  const band = incomes.find((one) => one === text) ?? bandIn(text)
  return band
    ? { value: band }
    : fault(
        'not-an-income',
        `月收入读不懂，请写税后月收入（元），或用：${incomes.join('、')}`,
        `Not a monthly income; write it in yuan after tax, or use one of: ${incomes.join(', ')}`,
      )
}

const amount = String.raw`(\d{1,9}(?:\.\d+)?)(万|w|千|k)?`
const forms = {
  one: new RegExp(`^${amount}$`),
  range: new RegExp(`^${amount}-${amount}$`),
  below: new RegExp(`^${amount}(?:以下|以内)$|^<${amount}$`),
  above: new RegExp(`^${amount}(?:以上|及以上|\\+)$|^>=?${amount}$`),
}
const units: Record<string, number> = { 万: 10_000, w: 10_000, 千: 1_000, k: 1_000 }
const yuan = (digits: string, unit: string | undefined) =>
  Math.round(Number(digits) * (units[unit ?? ''] ?? 1))

function bandIn(text: string): (typeof incomes)[number] | undefined {
  const one = forms.one.exec(text)
  if (one) return bandOf(yuan(one[1]!, one[2]))
  const range = forms.range.exec(text)
  // `5-10k` and `0.5-1万`: the unit stands once, for both.
  if (range) return bandOfRange.get(`${yuan(range[1]!, range[2] ?? range[4])}-${yuan(range[3]!, range[4])}`)
  const below = forms.below.exec(text)
  if (below && yuan(below[1] ?? below[3]!, below[2] ?? below[4]) === bounds[0]) return incomes[0]
  const above = forms.above.exec(text)
  if (above && yuan(above[1] ?? above[3]!, above[2] ?? above[4]) === bounds.at(-1)) return incomes.at(-1)
  return undefined
}
