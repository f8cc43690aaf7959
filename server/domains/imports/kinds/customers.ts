import { profileNames } from '../../../../contract/customer-profile.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { newId } from '../../../kernel/ids.ts'
import { isOrganisation } from '../../../kernel/names.ts'
import { type ConsentEntry, recordConsents } from '../../consent/index.ts'
import { type Identified, identifyPeople, type PersonArrival } from '../../customers/index.ts'
import { networkSnapshot } from '../../dealers/index.ts'
import {
  type CarRow,
  type Catalogue,
  catalogue,
  type KeeperRole,
  saveVehicles,
} from '../../vehicles/index.ts'
import { sex } from '../values/words.ts'
import { customerFields, profileKey } from './customer-fields.ts'
import { clearedBy, winsBy, writtenOf } from './golden.ts'
import {
  type Batch,
  type FieldFault,
  faulty,
  type Kind,
  type ReadRow,
  type Values,
  type Written,
} from './kind.ts'
import { type Place, placeOf } from './place.ts'

const identities = ['phone', 'phone2', 'email', 'openId', 'externalId', 'residentId', 'creditCode', 'vin']

export const customers: Kind = {
  kind: 'customers',
  zh: '客户',
  en: 'Customers',
  fields: customerFields,
  headOffice: false,
  batchRows: 5_000,
  lanes: 2,
  ties: [['phone', 'phone2'], ['residentId'], ['creditCode'], ['openId'], ['externalId'], ['vin']],
  check: (values) => identityFaults(values),
  needs: (mapped) =>
    identities.some((key) => mapped.has(key))
      ? []
      : [
          {
            field: 'phone',
            zh: '至少一个识别字段：电话、身份证号、信用代码、邮箱、车架号或外部编号',
            en: 'at least one identity: phone, resident ID, credit code, e-mail, VIN or external number',
          },
        ],
  write: writeCustomers,
}

export const identityFaults = (values: Values): FieldFault[] =>
  identities.some((key) => values[key] !== undefined)
    ? []
    : [
        faulty(
          'phone',
          'no-identity',
          '这一行没有任何识别信息（电话、证件、编号……）',
          'Nothing in this row says who it is (phone, ID, number …)',
        ),
      ]

async function writeCustomers(ctx: Ctx, rows: ReadRow[], batch: Batch): Promise<Written[]> {
  const [network, cars] = [await networkSnapshot(ctx), await catalogue(ctx)]
  const answers: Written[] = []
  const good: { at: number; row: ReadRow; arrival: PersonArrival }[] = []
  for (const [at, row] of rows.entries()) {
    const place = placeOf(ctx, network, batch, row.values)
    if ('fault' in place) answers[at] = { outcome: 'invalid', faults: [place.fault] }
    else good.push({ at, row, arrival: arrivalOf(ctx, row, batch, place) })
  }
  const identified = await identifyPeople(
    ctx,
    good.map(({ arrival }) => arrival),
  )
  await saveVehicles(
    ctx,
    good.flatMap(({ row, arrival }, n) => carOf(row.values, arrival, identified[n]!, cars)),
  )
  await recordConsents(
    ctx,
    good.flatMap(({ row, arrival }, n) => consentsOf(row.values, arrival, identified[n]!, batch)),
  )
  for (const [n, { at }] of good.entries()) answers[at] = writtenOf(identified[n]!, rows[at]!)
  return answers
}

function arrivalOf(ctx: Ctx, row: ReadRow, batch: Batch, place: Place): PersonArrival {
  const { values } = row
  const happenedAt = values.recordedAt ? new Date(values.recordedAt as string) : ctx.now
  return {
    recordId: newId(),
    source: batch.source,
    externalId: (values.externalId as string) ?? null,
    kind: 'customer-file',
    happenedAt,
    raw: batch.rawOf(row),
    brandId: place.brandId,
    dealerId: place.dealerId,
    importId: batch.importId,
    reachNodes: [place.brandId, place.dealerId].filter((node) => node !== null),
    person: personOf(values, batch),
    wins: winsBy(batch.options),
    clear: clearedBy(batch.options, row),
  }
}

/** Identifiers the user does not match on are left out of the question, not out of the record's raw. */
export function personOf(values: Values, batch: Batch): PersonArrival['person'] {
  const on = batch.options.matchOn
  const asked = (key: string) => !on || on.includes(key as never)
  const said = (key: string) => (values[key] as string | undefined) ?? null
  // Nameless matches anybody with the same phone; a number for a name would be a name of its own.
  const known = ['phone', 'phone2', 'email', 'openId', 'residentId', 'creditCode', 'vin'].some(
    (key) => said(key) !== null,
  )
  const phones = [said('phone'), said('phone2')].filter((one) => one !== null)
  const company = said('company')
  const name = said('name') ?? company ?? (known ? '匿名' : (said('externalId') ?? '匿名'))
  const isCompany =
    said('creditCode') !== null && (said('name') === null || name === company || isOrganisation(name))
  return {
    kind: isCompany ? 'organisation' : 'person',
    name,
    salutation: said('salutation'),
    sex: (said('sex') as 'female' | 'male' | null) ?? sexOfTitle(said('salutation')),
    birthOn: said('birthOn'),
    phones: asked('phone') ? phones : [],
    email: said('email'),
    residentId: asked('resident-id') ? said('residentId') : null,
    creditCode: isCompany && asked('credit-code') ? said('creditCode') : null,
    company: isCompany ? null : company,
    divisionCode: said('division'),
    address: said('address'),
    preferredChannel: said('preferredChannel'),
    preferredHours: said('preferredHours'),
    ...Object.fromEntries(profileNames.map((name) => [name, said(profileKey(name))])),
    plates: said('plate') && asked('plate') ? [said('plate')!] : [],
    vins: said('vin') && asked('vin') ? [said('vin')!] : [],
    openIds: said('openId') && asked('open-id') ? [said('openId')!] : [],
  }
}

const sexOfTitle = (title: string | null): 'female' | 'male' | null => {
  const reading = title ? sex(title, new Date(0)) : undefined
  return (reading?.value as 'female' | 'male' | undefined) ?? null
}

function carOf(
  values: Values,
  arrival: PersonArrival,
  { customerId, how }: Identified,
  cars: Catalogue,
): CarRow[] {
  const vinSaid = values.vin as string | undefined
  if (!vinSaid || how === 'record') return []
  const interest = cars.findInterest(null, null, values.model as string | undefined)
  const { vins, plates } = arrival.person
  const isKnownByIt = !!vins?.length && (!values.plate || !!plates?.length)
  return [
    {
      vin: vinSaid,
      ...interest,
      brandId: interest.brandId ?? arrival.brandId,
      plate: values.plate as string | undefined,
      soldOn: values.boughtOn as string | undefined,
      // Who has the car's file is its dealer only when he also knows when it was sold.
      dealerId: values.boughtOn ? arrival.dealerId : null,
      priceFen: values.price as number | undefined,
      lastServiceOn: values.lastServiceOn as string | undefined,
      mileageKm: values.mileage as number | undefined,
      keepers: [
        {
          customerId,
          role: (values.vehicleRole as KeeperRole | undefined) ?? 'owner',
          fromOn: values.boughtOn as string | undefined,
          isKnownByIt,
        },
      ],
    },
  ]
}

export function consentsOf(
  values: Values,
  arrival: Pick<PersonArrival, 'dealerId' | 'happenedAt'>,
  { customerId, how }: Pick<Identified, 'customerId' | 'how'>,
  batch: Batch,
): ConsentEntry[] {
  if (how === 'record') return []
  const happenedAt = values.consentAt ? new Date(values.consentAt as string) : arrival.happenedAt
  const about = {
    customerId,
    channel: 'file',
    evidence: `import:${batch.source}`,
    happenedAt,
    importId: batch.importId,
  }
  // Who keeps a car is asked about it, too; of anybody else the file only says that they may be approached.
  const purposes = values.vin || values.plate ? (['sales', 'service'] as const) : (['sales'] as const)
  const entries: ConsentEntry[] = []
  const say = (recipient: 'carmaker' | 'dealer', recipientId: string | null, granted: unknown) => {
    if (typeof granted !== 'boolean') return
    for (const purpose of purposes) entries.push({ ...about, purpose, recipient, recipientId, granted })
  }
  say('carmaker', null, values.consentCarmaker)
  say('dealer', arrival.dealerId, values.consentDealer)
  return entries
}
