import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { vinCheckDigit } from '../server/kernel/vin.ts'

const surnames = [
  ...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文',
]
const given = [
  ...'伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂文华建国志梅红玉龙飞鹏辉玲燕彬波斌浩凯健俊帆帅旭宁欣怡佳雪晨宇轩子涵梓浩然思远若彤晓峰博文静怡雨桐一鸣天佑嘉豪诗琪梦洁',
]
const cities = [
  '杭州市',
  '苏州市',
  '广州市',
  '成都市',
  '武汉市',
  '郑州市',
  '西安市',
  '青岛市',
  '沈阳市',
  '南京市',
]
const provinces = [...'浙苏粤川鄂豫陕鲁辽京']

/** A small fast generator (mulberry32): the same seed, the same people. */
export function dice(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

export type Person = { name: string; phone: string; city: string; plate: string; vin: string }

export function person(index: number, roll: () => number): Person {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(roll() * from.length)]!
  const name = pick(surnames) + pick(given) + (roll() < 0.75 ? pick(given) : '')
  const phone = `1${[3, 5, 7, 8][index % 4]}${String(100_000_000 + index).slice(0, 9)}`
  const owner = roll() < 0.4
  const digits = String(index).padStart(7, '0')
  const body = `LRH${'ABCDEFGH'[index % 8]}E5E3${'0'}R${digits}`
  const vin = owner ? body.slice(0, 8) + vinCheckDigit(body) + body.slice(9) : ''
  const plate = owner ? `${pick(provinces)}A${digits.slice(-5)}` : ''
  return { name, phone, city: pick(cities), plate, vin }
}

/** The same person once more, at another dealer: no car on the card, and one digit of the number is wrong. */
export const again = ({ name, phone, city }: Person): Person => ({
  name,
  phone: phone.slice(0, 3) + ((Number(phone[3]) + 1) % 10) + phone.slice(4),
  city,
  plate: '',
  vin: '',
})
/** Every so many rows. */
export const againEvery = 25

/** A customer file of `count` rows, as a dealer's system would export it. */
export async function writePeople(path: string, count: number, seed = 7): Promise<void> {
  const roll = dice(seed)
  let last = person(0, dice(seed))
  const file = createWriteStream(path, { highWaterMark: 1 << 20 })
  file.write('客户姓名,手机,城市,车牌,车架号,外部编号\n')
  for (let at = 0; at < count; ) {
    let lines = ''
    for (const end = Math.min(count, at + 5_000); at < end; at++) {
      last = at % againEvery === againEvery - 1 ? again(last) : person(at, roll)
      const one = last
      lines += `${one.name},${one.phone},${one.city},${one.plate},${one.vin},B${at}\n`
    }
    if (!file.write(lines)) await once(file, 'drain')
  }
  file.end()
  await once(file, 'finish')
}
