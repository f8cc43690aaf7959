import { fault, type Reader } from './reading.ts'

// Tabs and line ends are text.
const control = /(?![\t\n\r])[\p{Cc}\ufeff]/gu

/** Text up to `max` characters; control characters go, nothing else is touched. */
export const text =
  (max: number): Reader =>
  (raw) => {
    const value = raw.replace(control, '')
    if (value.length > max)
      return fault('too-long', `超过 ${max} 个字，请缩短`, `Longer than ${max} characters; shorten it`)
    return value === '' ? undefined : { value }
  }

/** Several names in one cell, `|`, `;` or 、 between them; each once. */
export const listed =
  (most: number, max: number): Reader =>
  (raw) => {
    const names = raw
      .replace(control, '')
      .normalize('NFKC')
      .split(/[|;、\n]/)
    const value = [...new Set(names.map((name) => name.trim()).filter(Boolean))]
    if (value.length > most || value.some((name) => name.length > max))
      return fault(
        'too-long',
        `最多 ${most} 项，每项 ${max} 个字`,
        `At most ${most} names of ${max} characters each`,
      )
    return value.length === 0 ? undefined : { value }
  }

/** A number or code of another system: letters, digits, marks; no line ends. Excel's `.0` goes. */
export const code =
  (max = 80): Reader =>
  (raw) => {
    const value = raw.replace(control, '').replace(/^(\d+)\.0$/, '$1')
    if (/[\r\n]/.test(value))
      return fault('line-end', '编码里有换行，请改成一行', 'The code has a line end; make it one line')
    if (value.length > max)
      return fault('too-long', `超过 ${max} 个字，请缩短`, `Longer than ${max} characters; shorten it`)
    return { value }
  }

/** One of our words, recognised by any of its spellings; `_`, blanks and case do not matter. */
export function oneOf<W extends string>(spellings: Record<W, string>, zh: string, en: string): Reader {
  const known = new Map<string, W>()
  for (const [word, others] of Object.entries(spellings) as [W, string][])
    for (const spelling of [word, ...others.split(' ')]) known.set(folded(spelling), word)
  const options = Object.keys(spellings).join(', ')
  return (raw) => {
    const value = known.get(folded(raw))
    return value === undefined
      ? fault('unknown-word', `不认识的${zh}，可用：${options}`, `Not a known ${en}; use one of: ${options}`)
      : { value }
  }
}
const folded = (word: string) =>
  word
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_\-.()]/g, '')

/** Our own spelling of an open word (`live_stream` -> `live-stream`): sources, media. */
export const word: Reader = (raw) => {
  const value = raw
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, '-')
  return value.length > 60
    ? fault('too-long', '超过 60 个字，请缩短', 'Longer than 60 characters; shorten it')
    : { value: sourceWords.get(value) ?? value }
}
const sourceWords = new Map(
  Object.entries({
    官网: 'website',
    网站: 'website',
    web: 'website',
    小程序: 'mini-programme',
    'mini-program': 'mini-programme',
    垂媒: 'aggregator',
    垂直媒体: 'aggregator',
    搜索广告: 'search',
    'search-ad': 'search',
    搜索: 'search',
    直播: 'live-stream',
    直播间: 'live-stream',
    客服中心: 'contact-centre',
    客户开发中心: 'contact-centre',
    电话: 'contact-centre',
    展厅: 'walk-in',
    到店: 'walk-in',
    自然到店: 'walk-in',
    车展: 'auto-show',
    转介绍: 'referral',
    老客户推荐: 'referral',
  }),
)

const titles = new Map([
  ['mr', '先生'],
  ['ms', '女士'],
  ['mrs', '女士'],
  ['miss', '女士'],
])
/** One spelling of how people are addressed; what is not a bare title stays as it is. */
export const salutation: Reader = (raw) => {
  const value = raw.normalize('NFKC').trim()
  return value.length > 20
    ? fault('too-long', '超过 20 个字，请缩短', 'Longer than 20 characters; shorten it')
    : { value: titles.get(value.toLowerCase().replace('.', '')) ?? value }
}
