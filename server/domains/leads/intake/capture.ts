import type { Ctx } from '../../../kernel/ctx.ts'
import { asSystem } from '../../../kernel/db/widen.ts'
import type { FieldError } from '../../../kernel/errors.ts'
import { newId } from '../../../kernel/ids.ts'
import { trackingIndex } from '../../campaigns/index.ts'
import { recordConsents } from '../../consent/index.ts'
import {
  type Identified,
  identifyPeople,
  lackingFor,
  linkVisitors,
  requireForStep,
} from '../../customers/index.ts'
import { type Foretold, foretell } from '../actions/outlook.ts'
import { followReach, handOver, routeLeads } from '../actions/route.ts'
import { earlierArrivals, lockOpenLeads, standingOf } from '../queries/intake.ts'
import { saveChanges } from '../queries/save.ts'
import { policyOf, type Reference, reference } from '../reference.ts'
import type { Change } from '../rules/change.ts'
import { followUpBy } from '../rules/follow-up.ts'
import { enterStage } from '../rules/progress.ts'
import { reschedule, stopClock } from '../rules/watch.ts'
import { type ArrivingOwn, type LeadArrival, type LeadCaptured, refusal } from './arrival.ts'
import { playHistory } from './history.ts'
import { joinTouch, newLead } from './new-lead.ts'
import { type Read, readArrival } from './read.ts'

/** One call takes at most so many; longer files come in batches. */
export const mostArrivals = 5_000

type Taken = { index: number; read: Read; recordId: string }
type Placed = Taken & { who: Identified; change: Change; joined: boolean }

/**
 * Takes enquiries from any door, one or five thousand, in a dozen statements: read, recognise, identify, record
 * consent, join or create, route, start the clock, write. Every arrival gets its own answer; a bad one is refused with
 * its fields and harms nobody. Runs in the system scope under the caller's actor: whose lead it is must not depend on
 * who may see whom.
 */
export async function captureLeads(ctx: Ctx, arrivals: LeadArrival[]): Promise<LeadCaptured[]> {
  if (arrivals.length > mostArrivals) throw new RangeError(`at most ${mostArrivals} arrivals at once`)
  return asSystem(ctx, async (wide) => {
    const known = await reference(wide)
    const campaigns = await trackingIndex(wide)
    const answers = new Array<LeadCaptured>(arrivals.length)
    const taken: Taken[] = []
    for (const [index, arrival] of arrivals.entries()) {
      const reading = readArrival(ctx, known, campaigns, arrival)
      const errors = reading.ok ? await lackingIn(wide, reading.read) : reading.errors
      if (reading.ok && errors.length === 0)
        taken.push({ index, read: reading.read, recordId: newId(ctx.now) })
      else answers[index] = refusal(errors)
    }
    const { fresh, repeats } = await withoutRepeats(wide, taken)
    const { placed, keep } = await place(wide, known, fresh)
    await linkVisitors(wide, placed.flatMap(browserOf))
    const numbers = await write(wide, placed)
    await keep()
    for (const one of placed) answers[one.index] = answerOf(one, numbers)
    for (const [index, answer] of await answerRepeats(wide, repeats, answers)) answers[index] = answer
    return answers
  })
}

const formNames: Partial<Record<string, string>> = { divisionCode: 'division' }
/** Who types somebody in is held to what the step must have; machines and files bring what they have. */
async function lackingIn(ctx: Ctx, { arrival, person, wantedDealerId }: Read): Promise<FieldError[]> {
  const { step, knownCustomerId } = arrival
  if (!step) return []
  const typed = {
    name: arrival.person.name?.trim(),
    phone: person.phones[0],
    divisionCode: person.divisionCode ?? (step === 'dispatch' && wantedDealerId),
    address: person.address,
    email: person.email,
  }
  if (!knownCustomerId) return lackingFor(ctx, step, typed, (field) => `person.${formNames[field] ?? field}`)
  const also = (Object.keys(typed) as (keyof typeof typed)[]).filter((field) => typed[field])
  await requireForStep(ctx, knownCustomerId, step, also)
  return []
}

const keyOf = (read: Read) => `${read.source}\n${read.externalId}`

type Repeat = { index: number; notes: Read['notes']; leadId: string | null; likeIndex: number | null }

/** Parts off what came before, in the database or earlier in this very batch. */
async function withoutRepeats(ctx: Ctx, taken: Taken[]): Promise<{ fresh: Taken[]; repeats: Repeat[] }> {
  const keys = taken.flatMap(({ read }) =>
    read.externalId ? [{ source: read.source, externalId: read.externalId }] : [],
  )
  const seen = new Map<string, { leadId: string | null; likeIndex: number | null }>()
  for (const one of await earlierArrivals(ctx, keys))
    seen.set(`${one.source}\n${one.externalId}`, { leadId: one.leadId, likeIndex: null })
  const fresh: Taken[] = []
  const repeats: Repeat[] = []
  for (const one of taken) {
    const before = one.read.externalId ? seen.get(keyOf(one.read)) : undefined
    if (before) repeats.push({ index: one.index, notes: one.read.notes, ...before })
    else {
      fresh.push(one)
      if (one.read.externalId) seen.set(keyOf(one.read), { leadId: null, likeIndex: one.index })
    }
  }
  return { fresh, repeats }
}

/** Who each one is, and which lead it belongs to; new leads are told their chance and find their dealer. */
async function place(
  ctx: Ctx,
  known: Reference,
  taken: Taken[],
): Promise<{ placed: Placed[]; keep: Foretold['keep'] }> {
  if (taken.length === 0) return { placed: [], keep: async () => {} }
  const people = await identifyPeople(ctx, taken.map(personOf))
  await recordConsents(
    ctx,
    taken.flatMap(({ read }, at) => consentsOf(known, read, people[at]!.customerId)),
  )
  const strangers = new Set(people.filter((who) => who.outcome === 'created').map((who) => who.customerId))
  const open = new Map<string, Change>()
  const familiar = taken.flatMap(({ read }, at) => {
    const { customerId } = people[at]!
    return strangers.has(customerId) ? [] : [{ customerId, brandId: read.brandId }]
  })
  for (const change of await lockOpenLeads(ctx, familiar))
    open.set(`${change.lead.customerId} ${change.lead.brandId}`, change)
  const placed = taken.map((one, at) => placeOne(ctx, known, open, one, people[at]!))
  const changes = [...new Set(placed.map(({ change }) => change))]
  const { outlooks, keep } = await foretell(ctx, known, changes, {
    fresh: new Set(changes.filter(({ isNew }) => isNew)),
    strangers,
  })
  const toRoute = new Set(placed.filter((one) => wantsDealer(one)).map((one) => one.change))
  await routeLeads(ctx, known, [...toRoute], { strangers, outlooks })
  return { placed, keep }
}

function placeOne(
  ctx: Ctx,
  known: Reference,
  open: Map<string, Change>,
  one: Taken,
  who: Identified,
): Placed {
  const { read } = one
  const key = `${who.customerId} ${read.brandId}`
  const closedBefore = read.history?.deliveredAt ?? read.history?.lostAt
  const there = closedBefore ? undefined : open.get(key)
  const change =
    there ??
    newLead(
      read,
      { leadId: newId(ctx.now), customerId: who.customerId },
      policyOf(known, read.brandId).policy,
      ctx.now,
    )
  if (there) joinTouch(there, read)
  else {
    if (read.history) playHistory(known, change, read.history, ctx.now, newId(ctx.now))
    if (!change.lead.closedAt) open.set(key, change)
  }
  if (read.arrival.own) takeOwn(ctx, known, change, read.arrival.own)
  if (read.arrival.qualified === 'nurture' && change.lead.holder === 'pool' && !change.lead.waiting)
    nurture(known, change, ctx.now)
  change.touches.push({
    id: newId(read.at),
    recordId: who.sourceRecordId,
    at: read.at,
    source: read.source,
    medium: read.medium,
    campaignId: read.campaignId,
    landingPage: read.landingPage,
    message: read.message,
    externalId: read.externalId,
    joined: there !== undefined,
  })
  return { ...one, who, change, joined: there !== undefined }
}

/** Only what waits in the pool with nobody having decided on it; a repeat enquiry sends a nurtured one on its way. */
function wantsDealer({ change, read, joined }: Placed): boolean {
  const { lead } = change
  if (lead.closedAt || lead.holder !== 'pool' || read.arrival.own || read.arrival.qualified === 'nurture')
    return false
  if (lead.waiting === 'needs-review' || lead.waiting === 'breach') return false
  return joined || lead.waiting === null
}

/** The person stands in the showroom or is on the line: the dealer holds the lead and has reached its person. */
function takeOwn(ctx: Ctx, known: Reference, change: Change, own: ArrivingOwn): void {
  const { lead } = change
  // Somebody else's: they are told by the touch, the lead stays where it is.
  if (lead.dealerId && lead.dealerId !== own.dealerId) return
  const at = own.at ? new Date(Math.max(own.at.getTime(), lead.capturedAt.getTime())) : ctx.now
  if (lead.dealerId === null)
    handOver({ ...ctx, now: at }, known, change, own.dealerId, {
      origin: 'own',
      reason: 'own',
      consultantId: own.consultantId,
    })
  const { policy } = policyOf(known, lead.brandId)
  stopClock(change, at)
  if (own.stage === 'order') enterStage(change, 'visit', at)
  enterStage(change, own.stage, at)
  if (own.stage === 'order') lead.nextStep = 'deliver'
  else if (lead.nextStep === 'first-contact') lead.nextStep = 'call'
  lead.nextStepAt = followUpBy(ctx.now, lead.grade, policy.followUpDays)
  reschedule(change, policy.pool)
}

function nurture(known: Reference, change: Change, now: Date): void {
  const { lead } = change
  lead.waiting = 'nurture'
  lead.nextStep = 'call'
  lead.nextStepAt = followUpBy(now, lead.grade, policyOf(known, lead.brandId).policy.followUpDays)
}

async function write(ctx: Ctx, placed: Placed[]): Promise<Map<string, string>> {
  const changes = [...new Set(placed.map((one) => one.change))]
  const numbers = await saveChanges(ctx, changes)
  await followReach(ctx, changes)
  return numbers
}

function answerOf({ change: { lead }, joined, read }: Placed, numbers: Map<string, string>): LeadCaptured {
  const { id: leadId, customerId, holder, dealerId, waiting, grade, score } = lead
  const code = joined ? 'merged' : 'created'
  return {
    code,
    leadId,
    number: numbers.get(leadId) ?? null,
    customerId,
    holder,
    dealerId,
    waiting,
    grade,
    score,
    errors: [],
    notes: read.notes,
  }
}

async function answerRepeats(
  ctx: Ctx,
  repeats: Repeat[],
  answers: LeadCaptured[],
): Promise<[number, LeadCaptured][]> {
  if (repeats.length === 0) return []
  const leadIdOf = (repeat: Repeat) => repeat.leadId ?? answers[repeat.likeIndex!]!.leadId!
  const rows = new Map((await standingOf(ctx, repeats.map(leadIdOf))).map((row) => [row.id, row]))
  return repeats.map((repeat) => {
    const { id, ...row } = rows.get(leadIdOf(repeat))!
    return [repeat.index, { code: 'duplicate', leadId: id, ...row, errors: [], notes: repeat.notes }]
  })
}

/** Whoever stands at a dealer's counter came without a browser. */
const browserOf = ({ read, who: { customerId, sourceRecordId: recordId } }: Placed) =>
  read.arrival.visitorId && !read.arrival.own
    ? [{ visitorId: read.arrival.visitorId, customerId, recordId, at: read.at }]
    : []

const personOf = ({ read, recordId }: Taken) => ({
  recordId,
  source: read.source,
  externalId: read.externalId,
  kind: read.arrival.own ? 'walk-in' : 'lead',
  happenedAt: read.at,
  raw: read.arrival.raw,
  brandId: read.brandId,
  dealerId: read.arrival.own?.dealerId ?? null,
  importId: read.arrival.importId ?? null,
  reachNodes: [read.brandId, ...(read.arrival.own ? [read.arrival.own.dealerId] : [])],
  person: read.person,
  knownCustomerId: read.arrival.knownCustomerId ?? null,
})

const consentsOf = (known: Reference, read: Read, customerId: string) =>
  (read.arrival.consents ?? []).flatMap((consent) => {
    const dealer = consent.dealer ? known.network.byCode.get(consent.dealer.trim().toUpperCase()) : undefined
    // A consent for a dealer nobody knows is a consent for nobody.
    if (consent.dealer && !dealer) return []
    return [
      {
        customerId,
        purpose: consent.purpose,
        recipient: consent.recipient,
        recipientId: dealer?.id ?? null,
        granted: consent.granted,
        channel: consent.channel?.slice(0, 60) || read.source,
        evidence:
          consent.evidence?.slice(0, 500) ||
          (read.externalId ? `${read.source} ${read.externalId}` : read.source),
        textVersion: consent.textVersion?.slice(0, 60) ?? null,
        happenedAt: read.at,
        importId: read.arrival.importId ?? null,
      },
    ]
  })
