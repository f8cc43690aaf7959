/** The three dealer systems: same content, different headers, encodings, dates, words for yes, and order. */

import { dayOf, dayTextOrEmpty, isoText, slashText } from './calendar.ts'
import { row } from './csv.ts'
import { writeGb18030 } from './gb18030.ts'
import type { Dealer } from './network.ts'
import type { Profile } from './profile.ts'
import { type Encode, writeUtf8 } from './sink.ts'

/** One line of a dealer's customer file before its system prints it. Moments and days are -1 when missing. */
export interface CustomerRecord {
  externalNo: string
  name: string
  /** Empty when the system does not know. */
  sex: '' | 'male' | 'female'
  phone: string
  secondPhone: string
  idNumber: string
  birthDay: number
  company: string
  creditCode: string
  city: string
  address: string
  plate: string
  vin: string
  model: string
  boughtAt: number
  lastServiceDay: number
  email: string
  consultant: string
  consentCarmaker: boolean | undefined
  consentDealer: boolean | undefined
  remark: string
  profile: Partial<Profile>
}

interface Dialect {
  header: string
  encode: Encode
  print: (record: CustomerRecord) => string
}

const HEADER_A =
  '客户编号,客户姓名,性别,手机号码,备用电话,证件号码,出生日期,公司名称,统一社会信用代码,所在城市,联系地址,车牌号,车架号,车型,购车日期,最近进厂日期,电子邮箱,销售顾问,同意厂家联系,同意经销商联系,备注,婚姻状况,子女数,学历,税后月收入,职业,兴趣爱好'
const HEADER_B =
  '档案号,姓名,称谓,联系电话,联系电话2,单位,信用代码,身份证,生日,牌照,VIN,购买车型,交车时间,上次保养时间,城市,地址,邮箱,业务员,厂方联系许可,本店联系许可,说明,婚否,孩子数,文化程度,月均收入,职务,爱好'
const HEADER_C =
  'external_no;name;salutation;mobile;phone2;id_no;birthday;company;credit_code;address;city;plate_no;vin;model;bought_on;last_service_on;email;consultant;oem_contact_ok;dealer_contact_ok;remark;marital;children;education;monthly_income;occupation;hobbies'

const PROFILE_WORDS = {
  A: {
    single: '未婚',
    married: '已婚无子女',
    'married-children': '已婚有子女',
    other: '离异',
    'below-bachelor': '大专',
    bachelor: '本科',
    'master-up': '硕士及以上',
    yuan: '元',
  },
  B: {
    single: '单身',
    married: '已婚无孩',
    'married-children': '已婚有孩',
    other: '其他',
    'below-bachelor': '本科以下',
    bachelor: '大学本科',
    'master-up': '研究生',
    yuan: '',
  },
  C: {
    single: 'unmarried',
    married: 'married',
    'married-children': 'married with children',
    other: 'divorced',
    'below-bachelor': 'college',
    bachelor: 'bachelor',
    'master-up': 'master',
    yuan: '',
  },
} as const

/** What nobody asked is an empty cell. */
function profileCells(
  profile: Partial<Profile>,
  words: (typeof PROFILE_WORDS)[keyof typeof PROFILE_WORDS],
): string[] {
  const { marital, children, education, incomeYuan, occupation = '', interests = '' } = profile
  return [
    marital ? words[marital] : '',
    children === undefined ? '' : String(children),
    education ? words[education] : '',
    incomeYuan === undefined ? '' : `${incomeYuan}${words.yuan}`,
    occupation,
    interests,
  ]
}

function consent(value: boolean | undefined, yes: string, no: string): string {
  return value === undefined ? '' : value ? yes : no
}

function bought(record: CustomerRecord): number {
  return record.boughtAt < 0 ? -1 : dayOf(record.boughtAt)
}

function printA(record: CustomerRecord): string {
  const values = [
    record.externalNo,
    record.name,
    record.sex === '' ? '' : record.sex === 'male' ? '男' : '女',
    record.phone,
    record.secondPhone,
    record.idNumber,
    dayTextOrEmpty(record.birthDay),
    record.company,
    record.creditCode,
    record.city,
    record.address,
    record.plate,
    record.vin,
    record.model,
    dayTextOrEmpty(bought(record)),
    dayTextOrEmpty(record.lastServiceDay),
    record.email,
    record.consultant,
    consent(record.consentCarmaker, '是', '否'),
    consent(record.consentDealer, '是', '否'),
    record.remark,
    ...profileCells(record.profile, PROFILE_WORDS.A),
  ]
  return row(values, ',', '\r\n')
}

function printB(record: CustomerRecord): string {
  const values = [
    record.externalNo,
    record.name,
    record.sex === '' ? '' : record.sex === 'male' ? '先生' : '女士',
    record.phone,
    record.secondPhone,
    record.company,
    record.creditCode,
    record.idNumber,
    // This system prints 1988/3/5, without leading noughts, as Excel does in a Chinese locale.
    record.birthDay < 0 ? '' : dayTextOrEmpty(record.birthDay).replace(/-0?/g, '/'),
    record.plate,
    record.vin,
    record.model,
    slashText(record.boughtAt),
    record.lastServiceDay < 0 ? '' : slashText(record.lastServiceDay * 86400 + 36000),
    record.city,
    record.address,
    record.email,
    record.consultant,
    consent(record.consentCarmaker, '1', '0'),
    consent(record.consentDealer, '1', '0'),
    record.remark,
    ...profileCells(record.profile, PROFILE_WORDS.B),
  ]
  return row(values, ',', '\r\n')
}

function printC(record: CustomerRecord): string {
  const values = [
    record.externalNo,
    record.name,
    record.sex === '' ? '' : record.sex === 'male' ? 'Mr' : 'Ms',
    record.phone,
    record.secondPhone,
    record.idNumber,
    dayTextOrEmpty(record.birthDay),
    record.company,
    record.creditCode,
    record.address,
    record.city,
    record.plate,
    record.vin,
    record.model,
    record.boughtAt < 0 ? '' : isoText(record.boughtAt).slice(0, 10),
    dayTextOrEmpty(record.lastServiceDay),
    record.email,
    record.consultant,
    consent(record.consentCarmaker, 'Y', 'N'),
    consent(record.consentDealer, 'Y', 'N'),
    record.remark,
    ...profileCells(record.profile, PROFILE_WORDS.C),
  ]
  return row(values, ';', '\n')
}

export const DIALECTS: Readonly<Record<Dealer['dialect'], Dialect>> = {
  A: { header: `\uFEFF${HEADER_A}\r\n`, encode: writeUtf8, print: printA },
  B: { header: `${HEADER_B}\r\n`, encode: writeGb18030, print: printB },
  C: { header: `${HEADER_C}\n`, encode: writeUtf8, print: printC },
}
