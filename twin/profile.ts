/** Who somebody is beside the name: age, family, schooling, income; as the mission's survey of owners found them. */

import { VARIANTS } from './catalogue.ts'
import { describeEnquiry } from './enquiries.ts'
import { BRAND_SHARE } from './flow.ts'
import { AGES } from './identities.ts'
import { carsBefore } from './owners.ts'
import { homeAddress, type Person } from './people.ts'
import { Draw, STREAM } from './prng.ts'
import type { World } from './world.ts'

/**
 * Planted: of owners the mean age is 34.4 years and rises with the class of the car, 66.1 % are married with children,
 * 30 % hold a bachelor's degree or more, the mean monthly income after tax is 9,682.8 yuan.
 */
export const SURVEY = { age: 34.4, withChildren: 0.661, bachelorUp: 0.3, incomeYuan: 9682.8 } as const

/** What only a dealer's card knows. */
export interface Particulars {
  idNumber: string
  birthDay: number
  address: string
  /** Where he lived before; the same city when he never moved. */
  oldCityIndex: number
  oldAddress: string
}

export interface Profile {
  marital: 'single' | 'married' | 'married-children' | 'other'
  children: number
  education: 'below-bachelor' | 'bachelor' | 'master-up'
  incomeYuan: number
  occupation: string
  interests: string
}

/** A0, A, B and what is larger: years above the mean, and income beside the mean, before both are centred. */
const CLASSES = [
  { years: -2.2, income: 0.72 },
  { years: -0.9, income: 0.88 },
  { years: 0.7, income: 1.1 },
  { years: 1, income: 1.14 },
] as const
const classOfSegment: Readonly<Record<string, number>> = { A0: 0, A: 1, B: 2 }
const classOfVariant = VARIANTS.map(({ segment }) => classOfSegment[segment] ?? 3)

/** How often each class is sold, so that the classes together have the mean that is meant. */
const classShare = CLASSES.map((_, at) =>
  VARIANTS.reduce((sum, variant, index) => {
    const ofBrand = VARIANTS.filter(({ brand }) => brand === variant.brand)
    const whole = ofBrand.reduce((all, { weight }) => all + weight, 0)
    return sum + (classOfVariant[index] === at ? (BRAND_SHARE[variant.brand] * variant.weight) / whole : 0)
  }, 0),
)
const meanOf = (of: 'years' | 'income') =>
  CLASSES.reduce((sum, one, at) => sum + one[of] * (classShare[at] as number), 0)
const [meanYears, meanIncome] = [meanOf('years'), meanOf('income')]

/** Weibull's shape: few very young, a long tail of the old. Its mean is 0.9027 of its scale. */
const SHAPE = 1.5
const MEAN_OF_SCALE = 0.90274529

/** Days somebody has lived, by group and rank: whoever bought four years ago was of age then. */
const groups = CLASSES.flatMap(({ years }) =>
  [22, 25].map((youngest) => {
    const scale = (SURVEY.age + years - meanYears - youngest) / MEAN_OF_SCALE
    return Int32Array.from({ length: AGES }, (_, rank) =>
      Math.round(365.25 * (youngest + scale * (-Math.log(1 - (rank + 0.5) / AGES)) ** (1 / SHAPE))),
    )
  }),
)
const LONG_AGO_DAYS = 4 * 365

interface Standing {
  carClass: number
  group: number
}

function standingOf(world: World, index: number): Standing {
  const cars = carsBefore(world, index)
  const last = cars.at(-1)
  const variant =
    last?.variantIndex ??
    (index < world.strangers
      ? describeEnquiry(world, index, 0, world.flow.arrivalOf(index).day).variantIndex
      : world.variants.HL.draw(new Draw(world.seed, STREAM.profile, index ^ 0x40000000)))
  const carClass = classOfVariant[variant] as number
  const isOld = cars[0] !== undefined && cars[0].orderedAt / 86400 < world.endDay - LONG_AGO_DAYS
  return { carClass, group: carClass * 2 + (isOld ? 1 : 0) }
}

/** Of two ranks on one day the second is told apart by its number. */
function bornOf(group: number, rank: number): { ageDays: number; turn: number } {
  const days = groups[group] as Int32Array
  const ageDays = days[rank] as number
  return { ageDays, turn: group * 2 + (days[rank - 1] === ageDays ? 1 : 0) }
}

export function describeParticulars(world: World, person: Person): Particulars {
  const draw = new Draw(world.seed, STREAM.particulars, person.index)
  const address = homeAddress(world, person.cityIndex, draw)
  const moved = draw.chance(0.07)
  const oldCityIndex = moved ? world.market.draw(draw) : person.cityIndex
  const { ageDays, turn } = bornOf(
    standingOf(world, person.index).group,
    world.identities.ageRank(person.index),
  )
  const birthDay = world.endDay - ageDays
  return {
    idNumber: world.identities.residentId(person.index, person.male, birthDay, turn),
    birthDay,
    address,
    oldCityIndex,
    oldAddress: moved ? homeAddress(world, oldCityIndex, draw) : address,
  }
}

const OCCUPATIONS = {
  'below-bachelor': '个体经营 司机 技术工人 销售 餐饮店主 装修 物流 工厂班长'.split(' '),
  bachelor: '公司职员 教师 工程师 护士 公务员 会计 销售经理 设计师'.split(' '),
  'master-up': '医生 律师 高级工程师 大学教师 部门经理'.split(' '),
} as const
const INTERESTS = '自驾游 露营 摄影 钓鱼 健身 亲子 美食 篮球 广场舞 数码 音乐 骑行'.split(' ')
const EDUCATION_INCOME = { 'below-bachelor': 0.9, bachelor: 1.2, 'master-up': 1.4 } as const
const SPREAD = 0.45

export function profileOf(world: World, index: number): Profile {
  const draw = new Draw(world.seed, STREAM.profile, index)
  const { carClass } = standingOf(world, index)
  // The older among one's like, the likelier a family: on average over the ranks just what the survey says.
  const place = (world.identities.ageRank(index) + 0.5) / AGES
  const withChildren = draw.chance(0.322 + 0.678 * place)
  const u = draw.unit()
  const marital = withChildren ? 'married-children' : u < 0.6 ? 'single' : u < 0.88 ? 'married' : 'other'
  const v = draw.unit()
  const education = v < 0.05 ? 'master-up' : v < SURVEY.bachelorUp ? 'bachelor' : 'below-bachelor'
  const level = (CLASSES[carClass] as (typeof CLASSES)[number]).income / meanIncome
  const noise = Math.exp(SPREAD * draw.normal() - (SPREAD * SPREAD) / 2)
  const interests = [draw.pick(INTERESTS), draw.pick(INTERESTS)]
  return {
    marital,
    children: withChildren ? (draw.chance(0.38) ? 2 : 1) : 0,
    education,
    incomeYuan: Math.round((SURVEY.incomeYuan * level * EDUCATION_INCOME[education] * noise) / 10) * 10,
    occupation: draw.pick(OCCUPATIONS[education]),
    interests: [...new Set(interests)].join('、'),
  }
}
