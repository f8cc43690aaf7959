import { useTranslation } from 'react-i18next'
import { originWords } from '../../../../contract/leads.ts'
import { useLanguage } from '../../app/i18n.ts'
import { useCan, useSession } from '../../app/session.tsx'

/** A source in the reader's language; a system nobody has words for keeps its own name. */
export const useSourceName = () => {
  const { t } = useTranslation('customers')
  const { say } = useLanguage()
  return (source: string | null): string => {
    if (source === null) return t('golden.elsewhere')
    if (source === 'by-hand') return t('golden.by')
    const words = originWords[source]
    return words ? say(words) : source
  }
}

/** Changes and reveals are shown to head office only, as the server answers. */
export const useMayLookBack = () => {
  const mayEdit = useCan('customers.edit')
  return useSession().scope === 'carmaker' && mayEdit
}

/** The server asks for two letters, one Chinese character or four digits; less is not sent. */
export const searchable = (text: string): boolean =>
  /\p{Script=Han}/u.test(text) || (text.match(/\p{L}/gu)?.length ?? 0) >= 2 || /\d.*\d.*\d.*\d/.test(text)

/** The first and last instant of a range of days on the network's wall. */
export const instantsOf = ([from, to]: [string, string]) => ({
  updatedFrom: new Date(`${from}T00:00:00+08:00`).toISOString(),
  updatedTo: new Date(Date.parse(`${to}T00:00:00+08:00`) + 86_400_000 - 1).toISOString(),
})
