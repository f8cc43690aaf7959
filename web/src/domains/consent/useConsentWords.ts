import { useMemo } from 'react'
import { useLanguage } from '../../app/i18n.ts'
import { channelIn, evidenceIn } from './consentWords.ts'

/** How a consent was given and what proves it, in the reader's language. */
export const useConsentWords = () => {
  const { say } = useLanguage()
  return useMemo(
    () => ({
      channel: (channel: string) => channelIn(channel, say),
      evidence: (evidence: string) => evidenceIn(evidence, say),
    }),
    [say],
  )
}
