/** Characters that are mistaken for one another by eye or by handwriting; a group is one class. Names' characters only. */
const groups =
  '己已巳 未末 土士 日曰 天夭 人入 干千 王玉主 午牛 今令 大太犬 徐除 杨扬 陈阵 陆陇 候侯 崔催 洋样 晴睛晴 情清请晴青 ' +
  '瑞端湍 晨辰 哲喆 志誌 峰锋蜂 辉晖 伟纬玮炜 俊骏竣峻 浩皓 琪淇祺棋 雯雲 娟涓 婷停亭 梅海 静净 敏繁 莹萤 萍平苹 ' +
  '丹舟 兰三 芳方 霞露 艳滟 燕蒸 红江 宏弘 洪供 建健 波坡 涛焘 鹏朋 磊垒 森林 杰木 强疆 刚钢 斌彬 宇字 子孑 ' +
  '佳住 家冢 嘉喜 琳淋 玲铃 欣欢 怡恰 悦说 瑶遥 颖颍 昊吴 皞皋 轩轩 泽择译 睿容 博搏 铭洺 诚城 成戍 龙尤 元无 ' +
  '宁宇 兵乒 乓乒 毛手 白自 田由甲申 石右 史吏 付付 傅博 冯马 邓郑 郭敦 韩朝 贺贸 胡湖 黄董 贾贯 蒋将 柳柳 卢户 ' +
  '苏办 薛薜 阎闫 姚桃 叶什 余佘 袁哀 曾增 张弛 赵起 朱末 祝视 左在 邱丘 肖萧 于干 段叚 汤场 万方 戴载 孔扎 曹曾 ' +
  '彭澎 吕吴 丁了 魏巍 沈枕 贾贾 谭潭 陶淘 廖寥 熊能 金全 郝赫 邵绍 钱线 汪江 常堂 武或 乔桥 赖懒 龚龑 文丈'

const classOf = new Map<string, string>()
for (const group of groups.split(' ')) {
  const members = [...new Set(group)]
  if (members.length < 2) continue
  const known = members.map((one) => classOf.get(one)).find((one) => one !== undefined)
  for (const one of members) if (!classOf.has(one)) classOf.set(one, known ?? members[0]!)
}

const from = [...classOf.keys()].join('')
const to = [...classOf.values()].join('')
const shape = (text: string) => [...text].map((one) => classOf.get(one) ?? one).join('')

/** Written with characters of the same shape, though not the same ones: 尉迟喆 and 尉迟哲. */
export const lookAlike = (a: string, b: string): boolean => a !== '' && shape(a) === shape(b)
export const lookAlikeSql = (a: string, b: string): string =>
  `(${a} != '' and translateUTF8(${a}, '${from}', '${to}') = translateUTF8(${b}, '${from}', '${to}'))`
