import { useTranslation } from 'react-i18next'
import { type DailyCount, readDailyCounts } from '../../../../contract/extranet.ts'
import { useRead } from '../../app/query.ts'
import { useSession } from '../../app/session.tsx'
import { dayOf } from '../../ui/dates.ts'
import { useNow } from '../../ui/useNow.ts'
import { addDays } from './days.ts'

/** How far back a dealer may report; the server says so for each day as well. */
const openDays = 7

/** The days that can still be reported, latest first. */
export const useOpenDays = () => {
  const { scope } = useSession()
  const today = dayOf(useNow())
  const read = useRead(
    readDailyCounts,
    { query: { from: addDays(today, -openDays), to: today } },
    { enabled: scope === 'dealer', staleSeconds: 60 },
  )
  const days: DailyCount[] | undefined = read.data && [...read.data.items].reverse()
  return { ...read, today, days, dealer: read.data?.dealer }
}

export const useMissingCount = () => {
  const { t } = useTranslation('extranet')
  const { days } = useOpenDays()
  const missing = days?.filter((day) => day.state === 'missing').length ?? 0
  return missing > 0 ? t('nav.missing', { n: missing }) : undefined
}
