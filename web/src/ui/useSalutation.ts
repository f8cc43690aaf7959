import { useCallback } from 'react'
import { currentLanguage, useLanguage } from '../app/i18n.ts'

const english: Record<string, string> = { 先生: 'Mr', 女士: 'Ms', 小姐: 'Miss', 太太: 'Mrs', 夫人: 'Mrs' }

/** How somebody is addressed, as the reader's language has it; what is stored stays as it was said. */
export const salutationIn = <Said extends string | null | undefined>(
  said: Said,
  language = currentLanguage(),
): Said | string => (language === 'en' && said ? (english[said] ?? said) : said)

export const useSalutation = () => {
  const { language } = useLanguage()
  return useCallback((said: string | null | undefined) => salutationIn(said, language), [language])
}
