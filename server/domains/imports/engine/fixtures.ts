import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { residentIdCheck } from '../../../kernel/resident-id.ts'
import type { FileToImport } from '../import-file.ts'

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

/** One small file of each other kind, in the order in which one needs the other. */
export const smallFiles: [string, FileToImport['kind'] & string, string][] = [
  [
    'network.csv',
    'network',
    'code,name,kind,parent_code,brand_codes,division_code,address,phone,latitude,longitude,monthly_capacity,opened_on\nD0901,绍兴会稽环路店,dealer,HL-E-33,HL,330602,中兴路 1 号,0575-88210001,30.0,120.5,70,2020-01-05\nD0001,杭州之江环路旗舰店,dealer,HL-E-33,HL,330108,江南大道 1 号,0571-88210001,30.21,120.21,95,\n',
  ],
  [
    'catalogue.csv',
    'catalogue',
    'brand,series,model,variant,segment,energy,price_yuan\n环路,拾光,拾光 2026款,拾光 舒适,MPV,petrol,239800\n环路,青舟,青舟,青舟 1.5L 舒适,A0,petrol,77800\n',
  ],
  [
    'campaigns.csv',
    'campaigns',
    'code,name,brand,medium,budget_yuan,region_code,starts_on,ends_on,tracking_code,landing_page\nC9,岁末置换季,环路,social,170000,HL-E,2026-11-01,2026-12-31,hl-9,\nC-TRADE,秋季大置换,环路,search,9000000,,2026-10-01,2026-12-31,,\n',
  ],
  [
    'spend.csv',
    'spend',
    'day,campaign_code,medium,region_code,spend_yuan,impressions,clicks,contacts\n2026-11-02,C9,social,HL-E,69.27,3918,25,1\n2026-11-02,C-TRADE,search,,138.64,781,41,0\n',
  ],
  [
    'staff.csv',
    'staff',
    'dealer_code,name,role,phone\nD0001,单洁,sales_consultant,18467161397\nD0901,董平凯,principal,13541175669\n',
  ],
  [
    'leads.csv',
    'leads',
    'lead_no,created_at,name,salutation,phone,city,brand,series,variant,source,medium,campaign_code,purchase_horizon,trade_in,consent_dealer,consent_at,dealer_code,dispatched_at,first_feedback_at,contacted,grade,visit_at,order_at,delivery_at,price_yuan,vin,lost_at,lost_reason,consultant\nL1,2026-11-02T10:00:00+08:00,刘睿飞,先生,18869341422,杭州市,环路,越岭,,website,portal,C9,week,n,y,2026-11-02T10:00:00+08:00,D0001,2026-11-02T11:00:00+08:00,2026-11-02T12:00:00+08:00,y,H,2026-11-03T12:00:00+08:00,2026-11-04T12:00:00+08:00,2026-11-14T12:00:00+08:00,189800,LRHB40FM9RA204685,,,单洁\nL2,2026-11-05T10:00:00+08:00,朱文茜,,18149487675,广州市,环路,越岭,,mini_program,wechat,,three_months,y,n,,,,,,,,,,,,,,\nL3,2026-11-06T10:00:00+08:00,贾倩,,17808091653,上海市,环路,云衡,,aggregator,,,,,y,,D0002,2026-11-06T11:00:00+08:00,2026-11-07T11:00:00+08:00,y,B,,,,,,2026-11-10T11:00:00+08:00,已购竞品,\n',
  ],
  [
    'daily-counts.csv',
    'daily-counts',
    'day,dealer_code,showroom_visits,phone_enquiries,reported_at\n2026-11-02,D0001,15,12,2026-11-02T20:01:34+08:00\n2026-11-02,D0901,9,4,2026-11-03T09:01:34+08:00\n',
  ],
]
