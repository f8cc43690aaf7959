import type en from '../en/register.ts'
import type { Same } from '../same.ts'

const register: Same<typeof en> = {
  title: '使命清单',
  note: '{n} 行',
  status: { shown: '已做到', part: '部分做到', open: '未做', context: '背景' },
  means: {
    shown: '产品已做到，旁边列出页面、接口与测试',
    part: '做到了一部分',
    open: '还没有',
    context: '说明背景，无需开发',
  },
  all: '全部',
  column: { id: '行', capability: '要求', kind: '类别', status: '状态', where: '在哪里' },
  filter: { q: '文字', kind: '类别', chapter: '章' },
  screens: '页面',
  api: '接口',
  tests: '测试',
  nothing: '这一行还没有登记页面、接口或测试',
  more: '另 {n} 项',
  counts: '可开发 {all} 行：已做到 {shown}，部分 {part}，未做 {open}',
}
export default register
