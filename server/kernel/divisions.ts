import { readFileSync } from 'node:fs'
import type { Place } from './geo.ts'

/** China's provinces, cities and areas by GB/T 2260 code of 2, 4 or 6 digits; data/divisions/SOURCE.md. */
export type Division = {
  code: string
  name: string
  level: 'province' | 'city' | 'area'
  parent: string | null
}

const read = (file: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../data/divisions/${file}`, import.meta.url), 'utf8'))
const levels = { 2: 'province', 4: 'city', 6: 'area' } as const

const divisions = new Map<string, Division>()
const children = new Map<string | null, Division[]>()
for (const [code, name, parent] of read('divisions.json') as [string, string, string | null][]) {
  const division = { code, name, level: levels[code.length as 2 | 4 | 6], parent }
  divisions.set(code, division)
  children.set(parent, [...(children.get(parent) ?? []), division])
}
const coordinates = new Map(Object.entries(read('city-coordinates.json') as Record<string, [number, number]>))

/** 3-digit beginnings of mainland mobile numbers in use. */
export const mobilePrefixes = read('mobile-prefixes.json') as readonly string[]

// Rows that only hold a place in the tree: 北京's one "city", the counties run by a province.
const isPlaceholder = ({ name, level }: Division) => level === 'city' && /^(?:市辖区|县)$|直辖县级/.test(name)

/** Takes '33', '3301', '330108' and the zero-filled '330000', '330100'. */
export function divisionByCode(code: string): Division | null {
  return divisions.get(code) ?? divisions.get(code.replace(/^(\d\d)0000$|^(\d{4})00$/, '$1$2')) ?? null
}

/** The provinces for null, the cities of a province, the areas of a city, in code order. */
export const divisionsWithin = (code: string | null): readonly Division[] => children.get(code) ?? []

function lineOf(code: string): Division[] {
  const line: Division[] = []
  for (let at = divisionByCode(code); at; at = at.parent === null ? null : divisions.get(at.parent)!)
    line.unshift(at)
  return line
}

/** '浙江省 杭州市 滨江区'; '北京市 朝阳区'; null for a code nobody knows. */
export function nameOf(code: string): string | null {
  const names = lineOf(code).filter((division) => !isPlaceholder(division))
  return names.length === 0 ? null : names.map(({ name }) => name).join(' ')
}

/** Where its city is, to about 0.1 degree; the province's capital when only the province is known. */
export function centreOf(code: string): Place | null {
  const full = divisionByCode(code)?.code ?? code
  const at = [6, 4, 2].map((length) => full.slice(0, length)).find((part) => coordinates.has(part))
  if (!at) return null
  const [latitude, longitude] = coordinates.get(at)!
  return { latitude, longitude }
}

const peoples =
  '蒙古族|回族|藏族|维吾尔族?|苗族|彝族|壮族|布依族|朝鲜族|满族|侗族|瑶族|白族|土家族|哈尼族|哈萨克族?|傣族|黎族|傈僳族|佤族|畲族|拉祜族|水族|东乡族|纳西族|景颇族|柯尔克孜族?|土族|达斡尔族|仫佬族|羌族|布朗族|撒拉族|毛南族|仡佬族|锡伯族?|阿昌族|普米族|塔吉克族?|怒族|鄂温克族|德昂族|保安族|裕固族|独龙族|蒙古|各族'
const autonomous = new RegExp(`(?<!内)(?:${peoples})+(?=自治)`)
const suffix = /(?:特别行政区|自治区|自治州|自治县|自治旗|地区|新区|省|市|区|县|盟|州|旗)$/

function spellings(division: Division): string[] {
  const plain = division.name.replace(autonomous, '')
  const stem = plain.replace(suffix, '')
  const found = new Set([division.name, plain.replace('自治', '')])
  if ([...stem].length > 1) found.add(stem)
  if (division.code === '15') found.add('内蒙')
  return [...found]
}

const bySpelling = new Map<string, Division[]>()
let longest = 0
for (const division of divisions.values()) {
  if (isPlaceholder(division)) continue
  for (const spelling of spellings(division)) {
    bySpelling.set(spelling, [...(bySpelling.get(spelling) ?? []), division])
    longest = Math.max(longest, spelling.length)
  }
}

// 中山路 and 南京东路 are streets, whatever their first two characters.
const street = /^[东西南北中]?[一二三四]?(?:路|街|大道|巷|弄|镇|乡|村)/
const country = /^(?:中国|中华人民共和国)/
// Forms write 北京市北京市东城区 and 重庆市市辖区渝中区: the municipality once more as its own city.
const again = /^(?:市辖区|县(?=..)|(?:北京|天津|上海|重庆)市?)/

type Match = { codes: string[]; length: number }

function matchesAt(text: string, within: string, deeperThan: number): Match[] {
  const found: Match[] = []
  for (let length = Math.min(longest, text.length); length > 1; length--) {
    const spelling = text.slice(0, length)
    const codes = (bySpelling.get(spelling) ?? [])
      .filter(({ code }) => code.startsWith(within) && code.length > deeperThan)
      .map(({ code }) => code)
    if (codes.length === 0 || (!suffix.test(spelling) && street.test(text.slice(length)))) continue
    for (const size of [2, 4, 6]) {
      const level = codes.filter((code) => code.length === size)
      if (level.length > 0) found.push({ codes: level, length })
    }
  }
  return found
}

/** The longest reading of the beginning of `text`; on a tie the higher level, so 吉林 is the province. */
function best(text: string, within: string): { code: string; length: number } | null {
  let winner: { code: string; length: number } | null = null
  for (const { codes, length } of matchesAt(text, within, within.length)) {
    if (codes.length > 1) continue
    const rest = text.slice(length).replace(again, '')
    const deeper = best(rest, codes[0]!)
    const candidate = deeper
      ? { code: deeper.code, length: deeper.length + length }
      : { code: codes[0]!, length }
    const longer = winner && candidate.length - winner.length
    if (longer === null || longer > 0 || (longer === 0 && candidate.code.length < winner!.code.length)) {
      winner = candidate
    }
  }
  return winner
}

/** '浙江杭州', '杭州市 滨江区', '北京朝阳', a whole address: the deepest code that is certain, or null. */
export function findDivision(text: string): string | null {
  const compact = text
    .normalize('NFKC')
    .replace(/[\s,,、.\-/_·|>]/g, '')
    .replace(country, '')
  return best(compact, '')?.code ?? null
}
