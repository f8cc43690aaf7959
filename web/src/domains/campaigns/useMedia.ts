import { useCallback, useMemo } from 'react'
import { listMedia } from '../../../../contract/campaigns.ts'
import { mediumWord } from '../../../../contract/media-words.ts'
import { useLanguage } from '../../app/i18n.ts'
import { useRead } from '../../app/query.ts'
import { useCan } from '../../app/session.tsx'

/** A medium in the reader's words; one that nobody has words for stands as it came. */
export const useMediumWords = () => {
  const { say } = useLanguage()
  return useCallback((medium: string): string => say(mediumWord(medium)), [say])
}

/** The media in use, as options. */
export const useMedia = () => {
  const words = useMediumWords()
  const { data } = useRead(listMedia, {}, { staleSeconds: 600, enabled: useCan('campaigns.read') })
  const options = useMemo(() => data?.items.map((value) => ({ value, label: words(value) })), [data, words])
  return { options, words }
}
