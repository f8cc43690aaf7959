import type { FastifyRequest } from 'fastify'
import type { LeadIn } from '../../../../contract/leads.ts'
import { commonProblems } from '../../../../contract/problem.ts'
import type { Caller } from '../../../kernel/db/transaction.ts'
import { Refused } from '../../../kernel/errors.ts'
import { callerOf } from '../../../kernel/http/register.ts'
import type { Raw } from '../../../kernel/http/route.ts'
import type { LeadArrival, LeadCaptured } from './arrival.ts'
import type { CaptureOne } from './batcher.ts'

/** POST /api/leads: 201 for a new lead, 200 when it joined another or came before, 422 with the fields when refused. */
export async function captureOne(
  capture: CaptureOne,
  body: LeadIn,
  { request, reply, identity, transact, now }: Raw,
): Promise<LeadCaptured> {
  const caller = callerOf(identity, request, now)
  const { answer, replayed } = await capture(caller, transact, arrivalOf(body, caller), keyOf(request))
  if (answer.code === 'refused') throw new Refused(commonProblems.invalid, {}, answer.errors)
  if (replayed) reply.header('idempotency-replayed', 'true')
  if (answer.code !== 'created') reply.code(200)
  return seenBy(caller, answer)
}

function keyOf(request: FastifyRequest): string | undefined {
  const key = request.headers['idempotency-key']
  if (typeof key !== 'string') return undefined
  if (key.length <= 200) return key
  throw new Refused(commonProblems.invalid, {}, [
    { field: 'Idempotency-Key', zh: '最多 200 个字符', en: 'At most 200 characters' },
  ])
}

export function arrivalOf(body: LeadIn, caller: Pick<Caller, 'actor' | 'scope'>): LeadArrival {
  const { person, happenedAt, ...rest } = body
  const { phone, otherPhones = [], ...who } = person
  const dealerId = caller.scope.kind === 'dealer' ? caller.scope.nodes[0] : undefined
  return {
    ...rest,
    person: { ...who, phones: [phone, ...otherPhones] },
    capturedAt: happenedAt ? new Date(happenedAt) : null,
    raw: body,
    ...(caller.actor.kind === 'user' && { step: 'lead' as const }),
    ...(dealerId && { own: ownOf(caller.actor, dealerId, body.source), wantedDealer: null }),
  }
}

/** What a dealer captures is its own: the person is standing there or on the line. */
const ownOf = (
  { id, permissions }: Caller['actor'],
  dealerId: string,
  source: string,
): LeadArrival['own'] => ({
  dealerId,
  consultantId: permissions.has('leads.feedback') && !permissions.has('leads.assign') ? id : null,
  stage: source === 'walk-in' ? 'visit' : 'profile',
})

/** A dealer learns that the network knows a person it has just typed in itself, never who looks after them. */
export function seenBy(caller: Pick<Caller, 'scope'>, answer: LeadCaptured): LeadCaptured {
  const { kind, nodes } = caller.scope
  const hidden =
    (kind === 'dealer' || kind === 'region') && (answer.dealerId === null || !nodes.includes(answer.dealerId))
  if (!hidden) return answer
  return {
    ...answer,
    leadId: null,
    number: null,
    customerId: null,
    holder: null,
    dealerId: null,
    waiting: null,
    grade: null,
    score: null,
  }
}
