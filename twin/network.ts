/** The dealers: how many in which city, under which name and brand. tree.ts hangs them under regions and areas. */

import { dayText, parseDay } from './calendar.ts'
import { type BrandCode, brandOf } from './catalogue.ts'
import { type City, shorten } from './cities.ts'
import { drawRoad } from './names.ts'
import { Draw, mix32, STREAM } from './prng.ts'

export interface Dealer {
  index: number
  code: string
  name: string
  brands: readonly BrandCode[]
  cityIndex: number
  divisionCode: string
  address: string
  /** What is printed on the sign; some consultants type it in when a customer keeps his number to himself. */
  phone: string
  latitude: number
  longitude: number
  monthlyCapacity: number
  openedOn: string
  dialect: 'A' | 'B' | 'C'
}

const LANDLINES: Readonly<Record<string, string>> = {
  北京: '010',
  上海: '021',
  天津: '022',
  重庆: '023',
  广州: '020',
  沈阳: '024',
  南京: '025',
  武汉: '027',
  成都: '028',
  西安: '029',
  深圳: '0755',
  杭州: '0571',
  苏州: '0512',
  郑州: '0371',
  长沙: '0731',
  青岛: '0532',
  济南: '0531',
  宁波: '0574',
  合肥: '0551',
  大连: '0411',
}

const WORDS =
  '鼎途 驰远 安途 众诚 嘉程 明途 云途 泰和 德润 新越 长庚 天行 锦程 起源 东辰 瑞行 顺达 和骏 卓远 启程'.split(
    ' ',
  )
/** Old names of a town, where everyone would expect one on the sign. */
const LANDMARKS: Readonly<Record<string, string>> = {
  杭州: '之江',
  郑州: '中原',
  武汉: '江城',
  南京: '金陵',
  成都: '锦官',
  西安: '长安',
  济南: '泉城',
  福州: '榕城',
  广州: '羊城',
  苏州: '姑苏',
  重庆: '山城',
  长沙: '星沙',
  绍兴: '会稽',
  扬州: '广陵',
  宁波: '甬江',
  合肥: '庐州',
}

/** Largest remainders, ties by hash so that no province is served first just because its code is low. */
export function shareOut(weights: readonly number[], total: number): number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0)
  const exact = weights.map((weight) => (weight * total) / sum)
  const counts = exact.map(Math.floor)
  const left = total - counts.reduce((all, count) => all + count, 0)
  const order = exact
    .map((value, index) => ({ index, rest: value - Math.floor(value) }))
    .sort((a, b) => b.rest - a.rest || mix32(a.index) - mix32(b.index))
  for (const { index } of order.slice(0, left)) counts[index] = (counts[index] as number) + 1
  return counts
}

export function buildDealers(seed: number, count: number, cities: readonly City[]): Dealer[] {
  const counts = shareOut(
    cities.map((city) => city.weight),
    count,
  )
  const dealers: Dealer[] = []
  const taken = new Set<string>()
  cities.forEach((_, cityIndex) => {
    for (let turn = 0; turn < (counts[cityIndex] as number); turn++) {
      dealers.push(buildDealer(seed, dealers.length, cities, cityIndex, turn, taken))
    }
  })
  return dealers
}

function buildDealer(
  seed: number,
  index: number,
  cities: readonly City[],
  cityIndex: number,
  turn: number,
  taken: Set<string>,
): Dealer {
  const city = cities[cityIndex] as City
  const draw = new Draw(seed, STREAM.dealer, index)
  const brands = brandsOf(index, draw)
  const district = draw.pick(city.districts)
  const place = turn === 0 ? LANDMARKS[city.shortName] : undefined
  const brand = brandOf(brands[0] as BrandCode)
  const landline = LANDLINES[city.shortName]
  return {
    index,
    code: `D${String(index + 1).padStart(4, '0')}`,
    name: freeName(city, district.name, brand.name, place, draw, taken),
    brands,
    cityIndex,
    divisionCode: district.code,
    address: `${city.provinceName === city.name ? '' : city.provinceName}${city.name}${district.name}${drawRoad(draw)}`,
    phone: landline
      ? `${landline}-8${String(draw.below(1e7)).padStart(7, '0')}`
      : `1${draw.pick(['33', '51', '80'])}${String(draw.below(1e8)).padStart(8, '0')}`,
    latitude: Number((city.latitude + draw.normal() * 0.04).toFixed(5)),
    longitude: Number((city.longitude + draw.normal() * 0.05).toFixed(5)),
    monthlyCapacity: Math.round((40 + city.weight * 1.2) * (0.7 + draw.unit() * 0.7)),
    openedOn: dayText(parseDay('2008-03-01') + draw.below(5700)),
    dialect: draw.chance(0.45) ? 'A' : draw.chance(0.6) ? 'B' : 'C',
  }
}

/** Three of four dealers sell 环路, and the first four always show both brands, however small the network. */
function brandsOf(index: number, draw: Draw): BrandCode[] {
  const huanlu = index % 4 === 1 ? draw.chance(0.16) : draw.chance(0.94)
  const first: BrandCode = index === 0 || (huanlu && index !== 1) ? 'HL' : 'XC'
  const both = draw.chance(0.12)
  return both ? [first, first === 'HL' ? 'XC' : 'HL'] : [first]
}

function freeName(
  city: City,
  district: string,
  brand: string,
  landmark: string | undefined,
  draw: Draw,
  taken: Set<string>,
): string {
  for (let tries = 0; ; tries++) {
    const local = shorten(district)
    const useDistrict = tries === 0 && draw.chance(0.6) && /^[^旗]{2,3}$/.test(local)
    const word = (tries === 0 ? landmark : undefined) ?? (useDistrict ? local : draw.pick(WORDS))
    const name = `${city.shortName}${word}${tries > 20 ? tries : ''}${brand}店`
    if (taken.has(name)) continue
    taken.add(name)
    return name
  }
}
