import type en from '../en/session.ts'
import type { Same } from '../same.ts'

const session: Same<typeof en> = {
  title: '登录',
  login: '工号、手机或邮箱',
  password: '密码',
  showPassword: '显示密码',
  hidePassword: '隐藏密码',
  loginMissing: '请输入账号',
  passwordMissing: '请输入密码',
  enter: '登录',
  entering: '正在登录…',
  forgot: '忘记密码',
  forgotText: '请联系您的管理员重设，只有管理员可以重设密码。',
  codeNote: '总部账号还需动态口令',
  code: '动态口令',
  codeTitle: '动态口令',
  codeHint: '验证器应用里的 6 位数字',
  codeMissing: '请输入 6 位数字',
  back: '换一个账号',
  product: '环路',
  status: '环路 1.0 · 服务正常 · 每次查看号码都有记录',
  statusDown: '环路 1.0 · 服务没有应答',
  demo: {
    title: '演示账号',
    tag: '演示网络',
    text: '环路汽车是虚构的车企：两个品牌、10 个车系、396 家经销商、70 个坐席。选一个角色直接进入。',
    name: '姓名',
    role: '角色',
    sees: '看到什么',
    place: '所属',
    login: '账号',
    enter: '进入',
    enterAs: '以 {name} 进入',
    note: '演示账号只在演示模式存在，密码均为 {password}。',
  },
}
export default session
