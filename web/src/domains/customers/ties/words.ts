import { useTranslation } from 'react-i18next'
import type { Relative, Tie, TieEnd, TieKind, TieProposal } from '../../../../../contract/customer-ties.ts'
import type { Customer } from '../../../../../contract/customers.ts'
import { useTexts } from '../../../app/i18n.ts'
import { useFormat } from '../../../ui/useFormat.ts'

/** What the cards around one customer read again after any change. */
export const touched = ['/api/customers/:id/ties', '/api/customers/:id/timeline']

export const useTieWords = () => {
  const { t } = useTranslation('ties')
  const { t: v } = useTranslation('vehicles')
  const { role } = useTexts('vehicles')
  const format = useFormat()
  return {
    /** 星程 N3 驾驶人 */
    car: ({ vin, model, roles }: NonNullable<Relative['cars']>[number]) =>
      `${model ?? `${v('find.vin')} …${vin.slice(-4)}`} ${roles.map((one) => role[one]).join(' · ')}`,
    dates: ({ fromOn, untilOn }: Pick<Tie, 'fromOn' | 'untilOn'>) => {
      const [from, until] = [fromOn && format.day(fromOn), untilOn && format.day(untilOn)]
      if (from && until) return t('fromUntil', { from, until })
      return from ? t('since', { from }) : until ? t('until', { until }) : ''
    },
    evidence: ({ evidence }: TieProposal) =>
      evidence
        .map(({ because, value }) =>
          t(`evidence.${because}`, { value: because === 'car' ? value.slice(-4) : value }),
        )
        .join(' · '),
  }
}

type Kind = Customer['kind']
/** What the other one may be to this one: each kind by the ends that fit who is a person and who an organisation. */
export const rolesFor = (kinds: readonly TieKind[], own: Kind, other: Kind) => {
  const fits = (asked: Kind | null, kind: Kind) => asked === null || asked === kind
  return kinds.flatMap((kind) => {
    const ends: TieEnd[] = kind.from.en === kind.to.en ? ['from'] : ['from', 'to']
    return ends
      .filter((end) =>
        end === 'from'
          ? fits(kind.fromKind, other) && fits(kind.toKind, own)
          : fits(kind.toKind, other) && fits(kind.fromKind, own),
      )
      .map((end) => ({ kind: kind.key, end, word: kind[end] }))
  })
}
