import { pinyin } from 'pinyin-pro'
import { compoundSurnames, givenReadings, surnameReadings } from './surnames.ts'

/** Names as written, and as pronounced: both readings of 单 and 曾, because callers type either. */

const plainHan = /^[\u4e00-\u9fff]+$/

/** NFKC, trimmed, inner spaces single, every middle dot the one of GB 18030 names (·, U+00B7). */
export function normaliseName(name: string): string {
  if (plainHan.test(name)) return name
  return name
    .replace(/[•‧∙・・•●⋅᛫]/g, '·')
    .normalize('NFKC')
    .replace(/[\u200b-\u200f\u202a-\u202e\u2060\ufeff]/g, '')
    .replace(/\s*·\s*/g, '·')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, '')
}

const titleAfter = /^(.*?[^·])(先生|女士|小姐|太太|夫人|师傅|老师|老板|主任|总经理|副总|董事长|经理|总监|总)$/
const bareTitle = /^(总经理|副总|副主任)$/
const titleBefore = /^(mr|mrs|ms|miss|dr)\.?\s+(.+)$/i

/** '张伟先生' is 张伟, addressed as 先生; a bare title is left alone. */
export function stripSalutation(name: string): { name: string; title: string | null } {
  const text = normaliseName(name)
  const after = bareTitle.test(text) ? null : titleAfter.exec(text)
  if (after) return { name: after[1]!.trimEnd(), title: after[2]! }
  const before = titleBefore.exec(text)
  return before ? { name: before[2]!, title: before[1]! } : { name: text, title: null }
}

const organisationMark =
  /公司|集团|股份|有限|工厂|商行|商店|门店|中心|银行|学校|大学|医院|委员会|合作社|协会|事务所|经营部|工作室|研究[院所]|(?:租赁|物流|贸易|汽车|科技|运输)$|\b(?:co|ltd|inc|llc|gmbh|corp|plc|company|limited)\b/i

/** A guess for imports that put buyers of both sorts in one column. */
export const isOrganisation = (name: string): boolean => {
  const text = normaliseName(name)
  return text.length >= 4 && organisationMark.test(text)
}

/** Family and given part of a Chinese name; anything else is all given name. */
export function splitName(name: string): { family: string; given: string } {
  const characters = [...name]
  if (name.includes('·') || characters.length < 2 || !characters.every(isHan))
    return { family: '', given: name }
  const two = characters[0]! + characters[1]!
  const length = characters.length > 2 && compoundSurnames.has(two) ? 2 : 1
  return { family: characters.slice(0, length).join(''), given: characters.slice(length).join('') }
}

/** Unified ideographs with extensions, 〇 and compatibility forms. Ranges, because \p{Han} is 5 times slower. */
export function isHan(character: string): boolean {
  const point = character.codePointAt(0)!
  if (point < 0x3007) return false
  if (point <= 0x9fff) return point >= 0x4e00 || point === 0x3007 || (point >= 0x3400 && point <= 0x4dbf)
  return (point >= 0x20000 && point <= 0x3ffff) || (point >= 0xf900 && point <= 0xfaff)
}

// A character pinyin-pro has no reading for is silent: it is still found by itself.
const spell = (text: string, multiple = false) =>
  pinyin(text, { toneType: 'none', type: 'array', v: true, multiple }).map((one) =>
    one.toLowerCase().replace(/[^a-z]/g, ''),
  )

// Readings of one character, or null where the neighbours decide (长 in 长乐) and pinyin-pro must see the word.
const characterReadings = new Map<string, string | null>()

function readingOf(character: string): string | null {
  let reading = characterReadings.get(character)
  if (reading === undefined) {
    const all = new Set(spell(character, true))
    reading = all.size === 1 ? [...all][0]! : null
    characterReadings.set(character, reading)
  }
  return reading
}

// Words whose characters have several readings; emptied when full, so an import of millions stays in 10 MB.
const wordReadings = new Map<string, string[]>()
const wordLimit = 50_000

function syllables(word: string): string[] {
  const single: string[] = []
  for (const character of word) {
    const reading = readingOf(character)
    if (reading === null) break
    single.push(reading)
  }
  if (single.length === [...word].length) return single
  let known = wordReadings.get(word)
  if (!known) {
    if (wordReadings.size >= wordLimit) wordReadings.clear()
    known = spell(word)
    wordReadings.set(word, known)
  }
  return known
}

/** Readings as lists of syllables, best first, at most four. Latin runs count as one syllable. */
export function syllablesOf(name: string): string[][] {
  const { family, given } = isOrganisation(name) ? { family: '', given: name } : splitName(name)
  const runs = given.toLowerCase().match(/[a-zà-ÿ0-9]+|[^a-zà-ÿ0-9\s·.,'()&/-]+/g) ?? []
  let readings: string[][] = [[]]
  if (family) {
    const known = surnameReadings.get(family)
    readings = known ? known.map((reading) => syllablesOfSurname(family, reading)) : [[...syllables(family)]]
  }
  for (const run of runs) {
    const parts = isHan(run) ? syllables(run) : [latinOf(run)]
    const characters = isHan(run) && parts.length <= 3 ? [...run] : []
    for (const [at, part] of parts.entries()) {
      const others = (givenReadings.get(characters[at] ?? '') ?? []).filter((other) => other !== part)
      const extended = readings.flatMap((reading) => others.map((other) => [...reading, other]))
      for (const reading of readings) reading.push(part)
      readings = [...readings, ...extended].slice(0, 4)
    }
  }
  return readings
}

const syllablesOfSurname = (family: string, reading: string): string[] =>
  family.length === 1 ? [reading] : (/^(.+?)(chi|qi|si|sun|tai|yu)$/.exec(reading)?.slice(1) ?? [reading])

export const latinOf = (text: string): string =>
  text
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f'’]/g, '')

/** 'zhangwei'; both 'shanxiongxin' and 'danxiongxin'. Best reading first; ü is v, as on a keyboard. */
export const pinyinOf = (name: string): string[] => [
  ...new Set(syllablesOf(stripSalutation(name).name).map((reading) => reading.join(''))),
]

/** 'zw'; 'sxx' and 'dxx' for 单雄信. */
export const initialsOf = (name: string): string[] => [
  ...new Set(
    syllablesOf(stripSalutation(name).name).map((reading) => reading.map((one) => one.charAt(0)).join('')),
  ),
]
