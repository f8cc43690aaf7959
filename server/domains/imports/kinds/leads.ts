import { type Ctx, dealerOf } from '../../../kernel/ctx.ts'
import { colleagues } from '../../admin/index.ts'
import { networkSnapshot } from '../../dealers/index.ts'
import {
  type ArrivingConsent,
  captureLeads,
  type LeadArrival,
  type LeadCaptured,
  type LeadHistory,
} from '../../leads/index.ts'
import { type CarRow, catalogue, saveVehicles } from '../../vehicles/index.ts'
import { type Batch, faulty, type Kind, type ReadRow, type Values, type Written } from './kind.ts'
import { leadFields } from './lead-fields.ts'
import { brandBy, type Place, placeOf } from './place.ts'

export const leads: Kind = {
  kind: 'leads',
  zh: '线索',
  en: 'Leads',
  fields: leadFields,
  headOffice: false,
  batchRows: 2_000,
  lanes: 2,
  ties: [['phone', 'phone2'], ['email'], ['externalId'], ['residentId']],
  check: (values) =>
    ['phone', 'phone2', 'email', 'externalId'].some((key) => values[key] !== undefined)
      ? []
      : [
          faulty(
            'phone',
            'no-identity',
            '没有电话、邮箱或线索编号，无法识别客户',
            'No phone, e-mail or lead number: nobody can tell who it is',
          ),
        ],
  needs: (mapped, { brandId, dealerId }) => [
    ...(mapped.has('phone') || mapped.has('email') || mapped.has('externalId')
      ? []
      : [
          {
            field: 'phone',
            zh: '电话、邮箱或线索编号（至少一列）',
            en: 'a phone, e-mail or lead number (at least one column)',
          },
        ]),
    ...(mapped.has('brand') || mapped.has('series') || mapped.has('campaign') || brandId || dealerId
      ? []
      : [
          {
            field: 'brand',
            zh: '品牌（一列，或整个文件属于哪个品牌）',
            en: 'the brand: a column, or the brand the whole file belongs to',
          },
        ]),
  ],
  write: writeLeads,
}

async function writeLeads(ctx: Ctx, rows: ReadRow[], batch: Batch): Promise<Written[]> {
  const network = await networkSnapshot(ctx)
  const brand = batch.brandId ? network.brands.find((one) => one.id === batch.brandId)?.code : undefined
  const people = await consultantsOf(ctx, rows, batch)
  const answers: Written[] = []
  const good: { at: number; values: Values; place: Place; arrival: LeadArrival }[] = []
  for (const [at, row] of rows.entries()) {
    const { values } = row
    const place = placeOf(ctx, network, batch, values)
    if ('fault' in place) answers[at] = { outcome: 'invalid', faults: [place.fault] }
    else if (values.brand && !brandBy(network, values.brand as string) && brand === undefined)
      answers[at] = {
        outcome: 'invalid',
        faults: [faulty('brand', 'unknown-brand', '没有这个品牌', 'There is no such brand')],
      }
    else
      good.push({
        at,
        values,
        place,
        arrival: arrivalOf(ctx, row, batch, {
          place,
          brand,
          people,
          dealerCode: network.byId.get(place.dealerId ?? '')?.code ?? null,
        }),
      })
  }
  const captured = await captureLeads(
    ctx,
    good.map(({ arrival }) => arrival),
  )
  await saveDelivered(ctx, good, captured)
  for (const [n, { at }] of good.entries()) answers[at] = writtenOf(captured[n]!)
  return answers
}

const outcomes = { created: 'create', merged: 'update', duplicate: 'unchanged', refused: 'invalid' } as const
const fieldOf = (name: string): string =>
  name
    .replace(/^person\./, '')
    .replace('wantedDealer', 'dealerCode')
    .replace('capturedAt', 'createdAt')
const writtenOf = ({ code, leadId, customerId, errors, notes }: LeadCaptured): Written => ({
  outcome: outcomes[code],
  subjectId: leadId,
  personId: code === 'duplicate' ? null : customerId,
  faults: [...errors, ...notes].map(({ field, zh, en }) => ({
    field: fieldOf(field),
    code: 'refused',
    zh,
    en,
  })),
})

type About = { place: Place; brand: string | undefined; people: Consultants; dealerCode: string | null }

function arrivalOf(
  ctx: Ctx,
  row: ReadRow,
  batch: Batch,
  { place, brand, people, dealerCode }: About,
): LeadArrival {
  const { values } = row
  const said = (key: string) => (values[key] as string | undefined) ?? null
  const own = dealerOf(ctx)
  const history = historyOf(values, place, people, dealerCode)
  const reachable = said('phone') ?? said('phone2') ?? said('email')
  return {
    source: said('source') ?? batch.source,
    externalId: said('externalId'),
    medium: said('medium'),
    campaign: said('campaign') ?? said('trackingCode'),
    landingPage: said('landingPage'),
    brand: said('brand') ?? brand ?? null,
    series: said('series'),
    variant: said('variant'),
    person: {
      name: said('name') ?? said('externalId'),
      salutation: said('salutation'),
      sex: said('sex') as 'female' | 'male' | null,
      phones: [said('phone'), said('phone2')],
      email: said('email'),
      company: said('company'),
      division: said('division'),
      address: said('address'),
      residentId: said('residentId'),
    },
    horizon: said('horizon'),
    budgetFen: (values.budgetFen as number | undefined) ?? null,
    tradeIn: (values.tradeIn as boolean | undefined) ?? null,
    wantedDealer: history ? null : (said('dealerCode') ?? batch.dealerId),
    message: said('message') ?? said('note'),
    consents: leadConsents(values, batch),
    capturedAt: values.createdAt ? new Date(values.createdAt as string) : null,
    importId: batch.importId,
    raw: batch.rawOf(row),
    own: own && !history ? { dealerId: own, consultantId: null, stage: 'profile' } : null,
    // A web export without phone numbers is still worth having: each waits for a person to complete it.
    tolerant: reachable === null,
    history,
  }
}

const at = (values: Values, key: string): Date | null =>
  values[key] ? new Date(values[key] as string) : null

/** Only a file that says what happened has a history; a fresh enquiry is routed like any other. */
function historyOf(
  values: Values,
  place: Place,
  people: Consultants,
  dealerCode: string | null,
): LeadHistory | null {
  const moments = [
    'dispatchedAt',
    'firstFeedbackAt',
    'visitAt',
    'testDriveAt',
    'orderAt',
    'deliveryAt',
    'lostAt',
  ]
  if (!moments.some((key) => values[key] !== undefined)) return null
  return {
    dealer: dealerCode,
    dispatchedAt: at(values, 'dispatchedAt'),
    firstFeedbackAt: at(values, 'firstFeedbackAt'),
    contacted: values.contacted === undefined ? null : values.contacted === 'reached',
    visitedAt: at(values, 'visitAt'),
    testDrivenAt: at(values, 'testDriveAt'),
    orderedAt: at(values, 'orderAt'),
    deliveredAt: at(values, 'deliveryAt'),
    lostAt: at(values, 'lostAt'),
    lostReason: (values.lostReason as string | undefined) ?? null,
    nextStep: (values.nextStep as string | undefined) ?? null,
    nextStepOn: (values.nextStepOn as string | undefined) ?? null,
    consultantId: people.get(`${place.dealerId}|${values.consultant}`) ?? null,
    revenueFen: (values.priceFen as number | undefined) ?? null,
  }
}

function leadConsents(values: Values, batch: Batch): ArrivingConsent[] {
  const consents: ArrivingConsent[] = []
  const evidence = (values.consentEvidence as string | undefined) ?? `import:${batch.source}`
  const say = (recipient: 'carmaker' | 'dealer', granted: unknown, since: unknown) => {
    const word = typeof granted === 'boolean' ? granted : since ? true : null
    if (word !== null)
      consents.push({ purpose: 'sales', recipient, granted: word, channel: 'file', evidence })
  }
  say('carmaker', values.consentCarmaker, values.consentCarmakerAt)
  say('dealer', values.consentDealer, values.consentAt)
  return consents
}

type Consultants = Map<string, string>
const asked = new WeakMap<Batch, { dealers: Set<string>; found: Consultants }>()

/** Names of consultants as accounts of their dealer, asked once per dealer and import. */
async function consultantsOf(ctx: Ctx, rows: ReadRow[], batch: Batch): Promise<Consultants> {
  const known = asked.get(batch) ?? { dealers: new Set(), found: new Map() }
  asked.set(batch, known)
  const network = await networkSnapshot(ctx)
  const dealers = new Set<string>()
  for (const { values } of rows) {
    const dealer = values.consultant
      ? (network.byCode.get(String(values.dealerCode ?? '').toUpperCase())?.id ?? batch.dealerId)
      : null
    if (dealer && !known.dealers.has(dealer)) dealers.add(dealer)
  }
  if (dealers.size > 0)
    for (const one of await colleagues(ctx, { dealerIds: [...dealers], limit: 100_000 }))
      known.found.set(`${one.dealerId}|${one.name}`, one.id)
  for (const dealer of dealers) known.dealers.add(dealer)
  return known.found
}

/** What was delivered is a car with an owner. */
async function saveDelivered(
  ctx: Ctx,
  good: { values: Values; place: Place }[],
  captured: LeadCaptured[],
): Promise<void> {
  const cars = await catalogue(ctx)
  const rows = good.flatMap(({ values, place }, n): CarRow[] => {
    const { customerId, code } = captured[n]!
    if (!values.vin || !values.deliveryAt || !customerId || code === 'duplicate') return []
    const soldOn = new Date(Date.parse(values.deliveryAt as string) + 8 * 3_600_000)
      .toISOString()
      .slice(0, 10)
    const interest = cars.findInterest(
      values.brand as string,
      values.series as string,
      values.variant as string,
    )
    return [
      {
        vin: values.vin as string,
        ...interest,
        dealerId: place.dealerId,
        soldOn,
        priceFen: values.priceFen as number | undefined,
        keepers: [
          { customerId, role: 'buyer', fromOn: soldOn },
          { customerId, role: 'owner', fromOn: soldOn },
        ],
      },
    ]
  })
  await saveVehicles(ctx, rows)
}
