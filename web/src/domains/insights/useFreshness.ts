import { useTranslation } from 'react-i18next'
import type { Loop } from '../../../../contract/insights.ts'
import { useLanguage } from '../../app/i18n.ts'
import { useFormat } from '../../ui/useFormat.ts'

/** How far the figures reach, in one sentence. */
export const useFreshness = (fresh: Loop['freshness'] | undefined): string => {
  const { t } = useTranslation('insights')
  const { say } = useLanguage()
  const format = useFormat()
  const at = fresh?.through ?? fresh?.refreshedAt
  if (!fresh || !at) return t('explain.never')
  if (fresh.missing.length > 0)
    return t('explain.missing', { facts: fresh.missing.map(say).join(t('explain.and')) })
  const behind = fresh.behindSeconds ?? 0
  if (behind < 60) return t('explain.freshnessNow', { at: format.instant(at) })
  return t('explain.freshness', { at: format.instant(at), time: format.span(behind * 1000) })
}
