/** Compound surnames in use (《百家姓》 and the 2020 census list), longest match wins over a single character. */
export const compoundSurnames = new Set(
  (
    '欧阳 司马 上官 诸葛 尉迟 皇甫 令狐 公孙 慕容 宇文 长孙 司徒 司空 夏侯 东方 南宫 西门 独孤 端木 轩辕 百里 ' +
    '呼延 东郭 澹台 公冶 宗政 濮阳 淳于 单于 太叔 申屠 仲孙 钟离 鲜于 闾丘 赫连 拓跋 夹谷 宰父 谷梁 段干 ' +
    '颛孙 子车 梁丘 左丘 第五 南门 东门 公羊 微生 公西 漆雕 乐正 壤驷 巫马 万俟 闻人 完颜 纳兰 叶赫 耶律 ' +
    '歐陽 司馬 諸葛 尉遲 長孫 東方 獨孤 軒轅 鍾離 單于 閭丘'
  ).split(' '),
)

/**
 * Surnames read in more than one way: the right reading first, then what people type who do not know it.
 * pinyin-pro gives one reading only, and for 藏, 种 and 莘 not the surname's.
 */
export const surnameReadings = new Map(
  Object.entries({
    单: 'shan dan',
    單: 'shan dan',
    仇: 'qiu chou',
    曾: 'zeng ceng',
    解: 'xie jie',
    查: 'zha cha',
    朴: 'piao pu',
    区: 'ou qu',
    盖: 'ge gai',
    尉: 'wei yu',
    乐: 'yue le',
    樂: 'yue le',
    覃: 'qin tan',
    翟: 'zhai di',
    缪: 'miao mou',
    繆: 'miao mou',
    员: 'yun yuan',
    种: 'chong zhong',
    秘: 'bi mi',
    折: 'she zhe',
    黑: 'he hei',
    召: 'shao zhao',
    冼: 'xian xi',
    洗: 'xian xi',
    薄: 'bo bao',
    柏: 'bai bo',
    郗: 'xi chi',
    繁: 'po fan',
    句: 'gou ju',
    都: 'du dou',
    盛: 'sheng cheng',
    谌: 'chen shen',
    能: 'nai neng',
    祭: 'zhai ji',
    隗: 'wei kui',
    藏: 'zang cang',
    宓: 'mi fu',
    炅: 'gui jiong',
    莘: 'shen xin',
    牟: 'mou mu',
    吕: 'lv lyu',
    呂: 'lv lyu',
    佴: 'nai er',
    尉迟: 'yuchi weichi',
    尉遲: 'yuchi weichi',
    万俟: 'moqi wansi',
    长孙: 'zhangsun changsun',
    澹台: 'tantai dantai',
    单于: 'chanyu shanyu',
  }).map(([surname, readings]) => [surname, readings.split(' ')]),
)

/** Given-name characters with two living readings; parents choose, callers guess. */
export const givenReadings = new Map(
  Object.entries({
    乐: 'le yue',
    樂: 'le yue',
    茜: 'qian xi',
    晟: 'sheng cheng',
    朝: 'chao zhao',
    长: 'chang zhang',
    柏: 'bo bai',
    行: 'xing hang',
    娜: 'na nuo',
    翟: 'zhai di',
    炅: 'jiong gui',
    曾: 'zeng ceng',
    重: 'chong zhong',
    盛: 'sheng cheng',
    菀: 'wan yu',
    莘: 'xin shen',
    琛: 'chen shen',
  }).map(([character, readings]) => [character, readings.split(' ')]),
)
