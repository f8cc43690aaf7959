/** Real prefectures from data/divisions, with the size, plate letters and region the twin needs. */

import { readFileSync } from 'node:fs'

export interface Region {
  code: string
  name: string
  provinces: readonly string[]
}

export interface City {
  code: string
  /** 杭州市 */
  name: string
  /** 杭州 */
  shortName: string
  provinceCode: string
  provinceName: string
  regionIndex: number
  districts: readonly { code: string; name: string }[]
  latitude: number
  longitude: number
  weight: number
  platePrefix: string
}

export const REGIONS: readonly Region[] = [
  { code: 'HD', name: '华东', provinces: ['31', '32', '33', '34', '35', '36', '37'] },
  { code: 'HN', name: '华南', provinces: ['44', '45', '46'] },
  { code: 'HB', name: '华北', provinces: ['11', '12', '13', '14', '15'] },
  { code: 'XN', name: '西南', provinces: ['50', '51', '52', '53', '54'] },
  { code: 'HZ', name: '华中', provinces: ['41', '42', '43'] },
  { code: 'XB', name: '西北', provinces: ['61', '62', '63', '64', '65'] },
  { code: 'DB', name: '东北', provinces: ['21', '22', '23'] },
]

const PLATE_PROVINCE: Readonly<Record<string, string>> = Object.fromEntries(
  '11京12津13冀14晋15蒙21辽22吉23黑31沪32苏33浙34皖35闽36赣37鲁41豫42鄂43湘44粤45桂46琼50渝51川52贵53云54藏61陕62甘63青64宁65新'
    .match(/\d{2}\D/g)
    ?.map((entry) => [entry.slice(0, 2), entry.slice(2)]) ?? [],
)

/** Purchasing power in five steps; the names are the usual tiers of Chinese market research. */
const TIERS: readonly (readonly [weight: number, cities: string])[] = [
  [100, '北京 上海 广州 深圳'],
  [55, '成都 重庆 杭州 武汉 西安 苏州 郑州 南京 天津 长沙 东莞 宁波 佛山 合肥 青岛'],
  [
    26,
    '昆明 沈阳 济南 无锡 厦门 福州 温州 金华 哈尔滨 大连 贵阳 南宁 泉州 石家庄 长春 南昌 惠州 常州 嘉兴 徐州 南通 太原 保定 珠海 中山 兰州 临沂 潍坊 烟台 绍兴',
  ],
  [
    12,
    '台州 海口 乌鲁木齐 洛阳 廊坊 汕头 湖州 咸阳 盐城 济宁 呼和浩特 扬州 赣州 阜阳 唐山 镇江 邯郸 银川 南阳 桂林 泰州 遵义 江门 揭阳 芜湖 商丘 连云港 新乡 淮安 淄博 绵阳 菏泽 漳州 周口 沧州 信阳 衡阳 湛江 三亚 上饶 邢台 莆田 柳州 宿迁 九江 襄阳 驻马店 宜昌 岳阳 肇庆 滁州 威海 德州 泰安 安阳 荆州 运城 安庆 潮州 清远 开封 宿州 株洲 蚌埠 许昌 宁德 六安 宜春 聊城 渭南',
  ],
]

type DivisionRow = readonly [code: string, name: string, parent: string | null]

function readJson<T>(file: string): T {
  return JSON.parse(readFileSync(new URL(`../data/divisions/${file}`, import.meta.url), 'utf8')) as T
}

/** Every prefecture with districts; the catch-all codes (省直辖…) have no city of their own and are left out. */
export function loadCities(): City[] {
  const rows = readJson<readonly DivisionRow[]>('divisions.json')
  const coordinates = readJson<Readonly<Record<string, readonly [number, number]>>>('city-coordinates.json')
  const nameOf = new Map(rows.map(([code, name]) => [code, name]))
  const districts = new Map<string, { code: string; name: string }[]>()
  for (const [code, name] of rows) {
    if (code.length !== 6) continue
    const list = districts.get(code.slice(0, 4)) ?? []
    list.push({ code, name })
    districts.set(code.slice(0, 4), list)
  }
  const letters = new Map<string, number>()
  const cities: City[] = []
  for (const [code, name] of rows) {
    if (code.length !== 4 || code > '66' || code.endsWith('90') || code === '5002') continue
    const place = coordinates[code]
    const inside = districts.get(code)
    if (place === undefined || inside === undefined) continue
    const letter = letters.get(code.slice(0, 2)) ?? 0
    letters.set(code.slice(0, 2), letter + 1)
    cities.push(describe(code, name, nameOf.get(code.slice(0, 2)) ?? '', inside, place, letter))
  }
  return cities
}

function describe(
  code: string,
  divisionName: string,
  provinceName: string,
  districts: City['districts'],
  place: readonly [number, number],
  letter: number,
): City {
  const provinceCode = code.slice(0, 2)
  const name = divisionName === '市辖区' ? provinceName : divisionName
  const shortName = shorten(name)
  return {
    code,
    name,
    shortName,
    provinceCode,
    provinceName,
    regionIndex: REGIONS.findIndex((region) => region.provinces.includes(provinceCode)),
    districts,
    latitude: place[0],
    longitude: place[1],
    weight: weightOf(shortName, name),
    platePrefix: `${PLATE_PROVINCE[provinceCode]}${'ABCDEFGHJKLMNPQRSTUVWXYZ'[letter]}`,
  }
}

function weightOf(shortName: string, name: string): number {
  if (shortName === '三沙') return 0.01
  for (const [weight, list] of TIERS) if (list.split(' ').includes(shortName)) return weight
  return name.endsWith('市') ? 5 : 2
}

const PEOPLES =
  '藏族 羌族 彝族 傣族 白族 苗族 侗族 壮族 回族 蒙古族 蒙古 哈萨克 柯尔克孜 朝鲜族 土家族 布依族 景颇族 哈尼族 傈僳族'.split(
    ' ',
  )

/** 恩施土家族苗族自治州 is 恩施 on a signboard, 兴安盟 is 兴安, 朝阳区 is 朝阳. */
export function shorten(name: string): string {
  if (!name.endsWith('自治州')) return name.replace(/(市|地区|盟|新区|区|县)$/, '')
  let short = name.slice(0, -3)
  for (;;) {
    const people = PEOPLES.find((suffix) => short.endsWith(suffix))
    if (people === undefined) return short
    short = short.slice(0, -people.length)
  }
}
