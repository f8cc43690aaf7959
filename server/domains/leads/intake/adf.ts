import { leadProblems } from '../../../../contract/lead-problems.ts'
import { commonProblems } from '../../../../contract/problem.ts'
import { adfKey, parseAdf } from '../../../kernel/adf/index.ts'
import type { AdfCustomer, AdfName, Prospect } from '../../../kernel/adf/types.ts'
import { Refused } from '../../../kernel/errors.ts'
import { callerOf } from '../../../kernel/http/register.ts'
import type { Raw } from '../../../kernel/http/route.ts'
import { fenFromYuan } from '../../../kernel/money.ts'
import { isHan } from '../../../kernel/names.ts'
import type { LeadArrival } from './arrival.ts'
import { captureLeads } from './capture.ts'
import { seenBy } from './http.ts'

/** A plain e-mail instead of ADF is kept up to this length; more is somebody's mistake. */
const longestLetter = 64_000

/** POST /api/leads/adf: one answer per prospect. What is not ADF but a letter becomes one lead to look at. */
export async function captureAdf({ request, identity, transact, now }: Raw) {
  const body = request.body
  if (!Buffer.isBuffer(body) && typeof body !== 'string')
    throw new Refused(commonProblems.invalid, {}, [notXml])
  const reading = parseAdf(body)
  if (reading.reason === 'too-large') throw new Refused(commonProblems.tooLarge)
  const text = body.toString()
  const isLetter = reading.reason === 'not-adf' && text.trim().length > 0 && text.length <= longestLetter
  if (reading.reason && !isLetter) throw new Refused(leadProblems.notAdf, { reason: reading.reason })
  const arrivals = isLetter
    ? [letterOf(text)]
    : reading.prospects.map((prospect) => arrivalOfProspect(prospect, now))
  const caller = callerOf(identity, request, now)
  const answers = await transact(caller, (ctx) => captureLeads(ctx, arrivals))
  return { repairs: reading.repairs, items: answers.map((answer) => seenBy(caller, answer)) }
}

const notXml = { field: 'body', zh: '请以 application/xml 发送 ADF', en: 'Send the ADF as application/xml' }

const letterOf = (text: string): LeadArrival => ({
  source: 'adf',
  person: {},
  message: text,
  raw: { text },
  tolerant: true,
})

export function arrivalOfProspect(prospect: Prospect, now: Date): LeadArrival {
  const { customer, vendor, provider, vehicles } = prospect
  const wanted =
    vehicles.find((vehicle) => vehicle.interest !== 'trade-in' && vehicle.interest !== 'sell') ?? null
  const amount = wanted?.finance?.amounts.find((one) => one.type === 'total')?.amount ?? wanted?.price?.amount
  const comments = [customer.comments, wanted?.comments].filter(Boolean).join('\n')
  return {
    source: 'adf',
    medium: (provider?.service ?? provider?.name)?.slice(0, 60) ?? null,
    externalId: adfKey(prospect),
    brand: wanted?.make ?? null,
    series: wanted?.model ?? null,
    variant: wanted?.trim ?? null,
    person: personOf(customer),
    horizon: horizonOf(prospect),
    budgetFen: amount ? fenFromYuan(amount) : null,
    tradeIn: vehicles.some((vehicle) => vehicle.interest === 'trade-in') || null,
    wantedDealer: vendor.ids[0]?.value ?? vendor.name,
    message: comments || null,
    capturedAt:
      prospect.requestDate && Date.parse(prospect.requestDate) <= now.getTime()
        ? new Date(prospect.requestDate)
        : null,
    raw: { adf: prospect.raw },
    tolerant: true,
  }
}

function personOf(customer: AdfCustomer): LeadArrival['person'] {
  const phones = customer.phones
    .toSorted((a, b) => Number(b.preferred) - Number(a.preferred))
    .filter((phone) => phone.type !== 'fax')
  const emails = customer.emails.toSorted((a, b) => Number(b.preferred) - Number(a.preferred))
  const { address } = customer
  return {
    name: nameOf(customer.name),
    ...(customer.name?.isBusiness && { kind: 'organisation' as const }),
    phones: phones.map((phone) => phone.number),
    email: emails[0]?.address ?? null,
    division: [address?.regionCode, address?.city].filter(Boolean).join('') || null,
    address: address?.street.join(' ') || null,
  }
}

function nameOf(name: AdfName | null): string | null {
  if (!name) return null
  if (name.full) return name.full
  const { surname, first, middle, last, suffix } = name.parts
  const family = surname ?? last
  const chinese = isHan(family ?? first ?? '')
  const parts = chinese ? [family, middle, first] : [first, middle, family, suffix]
  return parts.filter(Boolean).join(chinese ? '' : ' ') || null
}

function horizonOf({ customer: { timeframe }, requestDate }: Prospect): string | null {
  if (timeframe?.earliest && requestDate) {
    const days = (Date.parse(timeframe.earliest) - Date.parse(requestDate)) / 86_400_000
    if (days >= 0) return days <= 7 ? 'week' : days <= 31 ? 'month' : days <= 92 ? 'quarter' : 'later'
  }
  return timeframe?.description ?? null
}
