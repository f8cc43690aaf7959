import { useTranslation } from 'react-i18next'
import type { Words } from '../../../../../contract/endpoint.ts'
import { useLanguage } from '../../../app/i18n.ts'
import { useMediumWords } from '../../campaigns/useMedia.ts'
import { useLeadWords } from '../../leads/useLeadWords.ts'

/** A feature's value as the house calls it: sources and media by their lists, the rest by the server's words. */
export const useValueWords = () => {
  const { t } = useTranslation('propensity')
  const { say } = useLanguage()
  const leads = useLeadWords()
  const medium = useMediumWords()
  return (name: string, value: Words | null) => {
    if (!value?.en) return t('chance.unknown')
    if (name === 'source') return leads.source(value.en)
    return name === 'medium' ? medium(value.en) : say(value)
  }
}
