import i18next from 'i18next'
import { initReactI18next, useTranslation } from 'react-i18next'
import type { Words } from '../../../contract/endpoint.ts'
import type { Session } from '../../../contract/session.ts'
import type en from '../locales/en/index.ts'
import type { Same } from '../locales/same.ts'

export type Language = Session['user']['language']
export type Texts = Same<typeof en>
export const languages: readonly Language[] = ['zh-CN', 'en']

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: typeof en
    defaultNS: 'app'
    returnNull: false
  }
}

const stored = 'ringroad.language'

/** One chunk for each language: nobody downloads the other until they switch. */
const load = async (language: Language): Promise<Texts> =>
  language === 'zh-CN'
    ? (await import('../locales/zh-CN/index.ts')).default
    : (await import('../locales/en/index.ts')).default

const isLanguage = (value: string | null): value is Language => value === 'zh-CN' || value === 'en'

export const firstLanguage = (): Language => {
  const kept = localStorage.getItem(stored)
  if (isLanguage(kept)) return kept
  return navigator.language.startsWith('zh') ? 'zh-CN' : 'en'
}
export const languageWasChosen = () => isLanguage(localStorage.getItem(stored))

const add = async (language: Language) => {
  if (i18next.hasResourceBundle(language, 'app')) return
  for (const [namespace, texts] of Object.entries(await load(language)))
    i18next.addResourceBundle(language, namespace, texts)
}

export const startLanguage = async () => {
  const language = firstLanguage()
  await i18next.use(initReactI18next).init({
    lng: language,
    resources: {},
    defaultNS: 'app',
    // One brace, as in the contract's refusals: `{name}`.
    interpolation: { escapeValue: false, prefix: '{', suffix: '}' },
    react: { useSuspense: false },
  })
  await add(language)
  document.documentElement.lang = language
}

/** Switches without a reload; `keep` false follows the account and leaves the browser's own choice alone. */
export const switchLanguage = async (language: Language, keep = true) => {
  await add(language)
  await i18next.changeLanguage(language)
  if (keep) localStorage.setItem(stored, language)
  document.documentElement.lang = language
}

export const currentLanguage = (): Language => (i18next.language === 'en' ? 'en' : 'zh-CN')

/** The whole namespace as an object, for pure functions that take their words as an argument. */
export const textsOf = <N extends keyof Texts>(namespace: N, language = currentLanguage()): Texts[N] =>
  i18next.getResourceBundle(language, namespace) as Texts[N]

export const useTexts = <N extends keyof Texts>(namespace: N): Texts[N] =>
  textsOf(namespace, useLanguage().language)

export const useLanguage = () => {
  const { i18n } = useTranslation()
  const language: Language = i18n.language === 'en' ? 'en' : 'zh-CN'
  return {
    language,
    switchLanguage,
    /** A text of the contract in the reader's language. */
    say: (words: Words) => (language === 'en' ? words.en : words.zh),
  }
}
