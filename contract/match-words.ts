import type { Words } from './endpoint.ts'

/** What a comparison looks at. A model over other columns keeps the column's own name. */
export const comparisonWords: Record<string, Words> = {
  name: { zh: '姓名', en: 'Name' },
  company: { zh: '单位', en: 'Company' },
  phone: { zh: '电话', en: 'Phone' },
  phones: { zh: '电话', en: 'Phone' },
  birthday: { zh: '生日', en: 'Birthday' },
  birth: { zh: '生日', en: 'Birthday' },
  'birth-on': { zh: '生日', en: 'Birthday' },
  birth_on: { zh: '生日', en: 'Birthday' },
  birthOn: { zh: '生日', en: 'Birthday' },
  sex: { zh: '性别', en: 'Sex' },
  email: { zh: '邮箱', en: 'E-mail' },
  emails: { zh: '邮箱', en: 'E-mail' },
  'resident-id': { zh: '证件号', en: 'ID number' },
  resident_id: { zh: '证件号', en: 'ID number' },
  residentId: { zh: '证件号', en: 'ID number' },
  resident: { zh: '证件号', en: 'ID number' },
  resident_shown: { zh: '证件号（掩码）', en: 'ID number (masked)' },
  identity: { zh: '证件号', en: 'ID number' },
  'credit-code': { zh: '信用代码', en: 'Credit code' },
  credit_code: { zh: '信用代码', en: 'Credit code' },
  creditCode: { zh: '信用代码', en: 'Credit code' },
  address: { zh: '住址', en: 'Address' },
  street: { zh: '街道', en: 'Street' },
  place: { zh: '地区', en: 'Place' },
  division: { zh: '地区', en: 'Place' },
  plate: { zh: '车牌', en: 'Plate' },
  plates: { zh: '车牌', en: 'Plate' },
  vin: { zh: 'VIN', en: 'VIN' },
  vins: { zh: 'VIN', en: 'VIN' },
  kin: { zh: '同住人', en: 'Household' },
  visitor: { zh: '网站访客', en: 'Web visitor' },
  given_name: { zh: '名', en: 'Given name' },
  family_name: { zh: '姓', en: 'Family name' },
  postcode: { zh: '邮编', en: 'Postcode' },
}

/** What was found, written after the comparison: "手机号相同", "Phone: the same". */
export const levelWords: Record<string, Words> = {
  same: { zh: '相同', en: 'the same' },
  'same-pinyin': { zh: '同音', en: 'same sound' },
  'look-alike': { zh: '形近字', en: 'look-alike character' },
  'same-loosely': { zh: '读音相近', en: 'nearly the same sound' },
  'one-character': { zh: '差一个字', en: 'one character off' },
  'same-family': { zh: '同姓', en: 'same family name' },
  'same-words': { zh: '词相同、顺序不同', en: 'same words, other order' },
  slip: { zh: '差一位', en: 'one slip' },
  'two-slips': { zh: '差两位', en: 'two slips' },
  'same-end': { zh: '末六位相同', en: 'same last six digits' },
  'same-start': { zh: '开头相同', en: 'same beginning' },
  'same-day': { zh: '同月同日', en: 'same month and day' },
  'same-year': { zh: '同年', en: 'same year' },
  'same-local': { zh: '@ 前相同', en: 'same before the @' },
  'same-district': { zh: '同区', en: 'same district' },
  'same-city': { zh: '同市', en: 'same city' },
  'same-province': { zh: '同省', en: 'same province' },
  household: { zh: '也会这样', en: 'agrees like this, too' },
  nickname: { zh: '小名', en: 'nickname' },
  crossed: { zh: '姓名颠倒', en: 'crossed over' },
  contains: { zh: '一个包含另一个', en: 'one holds the other' },
  old: { zh: '旧号相同', en: 'an old one the same' },
  masked: { zh: '可见部分相同', en: 'same as far as shown' },
  'shown-alike': { zh: '可见部分相同', en: 'same as far as shown' },
  other: { zh: '两个有效号码不同', en: 'two valid ones, not the same' },
  different: { zh: '不同', en: 'different' },
  missing: { zh: '一方未填', en: 'not known of both' },
}

const alike = /^alike-(\d+(?:\.\d+)?)$/

export const wordsOfComparison = (comparison: string): Words =>
  comparisonWords[comparison] ?? { zh: comparison, en: comparison }

/** A level nobody has words for is shown by its name, readable enough: "same-town" is "same town". */
export function wordsOfLevel(level: string): Words {
  const known = levelWords[level]
  if (known) return known
  const percent = alike.exec(level)?.[1]
  if (percent)
    return { zh: `相似度 ${Math.round(+percent)}% 以上`, en: `${Math.round(+percent)} % alike or more` }
  const plain = level.replaceAll(/[-_]/g, ' ')
  return { zh: plain, en: plain }
}
