import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { listMedia } from '../../../../contract/campaigns.ts'
import { useLanguage } from '../../app/i18n.ts'
import { useRead } from '../../app/query.ts'
import { useCan } from '../../app/session.tsx'
import type en from '../../locales/en/campaigns.ts'

type MediumKey = keyof (typeof en)['media']

/** A medium in the reader's words; one that nobody has words for stands as it came. */
export const useMediumWords = () => {
  const { t } = useTranslation('campaigns')
  const { language } = useLanguage()
  return useMemo(() => {
    const known = t('media', { returnObjects: true, lng: language }) as Record<string, string>
    return (medium: string): string => known[medium as MediumKey] ?? medium
  }, [t, language])
}

/** The media in use, as options. */
export const useMedia = () => {
  const words = useMediumWords()
  const { data } = useRead(listMedia, {}, { staleSeconds: 600, enabled: useCan('campaigns.read') })
  const options = useMemo(() => data?.items.map((value) => ({ value, label: words(value) })), [data, words])
  return { options, words }
}
