import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { mergeProblems } from '../../../../../contract/customer-merge.ts'
import type { Sent } from '../../../../../contract/endpoint.ts'
import {
  decideMatch,
  listMatchDecisions,
  type MatchGroup,
  type MatchVerdict,
  matchProblems,
  undoMatchDecision,
} from '../../../../../contract/match-review.ts'
import { call } from '../../../app/client.ts'
import { asProblem, refresh, useRead, useWrite } from '../../../app/query.ts'
import { useCan, useSession } from '../../../app/session.tsx'
import { ask } from '../../../ui/ask.ts'
import { toast } from '../../../ui/Toast.store.ts'

type Body = Sent<typeof decideMatch>['body']
const touched = ['/api/match-groups', '/api/match-decisions', '/api/match-agreement', '/api/customers']

type Given = {
  /** Goes on once the decision is sent, before the answer is there. `whole`: nothing of the group is left. */
  onSent: (groupId: string, whole: boolean) => void
  /** Not settled, or not any more. */
  onOpen: (groupId: string) => void
}
export type Review = ReturnType<typeof useReview>

/** Decisions: shown at once, taken back when the server refuses, and undone by key. */
export const useReview = ({ onSent, onOpen }: Given) => {
  const { t } = useTranslation('review')
  const may = useCan('customers.review')
  const me = useSession().user.name
  const mine = useRef<string[]>([])
  const leaving = useRef(new Set<string>())
  const underway = useRef(new Set<string>())
  const recent = useRead(listMatchDecisions, {
    query: { limit: 8, ...(may ? { mine: 'true' as const } : {}) },
  })
  const write = useWrite(decideMatch, {
    quiet: true,
    refresh: touched,
    optimistic: ({ body: { groupId } }) =>
      leaving.current.has(groupId) ? [{ path: '/api/match-groups', id: groupId, set: null }] : [],
  })

  const undo = async (id: string) => {
    mine.current = mine.current.filter((one) => one !== id)
    try {
      const { groupId } = await call(undoMatchDecision, { params: { id } })
      onOpen(groupId)
    } catch (error) {
      toast({ problem: asProblem(error) })
    }
    await refresh(...touched)
  }
  const send = async (group: MatchGroup, body: Body): Promise<void> => {
    // After a partial merge the others are still to be decided.
    const whole = body.verdict !== 'same' || body.customers.length === group.people
    if (whole) leaving.current.add(group.id)
    else leaving.current.delete(group.id)
    onSent(group.id, whole)
    underway.current.add(group.id)
    const name = group.sides[0]?.customer.fields.name.value ?? ''
    try {
      const { id } = await write.send({ body })
      mine.current.push(id)
      toast({ text: t(`done.${body.verdict}`, { n: body.customers.length, name }), undo: () => undo(id) })
    } catch (error) {
      const problem = asProblem(error)
      const explains = [mergeProblems.idNumbers, mergeProblems.keptApart].some((one) => problem?.is(one))
      if (explains && !body.reason) {
        const said = await ask({
          title: t('reason.merge'),
          text: `${name}: ${problem!.message}`,
          reasons: [],
        })
        if (said) return send(group, { ...body, reason: said.reason })
      } else toast({ problem })
      if (!problem?.is(matchProblems.decided)) onOpen(group.id)
    } finally {
      underway.current.delete(group.id)
    }
  }
  const decide = async (
    group: MatchGroup,
    verdict: MatchVerdict,
    ids: readonly string[],
    { picks = {}, askWhy = false }: { picks?: Record<string, string>; askWhy?: boolean } = {},
  ) => {
    // A second answer to the same group before the first has arrived would only be refused.
    if (!may || underway.current.has(group.id)) return
    const said = askWhy ? await ask({ title: t('reason.apart'), reasons: [] }) : { reason: '' }
    if (!said) return
    const customers = group.sides.map((side) => side.customer).filter((one) => ids.includes(one.id))
    const chosen = Object.entries(picks).filter(([, id]) => ids.includes(id))
    await send(group, {
      groupId: group.id,
      verdict,
      customers: customers.map(({ id, version }) => ({ id, version })),
      ...(verdict === 'same' ? { picks: Object.fromEntries(chosen) } : {}),
      ...(said.reason ? { reason: said.reason } : {}),
    })
  }
  const undoLast = () => {
    const last = mine.current.at(-1) ?? recent.data?.items.find((one) => one.by === me && !one.undone)?.id
    if (last && may) void undo(last)
  }
  return { may, decide, undo, undoLast, recent }
}
