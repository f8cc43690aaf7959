import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { residentIdCheck } from '../../../kernel/resident-id.ts'

/** Small files like those that people send: repeats, shared phones, mistakes. The same seed gives the same file. */
export function draws(seed: number): (below: number) => number {
  let state = seed | 0 || 1
  return (below) => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return Math.abs(state) % below
  }
}

const families = '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗'
const given = '伟芳娜敏静磊洋勇艳杰涛明超霞平刚桂英华玉兰红建国文志强晓燕丽娟宁雪'
const cities = ['杭州市', '浙江杭州', '宁波市', '苏州', '广州市天河区']

export type Person = {
  no: string
  name: string
  phone: string
  id: string
  city: string
  vin: string
  plate: string
  day: string
}

export function someone(number: number, draw: (below: number) => number): Person {
  const first17 = `33010619${70 + draw(30)}0${1 + draw(9)}1${draw(10)}${100 + draw(900)}`
  const digits = String(number).padStart(6, '0')
  return {
    no: `K${digits}`,
    name:
      families[draw(families.length)]! +
      given[draw(given.length)]! +
      (draw(2) ? given[draw(given.length)]! : ''),
    phone: `139${String(10_000_000 + ((number * 7919) % 89_999_999))}`,
    id: draw(3) ? '' : first17 + residentIdCheck(first17),
    city: cities[draw(cities.length)]!,
    vin: draw(2) ? '' : `LRHB40FM9RA${digits}`,
    plate: draw(2)
      ? ''
      : `浙A${String.fromCharCode(65 + draw(8))}${String(number % 10_000).padStart(4, '0')}`,
    day: `2026-0${1 + draw(9)}-1${draw(10)}`,
  }
}

const header = [
  '客户编号',
  '客户姓名',
  '手机号码',
  '证件号码',
  '所在城市',
  '车架号',
  '车牌号',
  '购车日期',
  '同意厂家联系',
  '同意经销商联系',
  '颜色',
]

/** About one row in eight repeats an earlier person, some with another address or a shared phone; one in fifteen is wrong. */
export function customerLines(rows: number, seed: number): string[] {
  const draw = draws(seed)
  const people: Person[] = []
  const lines = [header.join(',')]
  for (let at = 0; at < rows; at++) {
    const repeat = people.length > 0 && draw(8) === 0
    const person = repeat ? { ...people[draw(people.length)]! } : someone(seed * 100_000 + at, draw)
    if (repeat) person.no = `K${seed}-${at}`
    if (repeat && draw(2)) person.city = cities[draw(cities.length)]!
    if (people.length > 0 && draw(20) === 0) person.phone = people[draw(people.length)]!.phone
    people.push(person)
    const phone = draw(15) === 0 ? '1391234' : person.phone
    const word = () => ['是', '否', ''][draw(3)]!
    lines.push(
      [
        person.no,
        person.name,
        phone,
        person.id,
        person.city,
        person.vin,
        person.plate,
        person.vin && person.day,
        word(),
        word(),
        ['雪域白', '石墨灰', ''][draw(3)]!,
      ].join(','),
    )
  }
  return lines
}

const folder = mkdtempSync(join(tmpdir(), 'ringroad-files-'))
process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
export function fileOf(name: string, content: string | Uint8Array): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}
export const customerFile = (rows: number, seed: number, name = `customers-${seed}.csv`): string =>
  fileOf(name, `${customerLines(rows, seed).join('\r\n')}\r\n`)
