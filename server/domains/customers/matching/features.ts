import { pinyinOf } from '../../../kernel/names.ts'
import type { Feature, Features, How } from './model.ts'
import { nicknames } from './nicknames.ts'

/**
 * Each way to make a feature, in both languages: over a million rows as ClickHouse SQL, over one arrival as a function.
 * A parity test holds them to the same answer.
 */
type Making = {
  sql: (from: string[], length: number) => string
  of: (from: string[], length: number) => string
}

const characters = (text: string) => [...text]
const quoted = (texts: readonly string[]) => `[${texts.map((one) => `'${one}'`).join(',')}]`

/** '', and what people type instead of nothing. */
const nothing = ['', 'na', 'n/a', 'none', 'null', 'nil', 'unknown', 'nan', '-', '无', '未知', '不详', '未填']
export const orNothing = (sql: string) =>
  `if(lower(${sql}) in (${nothing.map((one) => `'${one}'`).join(',')}), '', ${sql})`
const known = (text: string) => (nothing.includes(text.toLowerCase()) ? '' : text)

const plain = (x: string) => x.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim()
const plainSql = (x: string) =>
  `trimBoth(replaceRegexpAll(lowerUTF8(normalizeUTF8NFKC(${x})), '\\\\s+', ' '))`

const before = 'mr\\.?|mrs\\.?|ms\\.?|miss|dr\\.?'
const after = '先生|女士|小姐|太太|夫人|师傅|老师|老板|主任|总经理|副总|董事长|经理|总监|总'

const pad = (text: string) => text.padStart(2, '0')
const yearFirst = /^(\d{4})\D?(\d{1,2})\D?(\d{1,2})/
const yearLast = /^(\d{1,2})\D(\d{1,2})\D(\d{4})/
function readDate(text: string): string {
  const a = yearFirst.exec(text)
  if (a) return a[1]! + pad(a[2]!) + pad(a[3]!)
  const b = yearLast.exec(text)
  return b ? b[3]! + pad(b[2]!) + pad(b[1]!) : text.replace(/\D/g, '')
}
const dateSql = (x: string) => {
  const first = `extractGroups(${x}, '^(\\\\d{4})\\\\D?(\\\\d{1,2})\\\\D?(\\\\d{1,2})')`
  const last = `extractGroups(${x}, '^(\\\\d{1,2})\\\\D(\\\\d{1,2})\\\\D(\\\\d{4})')`
  return `multiIf(length(${first}) = 3, concat(${first}[1], leftPad(${first}[2], 2, '0'), leftPad(${first}[3], 2, '0')),
    length(${last}) = 3, concat(${last}[3], leftPad(${last}[2], 2, '0'), leftPad(${last}[1], 2, '0')), replaceRegexpAll(${x}, '[^0-9]', ''))`
}

/** Chinese numbers without their country code: +86 139…, 0086139…. Others keep all their digits. */
const readPhone = (text: string) =>
  text
    .normalize('NFKC')
    .replace(/[^0-9]/g, '')
    .replace(/^(?:00)?86(?=1[3-9]\d{9}$)/, '')

/** As ClickHouse has it: American Soundex over the letters A to Z, in which H and W do not part equal codes. */
export function soundex(text: string): string {
  const codes = '01230120022455012623010202'
  let result = ''
  let last = ''
  for (const letter of text.toUpperCase()) {
    const at = letter.charCodeAt(0) - 65
    if (at < 0 || at > 25) continue
    const code = codes[at]!
    if (result === '') result = letter
    else if (code !== '0' && code !== last) result += code
    if (letter !== 'H' && letter !== 'W') last = code
    if (result.length === 4) break
  }
  return result === '' ? '' : result.padEnd(4, '0')
}

const looser: [from: string, to: string][] = [
  ['zh', 'z'],
  ['ch', 'c'],
  ['sh', 's'],
  ['ng', 'n'],
  ['l', 'n'],
  ['r', 'n'],
  ['h', 'f'],
]
const loosely = (pinyin: string) => looser.reduce((text, [from, to]) => text.replaceAll(from, to), pinyin)

export const makings: Record<How, Making> = {
  text: { sql: ([x]) => orNothing(plainSql(x!)), of: ([x]) => known(plain(x!)) },
  letters: {
    sql: ([x]) => orNothing(`replaceRegexpAll(${plainSql(x!)}, '[^\\\\p{L}\\\\p{N}]', '')`),
    of: ([x]) => known(plain(x!).replace(/[^\p{L}\p{N}]/gu, '')),
  },
  name: {
    sql: ([x]) =>
      orNothing(
        `replaceRegexpAll(replaceRegexpOne(replaceRegexpOne(${plainSql(x!)}, '^(?:${before.replaceAll('\\', '\\\\')}) +', ''), '(?:${after})$', ''), '[^\\\\p{L}\\\\p{N}]', '')`,
      ),
    of: ([x]) =>
      known(
        plain(x!)
          .replace(new RegExp(`^(?:${before}) +`), '')
          .replace(new RegExp(`(?:${after})$`), '')
          .replace(/[^\p{L}\p{N}]/gu, ''),
      ),
  },
  turned: {
    sql: ([x]) =>
      `if(match(${x}, '\\\\p{Han}'), '', replaceRegexpAll(arrayStringConcat(arrayReverse(splitByChar(' ', ${plainSql(x!)})), ''), '[^\\\\p{L}\\\\p{N}]', ''))`,
    of: ([x]) =>
      /\p{Script=Han}/u.test(x!)
        ? ''
        : plain(x!)
            .split(' ')
            .reverse()
            .join('')
            .replace(/[^\p{L}\p{N}]/gu, ''),
  },
  digits: {
    sql: ([x]) => `replaceRegexpAll(normalizeUTF8NFKC(${x}), '[^0-9]', '')`,
    of: ([x]) => x!.normalize('NFKC').replace(/[^0-9]/g, ''),
  },
  phone: {
    sql: ([x]) =>
      `replaceRegexpOne(replaceRegexpAll(normalizeUTF8NFKC(${x}), '[^0-9]', ''), '^(?:00)?86(1[3-9][0-9]{9})$', '\\\\1')`,
    of: ([x]) => readPhone(x!),
  },
  date: { sql: ([x]) => dateSql(`trimBoth(${x})`), of: ([x]) => readDate(x!.trim()) },
  code: {
    sql: ([x]) => orNothing(`replaceRegexpAll(upper(normalizeUTF8NFKC(${x})), '[^0-9A-Z\\\\p{Han}]', '')`),
    of: ([x]) =>
      known(
        x!
          .normalize('NFKC')
          .toUpperCase()
          .replace(/[^0-9A-Z\p{Script=Han}]/gu, ''),
      ),
  },
  list: {
    sql: (from) => `arraySort(arrayDistinct(arrayFilter(one -> one != '', [${from.join(', ')}])))`,
    of: ([x]) => x!,
  },
  // A Chinese character says as much as two letters.
  prefix: {
    sql: ([x], length) =>
      `substringUTF8(${x}, 1, if(match(${x}, '\\\\p{Han}'), ${Math.ceil(length / 2)}, ${length}))`,
    of: ([x], length) =>
      characters(x!)
        .slice(0, /\p{Script=Han}/u.test(x!) ? Math.ceil(length / 2) : length)
        .join(''),
  },
  suffix: {
    sql: ([x], length) => `if(lengthUTF8(${x}) < ${length}, '', substringUTF8(${x}, -${length}))`,
    of: ([x], length) => (characters(x!).length < length ? '' : characters(x!).slice(-length).join('')),
  },
  join: {
    sql: (from) => `arrayStringConcat(arrayFilter(one -> one != '', [${from.join(', ')}]), ' ')`,
    of: (from) => from.filter((one) => one !== '').join(' '),
  },
  nickname: {
    sql: ([x]) =>
      `transform(${x}, ${quoted([...nicknames.keys()])}, ${quoted([...nicknames.values()])}, ${x})`,
    of: ([x]) => nicknames.get(x!) ?? x!,
  },
  sound: { sql: ([x]) => `replaceOne(soundex(${x}), '0000', '')`, of: ([x]) => soundex(x!) },
  // The sounds of a million names are a few hundred thousand values, which TypeScript reads once: the step `readings`.
  pinyin: {
    sql: ([x]) => `if(match(${x}, '\\\\p{Han}'), joinGet('readings', 'made', ${x}), ${x})`,
    of: ([x]) => (/\p{Script=Han}/u.test(x!) ? (pinyinOf(x!)[0] ?? '') : x!),
  },
  'loose-pinyin': {
    sql: ([x]) => looser.reduce((text, [from, to]) => `replaceAll(${text}, '${from}', '${to}')`, x!),
    of: ([x]) => loosely(x!),
  },
  sorted: {
    sql: ([x]) => `arrayStringConcat(arraySort(splitByChar(' ', ${x})), ' ')`,
    of: ([x]) => x!.split(' ').sort().join(' '),
  },
  'house-number': { sql: ([x]) => `extract(${x}, '[0-9]+')`, of: ([x]) => /[0-9]+/.exec(x!)?.[0] ?? '' },
  'local-part': { sql: ([x]) => `splitByChar('@', ${x})[1]`, of: ([x]) => x!.split('@')[0]! },
}

/** All features of one record, from what its columns say. */
export function featuresOf(
  features: readonly Feature[],
  record: Record<string, string | string[]>,
): Features {
  const made: Features = {}
  const read = (name: string) => made[name] ?? record[name.replace(/^raw\./, '')] ?? ''
  for (const { name, from, how, length = 0 } of features) {
    const values = from.map(read)
    const { of } = makings[how]
    if (how === 'list') made[name] = [...new Set(values.flat())].filter((one) => one !== '').sort()
    else if (Array.isArray(values[0])) made[name] = values[0].map((one) => of([one], length))
    else made[name] = of(values as string[], length)
  }
  return made
}
