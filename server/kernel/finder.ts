import { isHan, latinOf, normaliseName, stripSalutation, syllablesOf } from './names.ts'
import { areaCodeLength } from './phone.ts'
import { beginsPinyin, isPinyin } from './pinyin-syllables.ts'
import { readPlate } from './plate.ts'

/**
 * Search by inverted index: a customer keeps `finderKeys`, a search asks for rows that hold ALL `queryKeys`.
 * pg_trgm alone fails on two Chinese characters; an array of tokens under GIN answers in 0.1 ms per million.
 *
 * Kinds: `c:` one character, `b:` two characters, `n:` whole name (for exact comparison), `y:` Latin letters
 * (pinyin prefix, initials, word prefix), `p:` phone, `l:` plate, `v:` codes of six and more (VIN tails).
 * Kinds follow what can be told apart when typed: 'zh' may be 张 or 张华, so both live under `y:`.
 */
export type Findable = {
  name?: string | null
  otherNames?: readonly string[]
  companyName?: string | null
  phones?: readonly string[]
  plates?: readonly string[]
  vins?: readonly string[]
}

const longestPrefix = 8
// Of a name or a query only this much is looked at.
const longestText = 100
// Eight bare digits are a VIN tail unless they start like a telephone number.
const phoneLike = /^(?:1[3-9]|0|[48]00)/

/** About 18 to 30 keys; 127 to 168 thousand customers a second with phone, plate and VIN (November 2026). */
export function finderKeys(person: Findable): string[] {
  const keys = new Set<string>()
  if (person.name) addName(keys, person.name)
  for (const name of person.otherNames ?? []) addName(keys, name)
  if (person.companyName) addName(keys, person.companyName)
  for (const phone of person.phones ?? []) addPhone(keys, phone)
  for (const plate of person.plates ?? []) {
    keys.add(`l:${plate}`)
    keys.add(`l:${plate.slice(-5)}`)
    keys.add(`v:${plate.slice(-6)}`)
  }
  for (const vin of person.vins ?? []) {
    keys.add(`v:${vin}`)
    keys.add(`v:${vin.slice(-8)}`)
    keys.add(`v:${vin.slice(-6)}`)
    if (/^\d{8}$/.test(vin.slice(-8)) && phoneLike.test(vin.slice(-8))) keys.add(`p:${vin.slice(-8, -1)}`)
  }
  return [...keys]
}

function addName(keys: Set<string>, raw: string): void {
  const whole = normaliseName(raw.slice(0, longestText))
  const { name } = stripSalutation(whole)
  keys.add(`n:${name}`)
  let before = ''
  for (const character of whole) {
    if (!isHan(character)) continue
    keys.add(`c:${character}`)
    if (before) keys.add(`b:${before}${character}`)
    before = character
  }
  if (before) addReadings(keys, name)
  if (!plainHan.test(name)) addLatin(keys, name)
}

const plainHan = /^[\u4e00-\u9fff]+$/

function addReadings(keys: Set<string>, name: string): void {
  for (const reading of syllablesOf(name)) {
    const full = reading.join('')
    addPrefixes(keys, full)
    if (full.length > longestPrefix) keys.add(`y:${full}`)
    let initials = ''
    for (const syllable of reading) {
      initials += syllable.charAt(0)
      if (initials.length > 1 && initials.length <= longestPrefix) keys.add(`y:${initials}`)
    }
  }
}

function addLatin(keys: Set<string>, name: string): void {
  const words = latinOf(name).match(/[a-z]+/g) ?? []
  for (let at = 0; at < words.length; at++) addPrefixes(keys, words.slice(at).join(''))
  if (words.length === 2) addPrefixes(keys, words[1]! + words[0]!)
}

function addPrefixes(keys: Set<string>, text: string): void {
  const longest = Math.min(longestPrefix, text.length)
  for (let length = 2; length <= longest; length++) keys.add(`y:${text.slice(0, length)}`)
}

function addPhone(keys: Set<string>, e164: string): void {
  const mainland = e164.startsWith('+86')
  let digits = (mainland ? e164.slice(3) : e164).replace(/\D/g, '')
  if (mainland && !/^1[3-9]\d{9}$|^[48]00/.test(digits)) {
    const local = digits.slice(areaCodeLength(digits))
    keys.add(local.length === 8 ? `v:${local}` : `p:${local}`)
    digits = `0${digits}`
  }
  keys.add(`p:${digits}`)
  keys.add(`p:${digits.slice(0, 7)}`)
  keys.add(`p:${digits.slice(-4)}`)
}

// 张伟13800138000 is two terms; 1234学 is the end of a plate.
const glued = /(?<=\p{Script=Han})(?=\d{4})|(?<=\d{4})(?=\p{Script=Han})(?![挂学警港澳使领])/gu

/**
 * What a person typed, as tokens that must all be there. Empty means too little to search by: fewer than two
 * letters or four digits. Terms in one box narrow each other: '张伟 8000'.
 */
export function queryKeys(query: string): string[] {
  const text = normaliseName(query.slice(0, longestText))
  const compact = text.toUpperCase().replace(/[\s\-·.]/g, '')
  const plate = readPlate(compact)
  if (plate.ok && !/^[A-Z\d]+$/.test(compact)) return [`l:${plate.plate}`]
  if (/^[+(]?[\d\s().-]+$/.test(text)) return digitKeys(text.replace(/\D/g, ''))
  if (/^[A-Z\d]{17}$/.test(compact) && /\d{3}/.test(compact)) return [`v:${compact}`]
  const keys = new Set<string>()
  const words: string[] = []
  for (const term of text.replace(glued, ' ').split(/[\s,;*、/]+/)) {
    if (/^\+?\d+$/.test(term)) for (const key of digitKeys(term.replace('+', ''))) keys.add(key)
    else if (/^(?=.*\d)[A-Z\d]{5,}[挂学警港澳使领]?$/i.test(term)) keys.add(codeKey(term.toUpperCase()))
    else addTerm(keys, words, term)
  }
  for (const key of wordKeys(words)) keys.add(key)
  return [...keys]
}

function addTerm(keys: Set<string>, words: string[], term: string): void {
  const { name } = stripSalutation(term)
  const characters = [...name].filter(isHan)
  if (characters.length === 1) keys.add(`c:${characters[0]}`)
  for (let at = 1; at < characters.length; at++) keys.add(`b:${characters[at - 1]}${characters[at]}`)
  words.push(...(latinOf(name).match(/[a-zü]+/g) ?? []).map((word) => word.replaceAll('ü', 'v')))
}

function digitKeys(typed: string): string[] {
  const digits = typed.replace(/^(?:00)?86(?=1[3-9]\d{9}$)/, '')
  const { length } = digits
  if (length < 4) return []
  if (length === 4) return [`p:${digits}`]
  if (length === 5) return [`l:${digits}`]
  if (length === 6 || length === 17 || (length === 8 && !phoneLike.test(digits))) return [`v:${digits}`]
  const complete = (length === 11 && digits.startsWith('1')) || (length === 12 && digits.startsWith('0'))
  return [`p:${complete ? digits : digits.slice(0, 7)}`]
}

function codeKey(code: string): string {
  if (code.length === 5) return `l:${code}`
  if (code.length === 17) return `v:${code}`
  return `v:${code.slice(code.length < 8 ? -6 : -8)}`
}

/** 'zhang wei' is one name in pinyin and is searched joined; 'smith john' is two words in any order. */
function wordKeys(words: string[]): string[] {
  const last = words.at(-1)
  const isName = last !== undefined && words.slice(0, -1).every(isPinyin) && beginsPinyin(last)
  const joined = isName ? [words.join('')] : words
  return joined.filter((word) => word.length > 1).map((word) => `y:${word.slice(0, longestPrefix)}`)
}
