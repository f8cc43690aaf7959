import { useTranslation } from 'react-i18next'
import {
  grades,
  type Policy,
  type PromisingRules,
  promisingOf,
  weekOf,
} from '../../../../../../contract/policy.ts'
import type { ConflictShown } from '../../../../ui/conflict.ts'
import { useFormat } from '../../../../ui/useFormat.ts'
import { hoursWords, hourWords } from './WeekHours.tsx'

export type PolicyValues = { policy: Policy }

/** Every rule with its words, for when two people changed them at once. */
export const usePolicyShown = (): ConflictShown<PolicyValues>[] => {
  const { t } = useTranslation('admin')
  const format = useFormat()
  const one = (key: string, label: string, of: (policy: Policy) => string | number) => ({
    key: `policy.${key}`,
    label,
    show: ({ policy }: PolicyValues) => String(of(policy)),
  })
  const value = useTranslation('value')
  const promising = (
    key: keyof PromisingRules,
    label: string,
    of: (rules: PromisingRules) => string | number,
  ) => one(`routing.promising.${key}`, label, ({ routing }) => of(promisingOf(routing)))
  const week = ({ clock }: Policy) =>
    weekOf(clock)
      .map((hours, day) =>
        [format.weekday(`2024-01-0${day + 1}`), hours ? hoursWords(hours) : t('policy.shut')].join(' '),
      )
      .join('\n')
  return [
    one('clock.mode', t('policy.mode'), ({ clock }) => t(`policy.modes.${clock.mode}`)),
    one('clock.opensHour', t('policy.opens'), ({ clock }) => hourWords(clock.opensHour)),
    one('clock.closesHour', t('policy.closes'), ({ clock }) => hourWords(clock.closesHour)),
    one('clock.week', t('policy.week'), week),
    one('clock.remindDays', t('policy.remind'), ({ clock }) => clock.remindDays.join(', ')),
    one('clock.copyDay', t('policy.copy'), ({ clock }) => clock.copyDay),
    one('clock.breachDay', t('policy.breach'), ({ clock }) => clock.breachDay),
    one('routing.distanceWeight', t('policy.distance'), ({ routing }) => routing.distanceWeight),
    one('routing.capacityWeight', t('policy.capacity'), ({ routing }) => routing.capacityWeight),
    one('routing.inTimeWeight', t('policy.inTime'), ({ routing }) => routing.inTimeWeight),
    one('routing.loyaltyWeight', t('policy.loyalty'), ({ routing }) => routing.loyaltyWeight),
    one('routing.radiusKm', t('policy.radius'), ({ routing }) => routing.radiusKm),
    one('routing.tiePoints', t('policy.tie'), ({ routing }) => routing.tiePoints),
    promising('highPoints', t('policy.highPoints'), (rules) => rules.highPoints),
    promising('middlePoints', t('policy.middlePoints'), (rules) => rules.middlePoints),
    promising('valueClasses', t('policy.valueClasses'), (rules) =>
      rules.valueClasses.map((key) => value.t(`classes.${key}`)).join(', '),
    ),
    promising('inTimeFactor', t('policy.inTimeFactor'), (rules) => rules.inTimeFactor),
    one('pool.recycleDays', t('policy.recycle'), ({ pool }) => pool.recycleDays),
    one('pool.claimsPerDay', t('policy.claims'), ({ pool }) => pool.claimsPerDay),
    one('pool.protectDays', t('policy.protect'), ({ pool }) => pool.protectDays),
    one('qualification.sources', t('policy.sources'), (policy) => policy.qualification.sources.join(', ')),
    ...grades.map((grade) =>
      one(
        `followUpDays.${grade}`,
        `${t('policy.followUp')} ${grade}`,
        ({ followUpDays }) => followUpDays[grade],
      ),
    ),
  ]
}
