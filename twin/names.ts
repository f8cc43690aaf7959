/** Invented people's names: common surnames by frequency, given names by sex, and the slips a keyboard makes. */

import { type Draw, Weighted } from './prng.ts'

const SURNAMES =
  '王 李 张 刘 陈 杨 赵 黄 周 吴 徐 孙 胡 朱 高 林 何 郭 马 罗 梁 宋 郑 谢 韩 唐 冯 于 董 萧 程 曹 袁 邓 许 傅 沈 曾 彭 吕 苏 卢 蒋 蔡 贾 丁 魏 薛 叶 阎 余 潘 杜 戴 夏 钟 汪 田 任 姜 范 方 石 姚 谭 廖 邹 熊 金 陆 郝 孔 白 崔 康 毛 邱 秦 江 史 顾 侯 邵 孟 龙 万 段 雷 钱 汤 尹 黎 易 常 武 乔 贺 赖 龚 文 俞 单 仇 欧阳 司马 上官 诸葛 尉迟'.split(
    ' ',
  )

/** Zipf-like: 王 about 8 %, the hundredth surname about 0.2 %, as in the household registers. */
const surnameTable = new Weighted(
  SURNAMES.map((name, rank) => (name.length > 1 ? 0.06 : 8 / (rank + 8) ** 0.9)),
)

const MALE = [
  ...'伟强磊军洋勇杰涛明超刚辉鹏飞波斌浩宇轩俊峰建国志海龙凯健亮宁瑞博晨阳旭东',
  ...'文华平新林成毅昊然睿泽航'.split(''),
]
const FEMALE = [
  ...'芳娜敏静丽艳娟霞燕玲婷雪慧莹倩颖琳洁梅琴云红英佳怡欣雨晨萱涵诗瑶悦妍雯丹蕾',
  ...'露琪媛彤璐思梦可馨月'.split(''),
]
const ETHNIC = ['阿依古丽·买买提', '艾力·吐尔逊', '古丽娜尔·阿不都', '巴特尔·敖日格勒', '扎西·次仁']

/** Characters that sound alike, so that an input method offers the wrong one. */
const HOMOPHONES =
  '伟炜玮维 静婧靖 芳方 娜纳 敏闽 丽莉俐 磊雷 军君钧 洋阳扬杨 勇永咏 艳燕雁 杰洁捷 娟涓鹃 涛滔 明铭鸣 霞夏 平萍 刚钢 鑫新欣心昕馨 宇雨羽语 晨辰琛 浩皓昊 轩萱 涵函晗 佳嘉家 怡仪宜 婷廷 慧惠卉 建健剑 文雯 志智芝 峰锋丰枫 波博 斌彬宾 辉晖 琳林霖 瑞睿 俊骏峻 飞菲 凯恺楷 梅美 颖影 莹盈 璐露路 媛园 强墙 张章 王汪 李黎 余于俞 徐许 吴武 江姜蒋 何贺 萧肖 傅付 阎闫 戴代 邱仇丘 程成陈 周邹 石史'.split(
    ' ',
  )
const homophonesOf = new Map<string, string[]>()
for (const group of HOMOPHONES) {
  for (const character of group)
    homophonesOf.set(
      character,
      [...group].filter((other) => other !== character),
    )
}

export interface PersonName {
  full: string
  surname: string
  /** 先生 or 女士 */
  salutation: string
}

export function drawName(draw: Draw, male: boolean): PersonName {
  const salutation = male ? '先生' : '女士'
  if (draw.chance(0.003)) {
    const full = draw.pick(ETHNIC)
    return { full, surname: full.slice(0, full.indexOf('·')), salutation }
  }
  const surname = SURNAMES[surnameTable.draw(draw)] as string
  const pool = male ? MALE : FEMALE
  const first = draw.pick(pool)
  if (draw.chance(0.22)) return { full: surname + first, surname, salutation }
  const second = draw.pick(draw.chance(0.85) ? pool : male ? FEMALE : MALE)
  return { full: surname + first + second, surname, salutation }
}

/** One character replaced by one that sounds the same; unchanged when the name has none. */
export function mishear(name: string, draw: Draw): string {
  const characters = [...name]
  const start = draw.below(characters.length)
  for (let step = 0; step < characters.length; step++) {
    const at = (start + step) % characters.length
    const others = homophonesOf.get(characters[at] as string)
    if (others === undefined) continue
    characters[at] = draw.pick(others)
    return characters.join('')
  }
  return name
}

const ROADS =
  '人民 中山 解放 建设 和平 长江 黄河 文化 新华 滨河 学府 科技 创新 迎宾 朝阳 青年 花园 凤凰 湖滨 东风 胜利 光明 民主 工业 振兴'.split(
    ' ',
  )
const ESTATES =
  '阳光花园 翠湖苑 金色家园 书香门第 锦绣江南 碧水湾 望江名邸 悦府 御景城 紫薇苑 天玺湾 东方明珠苑 枫林绿洲 和谐家园 桂花城 云溪里'.split(
    ' ',
  )
const DIRECTIONS = ['', '', '东', '西', '南', '北']

/** 中山东路 88 号, for showrooms. */
export function drawRoad(draw: Draw): string {
  return `${draw.pick(ROADS)}${draw.pick(DIRECTIONS)}路${draw.between(1, 998)}号`
}

/** 建设路 12 号翠湖苑 3 幢 2 单元 1102 室, for homes. */
export function drawHome(draw: Draw): string {
  const floor = draw.between(1, 30)
  const room = `${floor}0${draw.between(1, 4)}`
  return `${drawRoad(draw)}${draw.pick(ESTATES)}${draw.between(1, 28)}幢${draw.between(1, 3)}单元${room}室`
}

const FIRM_WORDS = '瑞祥 鼎盛 宏图 安达 智联 华信 恒泰 新远 金桥 博远 嘉禾 万通 启明 立信 同创 海川'.split(
  ' ',
)
const FIRM_TRADES = '贸易 科技 物流 建筑工程 餐饮管理 广告 机械设备 医疗器械 信息技术 装饰'.split(' ')

export function drawFirm(draw: Draw, city: string): string {
  return `${city}${draw.pick(FIRM_WORDS)}${draw.pick(FIRM_TRADES)}有限公司`
}
