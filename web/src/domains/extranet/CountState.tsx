import { useTranslation } from 'react-i18next'
import type { DailyCount } from '../../../../contract/extranet.ts'
import { ClockLabel } from '../../ui/Clock.tsx'

const clocks = { reported: 'done', late: 'done', waiting: 'in', missing: 'over' } as const

/** Reported, late, waiting or missing: always a sign and words. */
export const CountState = ({ state, words }: { state: DailyCount['state']; words?: string }) => {
  const { t } = useTranslation('extranet')
  return <ClockLabel state={clocks[state]}>{words ?? t(`state.${state}`)}</ClockLabel>
}
