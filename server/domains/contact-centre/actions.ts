import {
  contactCentreProblems,
  type dispositions,
  type intake as intakeEndpoint,
  leadDispositions,
  type qualifyLead as qualifyEndpoint,
} from '../../../contract/contact-centre.ts'
import type { Call, Reply } from '../../../contract/endpoint.ts'
import { commonProblems } from '../../../contract/problem.ts'
import type { Ctx } from '../../kernel/ctx.ts'
import { pageOf, readCursor } from '../../kernel/db/keyset.ts'
import { found, Refused } from '../../kernel/errors.ts'
import { newId } from '../../kernel/ids.ts'
import {
  captureLeads,
  type LeadCaptured,
  qualificationQueue,
  qualifyLead,
  showLead,
  takeNextLead,
} from '../leads/index.ts'
import { insertContact, recentContacts } from './queries.ts'

type Intake = Call<typeof intakeEndpoint>['body']

/** A call, whatever came of it; a sales call becomes a lead that needs no second qualification. */
export async function takeCall(ctx: Ctx, input: Intake): Promise<Reply<typeof intakeEndpoint>> {
  const makesLead = leadDispositions.includes(input.disposition)
  if (makesLead && !input.lead) throw new Refused(contactCentreProblems.leadMissing)
  const lead = makesLead ? await capture(ctx, input) : null
  const contactId = await writeContact(ctx, {
    brandId: await brandOf(ctx, lead),
    customerId: lead?.customerId ?? input.customerId ?? null,
    leadId: lead?.leadId ?? null,
    direction: input.direction,
    businessType: input.businessType,
    disposition: input.disposition,
    note: input.note,
    minutes: input.minutes,
  })
  return { contactId, lead }
}

async function capture(ctx: Ctx, { lead, disposition, customerId }: Intake): Promise<LeadCaptured> {
  const { person, ...rest } = lead!
  const { phone, otherPhones = [], ...who } = person
  const [answer] = await captureLeads(ctx, [
    {
      ...rest,
      source: 'contact-centre',
      person: { ...who, phones: [phone, ...otherPhones] },
      consents: (rest.consents ?? []).map((consent) => ({
        channel: 'phone',
        evidence: `contact-centre ${ctx.actor.name}`,
        ...consent,
      })),
      knownCustomerId: customerId ?? null,
      qualified: disposition === 'nurture' ? 'nurture' : 'dispatch',
      raw: { contactCentre: lead },
      step: disposition === 'nurture' ? 'lead' : 'dispatch',
    },
  ])
  if (answer!.code !== 'refused') return answer!
  throw new Refused(
    commonProblems.invalid,
    {},
    answer!.errors.map((error) => ({ ...error, field: `lead.${error.field}` })),
  )
}

/** A contact without a lead belongs to the caller's brand, or to the first one the carmaker has. */
async function brandOf(ctx: Ctx, lead: LeadCaptured | null): Promise<string> {
  const shown = lead?.leadId ? await showLead(ctx, lead.leadId) : null
  return found(shown?.brandId ?? ctx.scope.brands[0], commonProblems.notFound)
}

type Contact = {
  brandId: string
  customerId: string | null
  leadId: string | null
  direction: 'inbound' | 'outbound'
  businessType: string
  disposition: (typeof dispositions)[number]
  note: string | undefined
  minutes: number | undefined
}
async function writeContact(ctx: Ctx, { note, minutes, ...contact }: Contact): Promise<string> {
  const id = newId(ctx.now)
  await insertContact(ctx, {
    id,
    ...contact,
    note: note || null,
    minutes: minutes ?? null,
    agentId: ctx.actor.id,
    agentName: ctx.actor.name,
    at: ctx.now,
  })
  await ctx.emit({
    type: 'contact-centre.contacted',
    subjectId: id,
    customerId: contact.customerId,
    brandId: contact.brandId,
    data: { businessType: contact.businessType, disposition: contact.disposition, leadId: contact.leadId },
  })
  return id
}

type Qualifying = Call<typeof qualifyEndpoint>['body']
export async function qualify(
  ctx: Ctx,
  leadId: string,
  { minutes, ...said }: Qualifying,
): Promise<Reply<typeof qualifyEndpoint>> {
  if (said.outcome === 'invalid' && !said.invalidReason)
    throw new Refused(contactCentreProblems.reasonMissing)
  const lead = await qualifyLead(ctx, leadId, said)
  const contactId = await writeContact(ctx, {
    brandId: lead.brandId,
    customerId: lead.customerId,
    leadId,
    direction: 'outbound',
    businessType: 'sales-enquiry',
    disposition: said.outcome === 'dispatch' ? 'dispatched' : said.outcome,
    note: said.note,
    minutes,
  })
  return { contactId, lead: found(await showLead(ctx, leadId), commonProblems.notFound) }
}

type ContactQuery = { after?: string; limit: number; mine?: 'true'; customerId?: string }
/** Agents read their own calls and those of a customer they have before them; supervisors everybody's. */
export async function listContacts(ctx: Ctx, { after, limit, mine, customerId }: ContactQuery) {
  const everybody = ctx.actor.permissions.has('contact-centre.supervise') || customerId !== undefined
  const rows = await recentContacts(ctx, {
    limit,
    after: after ? (readCursor(after, 2) as [string, string]) : null,
    ...((mine || !everybody) && { agentId: ctx.actor.id }),
    ...(customerId && { customerId }),
  })
  return pageOf(
    rows,
    limit,
    (row) => [row.at.toISOString(), row.id],
    (row) => ({
      ...row,
      at: row.at.toISOString(),
      disposition: row.disposition as (typeof dispositions)[number],
    }),
  )
}

export const listQueue = qualificationQueue
export const takeNext = async (ctx: Ctx, brandId: string | undefined) => ({
  lead: await takeNextLead(ctx, brandId),
})
