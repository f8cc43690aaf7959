import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  type Household,
  mostTies,
  type readTies,
  type Tie,
  type TieProposal,
} from '../../../../../contract/customer-ties.ts'
import type { Customer } from '../../../../../contract/customers.ts'
import type { Reply } from '../../../../../contract/endpoint.ts'
import { paths } from '../../../app/paths.ts'
import { Anchor } from '../../../ui/Anchor.tsx'
import { Button, IconButton } from '../../../ui/Button.tsx'
import { Avatar, StateTag } from '../../../ui/Marks.tsx'
import { Menu, type MenuItem } from '../../../ui/Popup.tsx'
import type { Other } from './TieDialog.tsx'
import { TieRow } from './TieRow.tsx'
import type { useTieActions } from './useTieActions.ts'
import { useTieWords } from './words.ts'

/** What a row asks the dialog to do. */
export type Editing = { other: Other; tie?: Tie; proposed?: TieProposal }

type Actions = ReturnType<typeof useTieActions>

/** Who lives with the customer; the head in the heading, the others as rows with what they are to the customer. */
const HouseholdRows = (props: {
  household: Household
  ownId: string
  ties: readonly Tie[]
  actions: Actions | undefined
  onEdit: (tie: Tie) => void
}) => {
  const { household, ownId, ties, actions, onEdit } = props
  const { t } = useTranslation('ties')
  const own = household.members.find((member) => member.id === ownId)
  const head = household.members.find((member) => member.isHead)
  return (
    <>
      <li className="tie-head">
        <b>{t('household')}</b>
        {head && <span className="cap cut">{t('isHead', { name: head.name })}</span>}
        {own && actions && (
          <span className="end">
            <Menu items={actions.ofMember(own)}>
              <IconButton icon="more" label={t('ownActions')} />
            </Menu>
          </span>
        )}
      </li>
      {household.members
        .filter((member) => member.id !== ownId)
        .map((member) => {
          const tie = ties.find((one) => one.other.id === member.id && !one.untilOn)
          const items = actions && [
            ...actions.ofMember(member),
            ...(tie ? actions.ofTie(tie, () => onEdit(tie)) : []),
          ]
          const mark = member.isHead && <StateTag look="outline">{t('head')}</StateTag>
          return <TieRow key={member.memberId} other={member} tie={tie} mark={mark} items={items ?? []} />
        })}
    </>
  )
}

const ProposalRow = (props: {
  proposal: TieProposal
  onAccept: (() => void) | undefined
  onDismiss: () => void
}) => {
  const { proposal, onAccept, onDismiss } = props
  const { t } = useTranslation('ties')
  const words = useTieWords()
  const why = words.evidence(proposal)
  return (
    <li className="tie">
      <Avatar name={proposal.other.name} />
      <div className="grow">
        <div className="row">
          <Anchor to={paths.customer(proposal.other.id)}>
            <b className="cut">{proposal.other.name}</b>
          </Anchor>
          {onAccept && (
            <span className="end row">
              <Button look="link" onClick={onAccept}>
                {t('accept')}
              </Button>
              <Button look="quiet" onClick={onDismiss}>
                {t('dismiss')}
              </Button>
            </span>
          )}
        </div>
        <div className="cap tie-why">{why}</div>
      </div>
    </li>
  )
}

/** More than this are behind a button: the card stands in a column with others. */
const mostShown = 6

/** The household, the other ties, what is proposed. */
export const TieList = (props: {
  customer: Customer
  data: Reply<typeof readTies>
  actions: Actions | undefined
  onEdit: (editing: Editing) => void
}) => {
  const { customer, data, actions, onEdit } = props
  const { t } = useTranslation('ties')
  const [all, setAll] = useState(false)
  const { households, ties } = data
  const housed = new Set(households.flatMap((one) => one.members.map((member) => member.id)))
  const rest = ties.filter((tie) => tie.untilOn || !housed.has(tie.other.id))
  const shown = all || rest.length <= mostShown + 1 ? rest : rest.slice(0, mostShown)
  const edit = (tie: Tie) => onEdit({ other: tie.other, tie })
  const itemsOf = (tie: Tie): MenuItem[] => {
    if (!actions) return []
    const mayJoin = customer.kind === 'person' && tie.other.kind === 'person' && !tie.untilOn
    return [...(mayJoin ? [actions.toHousehold(tie.other)] : []), ...actions.ofTie(tie, () => edit(tie))]
  }
  return (
    <>
      <ul>
        {households.map((household) => (
          <HouseholdRows
            key={household.id}
            household={household}
            ownId={customer.id}
            ties={ties}
            actions={actions}
            onEdit={edit}
          />
        ))}
        {shown.map((tie) => (
          <TieRow key={tie.id} other={tie.other} tie={tie} items={itemsOf(tie)} />
        ))}
        {data.proposals.length > 0 && (
          <li className="tie-head">
            <b>{t('proposals')}</b>
          </li>
        )}
        {data.proposals.map((proposal) => (
          <ProposalRow
            key={proposal.other.id}
            proposal={proposal}
            onAccept={actions ? () => onEdit({ other: proposal.other, proposed: proposal }) : undefined}
            onDismiss={() => actions?.dismiss(proposal.other.id)}
          />
        ))}
      </ul>
      {shown.length < rest.length && (
        <p className="tie-none">
          <Button look="link" onClick={() => setAll(true)}>
            {t('all', { n: rest.length })}
          </Button>
        </p>
      )}
      {all && data.more && <p className="cap tie-none">{t('more', { n: mostTies })}</p>}
    </>
  )
}
