import { isHan, normaliseName, pinyinOf, splitName, stripSalutation } from '../../../kernel/names.ts'
import { compoundSurnames } from '../../../kernel/surnames.ts'

/**
 * A name made comparable. `exact`: as written (`=`) and as pronounced (`~`); `family`: `^王`, for when one side is
 * only 王先生; `whole`: a full name. A missing name has no forms at all. The same test in SQL: customers.name_fit.
 */
export type NameForms = { exact: string[]; family: string | null; whole: boolean }

const none: NameForms = { exact: [], family: null, whole: false }
const nickname = /^[小老](\p{Script=Han})$/u
const unnamed =
  /^(?:先生|女士|小姐|未知|匿名|不详|客户|用户|游客|无|无名氏?|anonymous|unknown|guest|n\/?a|[-.\s*?]*)$/i

// Half of the people of an import share their name with another one; emptied when full.
const known = new Map<string, NameForms>()

export function nameForms(raw: string): NameForms {
  let forms = known.get(raw)
  if (!forms) {
    if (known.size >= 50_000) known.clear()
    forms = readForms(raw)
    known.set(raw, forms)
  }
  return forms
}

function readForms(raw: string): NameForms {
  const text = normaliseName(raw)
  if (unnamed.test(text)) return none
  const { name } = stripSalutation(text)
  const short = nickname.exec(name)?.[1] ?? name
  const { family } = splitName(short)
  const onlyFamily = isHan(short) && (short.length === 1 || compoundSurnames.has(short))
  if (onlyFamily) return { exact: [`=${text}`], family: `^${short}`, whole: false }
  const sounds = pinyinOf(name).map((sound) => `~${sound}`)
  return { exact: [`=${name.toLowerCase()}`, ...sounds], family: family ? `^${family}` : null, whole: true }
}

/** What customers.customer keeps in name_forms. */
export const storedForms = (forms: NameForms): string[] => [
  ...forms.exact,
  ...(forms.family ? [forms.family] : []),
  ...(forms.whole ? ['F'] : []),
]

/** 2 the same name, 1 compatible, 0 another name. */
export type Fit = 0 | 1 | 2

export function nameFit(a: NameForms, b: NameForms): Fit {
  const [noneA, noneB] = [a.exact.length === 0, b.exact.length === 0]
  if (noneA || noneB) return noneA && noneB ? 2 : 1
  if (a.exact.some((form) => b.exact.includes(form))) return 2
  if (a.whole && b.whole) return 0
  return a.family !== null && a.family === b.family ? 1 : 0
}
