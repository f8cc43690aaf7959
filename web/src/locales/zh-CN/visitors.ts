import type en from '../en/visitors.ts'
import type { Same } from '../same.ts'

const visitors: Same<typeof en> = {
  title: '网页访问',
  titleBefore: '询价前的网页访问',
  count: '{n} 个浏览器',
  name: '浏览器 {tail}',
  isTheirs: '可信度',
  explain: {
    definition: '这个浏览器属于这位客户的可信度。只作线索：无论多高，都不会据此合并两位客户。',
    formula:
      '强度 s = 1 − ∏(1 − p)，最多 0.99；p：登录 0.95、填表 0.90、表单手机号 0.75、个人链接 0.60，同一天同一种只算一次。可信度 = s² ÷（s + 其他客户的 s）',
    owner: '客户关系',
  },
  how: {
    'sign-in': '在这里登录 {n} 次',
    form: '在这里填表 {n} 次',
    phone: '在这里留下本人手机号 {n} 次',
    link: '在这里打开个人链接 {n} 次',
  },
  last: '最近 {day}',
  shared: '另有 {n} 位客户也用',
  sharedWhy: '共用的设备：只凭浏览器无法分清是谁，访问记录只显示给更可能的一位',
  hidden: '分不清是谁在用，不显示访问记录',
  noPages: '没有访问记录',
  pages: '{n} 个页面',
  span: '{first} 至 {last}',
  detach: '不是本人',
  detachTitle: '取消这个浏览器与客户的关联？',
  detachText: '用它看过的页面不再显示在这里；之后来的同类证据也不会自动恢复，只能由人恢复。',
  detachReasons: { shop: '店内或公用设备', family: '家人或朋友的设备', other: '其他' },
  detached: '已取消关联',
  isDetached: '已由 {name} 取消关联',
  attach: '恢复关联',
  attached: '已恢复关联',
  mayNot: '没有修改客户的权限',
  days: '最近的访问',
  allDays: '全部 {n} 天',
  form: '填了表单',
  more: '另 {n} 页',
  campaign: '活动 {code}',
  cart: {
    title: '网上购物车',
    note: '未下单，{day}有变化',
    more: '另有 {n} 件',
    added: '{day}加入',
    quantity: '{n} ×',
    kind: { accessory: '精品', service: '服务', part: '配件', option: '选装' },
  },
}
export default visitors
