import { isStrictIso } from './dates.ts'
import { branch, leaf, optional } from './element.ts'
import { serializeVehicle } from './serialize-vehicle.ts'
import {
  type AdfAddress,
  type AdfContact,
  type AdfEmail,
  type AdfId,
  type AdfName,
  type AdfProvider,
  type AdfVehicle,
  type AdfVendor,
  adfNameParts,
  type Prospect,
} from './types.ts'

const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n<?adf version="1.0"?>\n'

/**
 * ADF 1.0 in the element order of the DTD, required elements always present. The standard has room for one
 * email per contact and five street lines: the preferred email goes out, and lines six onward join the fifth.
 * `extra`, `raw` and `originalType` are our reading notes and are not sent.
 */
export function serializeAdf(prospects: readonly Prospect[]): string {
  return `${declaration}${branch('adf', prospects.map(serializeProspect))}\n`
}

function serializeProspect(prospect: Prospect): string {
  const vehicles = prospect.vehicles.length > 0 ? prospect.vehicles : [generalEnquiry]
  return branch(
    'prospect',
    [
      ...prospect.ids.map(serializeId),
      leaf('requestdate', requestDate(prospect)),
      ...vehicles.map(serializeVehicle),
      serializeCustomer(prospect),
      serializeVendor(prospect.vendor),
      prospect.provider ? serializeProvider(prospect.provider) : '',
    ],
    { status: prospect.status },
  )
}

/** The sender's own spelling when it is already unambiguous: it keeps the offset the customer was in. */
function requestDate(prospect: Prospect): string {
  const { requestDateRaw: raw, requestDate: instant } = prospect
  return raw !== null && isStrictIso(raw) ? raw : (instant ?? raw ?? '')
}

function serializeId(id: AdfId): string {
  return leaf('id', id.value, { sequence: id.sequence, source: id.source })
}

function serializeCustomer({ customer }: Prospect): string {
  const { timeframe } = customer
  return branch('customer', [
    serializeContact(customer),
    ...customer.ids.map(serializeId),
    timeframe === null
      ? ''
      : branch('timeframe', [
          optional('description', timeframe.description),
          optional('earliestdate', timeframe.earliest),
          optional('latestdate', timeframe.latest),
        ]),
    optional('comments', customer.comments),
  ])
}

function serializeVendor(vendor: AdfVendor): string {
  return branch('vendor', [
    ...vendor.ids.map(serializeId),
    leaf('vendorname', vendor.name ?? ''),
    optional('url', vendor.url),
    serializeContact(vendor.contact),
  ])
}

function serializeProvider(provider: AdfProvider): string {
  return branch('provider', [
    ...provider.ids.map(serializeId),
    leaf('name', provider.name ?? '', { part: 'full' }),
    optional('service', provider.service),
    optional('url', provider.url),
    optional('email', provider.email),
    optional('phone', provider.phone),
    provider.contact === null ? '' : serializeContact(provider.contact),
  ])
}

/** The DTD wants a name and a way to reach the person; where we have neither the element stays empty. */
function serializeContact(contact: AdfContact | null): string {
  const email = contact?.emails.find((candidate) => candidate.preferred) ?? contact?.emails[0] ?? null
  const phones = contact?.phones ?? []
  return branch('contact', [
    serializeName(contact?.name ?? null),
    serializeEmail(email, phones.length === 0),
    ...phones.map((phone) =>
      leaf('phone', phone.number, {
        type: phone.type,
        time: phone.time,
        preferredcontact: flag(phone.preferred),
      }),
    ),
    contact?.address ? serializeAddress(contact.address) : '',
  ])
}

function serializeName(name: AdfName | null): string {
  const type = name?.isBusiness ? 'business' : 'individual'
  const parts = adfNameParts.map((part) => optional('name', name?.parts[part] ?? null, { part, type }))
  const full = optional('name', name?.full ?? null, { part: 'full', type })
  return [full, ...parts].join('') || leaf('name', '', { part: 'full', type })
}

function serializeEmail(email: AdfEmail | null, isRequired: boolean): string {
  if (email === null) return isRequired ? leaf('email', '') : ''
  return leaf('email', email.address, { preferredcontact: flag(email.preferred) })
}

function serializeAddress(address: AdfAddress): string {
  const lines = address.street.length === 0 ? [''] : address.street.slice(0, 4)
  if (address.street.length > 4) lines.push(address.street.slice(4).join(' '))
  return branch(
    'address',
    [
      ...lines.map((line, index) => leaf('street', line, { line: String(index + 1) })),
      optional('apartment', address.apartment),
      optional('city', address.city),
      optional('regioncode', address.regionCode),
      optional('postalcode', address.postalCode),
      optional('country', address.country),
    ],
    { type: address.type },
  )
}

function flag(isSet: boolean): string {
  return isSet ? '1' : '0'
}

/** The DTD requires a vehicle; an enquiry about none says so with empty year, make and model. */
const generalEnquiry: AdfVehicle = {
  interest: 'buy',
  status: 'new',
  ids: [],
  year: null,
  make: null,
  model: null,
  vin: null,
  stock: null,
  trim: null,
  doors: null,
  bodyStyle: null,
  transmission: null,
  odometer: null,
  condition: null,
  colours: [],
  images: [],
  price: null,
  priceComments: null,
  options: [],
  finance: null,
  comments: null,
}
