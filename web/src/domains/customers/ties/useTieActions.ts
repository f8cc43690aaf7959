import { useTranslation } from 'react-i18next'
import {
  dismissTie,
  editMember,
  type HouseholdMember,
  joinHousehold,
  type Relative,
  removeTie,
  type Tie,
} from '../../../../../contract/customer-ties.ts'
import { call } from '../../../app/client.ts'
import { useWrite } from '../../../app/query.ts'
import { ask } from '../../../ui/ask.ts'
import { dayOf } from '../../../ui/dates.ts'
import type { MenuItem } from '../../../ui/Popup.tsx'
import { touched } from './words.ts'

type Member = Pick<HouseholdMember, 'memberId' | 'name' | 'isHead'>

/** What may be done with somebody around this customer, as menu items. */
export const useTieActions = (customerId: string) => {
  const { t } = useTranslation('ties')
  const refresh = touched
  const removing = useWrite(removeTie, { refresh, done: () => t('removed') })
  const joining = useWrite(joinHousehold, { refresh, done: () => t('saved') })
  const leaving = useWrite(editMember, { refresh, done: () => t('saved') })
  const dismissing = useWrite(dismissTie, {
    refresh,
    undo: ({ id }) => call(removeTie, { params: { id } }),
    done: () => t('dismissed'),
  })
  const quietly = (work: Promise<unknown>) => void work.catch(() => undefined)
  const remove = async (tie: Tie) => {
    if (await ask({ title: t('removeTitle'), text: t('removeText'), confirm: t('remove'), danger: true }))
      quietly(removing.send({ params: { id: tie.id } }))
  }
  const leave = async ({ memberId, name }: Member) => {
    if (await ask({ title: t('leaveTitle', { name }), text: t('leaveText'), confirm: t('leave') }))
      quietly(leaving.send({ params: { id: memberId }, body: { untilOn: dayOf(new Date()) } }))
  }
  return {
    ofTie: (tie: Tie, edit: () => void): MenuItem[] => [
      { key: 'edit', icon: 'edit', label: t('edit'), run: edit },
      { key: 'remove', icon: 'trash', danger: true, label: t('remove'), run: () => void remove(tie) },
    ],
    toHousehold: ({ id }: Pick<Relative, 'id'>): MenuItem => ({
      key: 'join',
      icon: 'user',
      label: t('toHousehold'),
      run: () => quietly(joining.send({ params: { id: customerId }, body: { otherId: id } })),
    }),
    ofMember: (member: Member): MenuItem[] => [
      ...(member.isHead
        ? []
        : [
            {
              key: 'head',
              icon: 'star' as const,
              label: t('toHead'),
              run: () => quietly(leaving.send({ params: { id: member.memberId }, body: { isHead: true } })),
            },
          ]),
      { key: 'leave', icon: 'exit', label: t('leave'), run: () => void leave(member) },
    ],
    dismiss: (otherId: string) => quietly(dismissing.send({ params: { id: customerId }, body: { otherId } })),
  }
}
