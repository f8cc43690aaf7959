import { useMemo } from 'react'
import type { Words } from '../../../../contract/endpoint.ts'
import {
  disputeWords,
  horizonWords,
  lostReasonWords,
  nextStepWords,
  originWords,
  stageWords,
  waitingWords,
} from '../../../../contract/leads.ts'
import { useLanguage } from '../../app/i18n.ts'

/** Words of the contract in the reader's language; what the contract does not know is shown as it came. */
export const useLeadWords = () => {
  const { language } = useLanguage()
  return useMemo(() => {
    const read = (table: Record<string, Words>) => (key: string | null | undefined) => {
      if (!key) return ''
      const words = table[key]
      return words ? (language === 'en' ? words.en : words.zh) : key
    }
    return {
      stage: read(stageWords),
      waiting: read(waitingWords),
      source: read(originWords),
      horizon: read(horizonWords),
      lost: read(lostReasonWords),
      next: read(nextStepWords),
      dispute: read(disputeWords),
      say: (words: Words) => (language === 'en' ? words.en : words.zh),
    }
  }, [language])
}
export type LeadWords = ReturnType<typeof useLeadWords>
