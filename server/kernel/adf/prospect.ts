import { readContact, readIds, readOptionalContact } from './contact.ts'
import { isStrictIso, readAdfDate } from './dates.ts'
import { type Element, leftovers, take, takeAll, takeText } from './tree.ts'
import type {
  AdfCustomer,
  AdfExtra,
  AdfProvider,
  AdfTimeframe,
  AdfVehicle,
  AdfVendor,
  Prospect,
} from './types.ts'
import { readVehicle } from './vehicle.ts'
import { mailAddress, type Reading, word } from './words.ts'

/** One `prospect` element as data. Whatever no reader takes ends up under `extra`, never on the floor. */
export function readProspect(reading: Reading, element: Element, raw: string): Prospect {
  const ids = readIds(element)
  const requestDateRaw = takeText(element, 'requestdate')
  const vehicles = takeAll(element, 'vehicle')
    .map((vehicle) => readVehicle(reading, vehicle))
    .filter((vehicle): vehicle is AdfVehicle => vehicle !== null)
  if (vehicles.length === 0) reading.repairs.add('missing-vehicle')
  const unread: AdfExtra[] = []
  return {
    ids,
    status: word(reading, element, 'status', ['new', 'resend'], 'new'),
    requestDateRaw,
    requestDate: requestDateRaw === null ? null : readDate(reading, requestDateRaw),
    vehicles,
    customer: readCustomer(reading, take(element, 'customer'), unread),
    vendor: readVendor(reading, take(element, 'vendor')),
    provider: readProvider(reading, take(element, 'provider')),
    extra: [...unread, ...leftovers(element)],
    raw,
  }
}

function readDate(reading: Reading, text: string): string | null {
  const instant = readAdfDate(text, reading.zone)
  if (instant === null) reading.repairs.add('unreadable-date')
  else if (!isStrictIso(text)) reading.repairs.add('lenient-date')
  return instant
}

const nobody: AdfCustomer = {
  name: null,
  emails: [],
  phones: [],
  address: null,
  ids: [],
  timeframe: null,
  comments: null,
}

/** Some senders forget `contact` and put name and phone straight into `customer`. */
function readCustomer(reading: Reading, customer: Element | null, unread: AdfExtra[]): AdfCustomer {
  if (customer === null) return { ...nobody }
  const ids = readIds(customer)
  return {
    ...readContact(reading, take(customer, 'contact') ?? customer),
    ids,
    timeframe: readTimeframe(reading, take(customer, 'timeframe'), unread),
    comments: takeText(customer, 'comments'),
  }
}

/** The DTD declares timeframe as text although its children exist: bare text is the description. */
function readTimeframe(reading: Reading, element: Element | null, unread: AdfExtra[]): AdfTimeframe | null {
  if (element === null) return null
  const day = (name: string): string | null => {
    const text = takeText(element, name)
    const instant = text === null ? null : readDate(reading, text)
    if (text !== null && instant === null) unread.push({ path: `customer/timeframe/${name}`, text })
    return instant
  }
  const timeframe = {
    description: takeText(element, 'description') ?? (element.text || null),
    earliest: day('earliestdate'),
    latest: day('latestdate'),
  }
  return (timeframe.description ?? timeframe.earliest ?? timeframe.latest) ? timeframe : null
}

function readVendor(reading: Reading, vendor: Element | null): AdfVendor {
  if (vendor === null) return { ids: [], name: null, url: null, contact: null }
  return {
    ids: readIds(vendor),
    name: takeText(vendor, 'vendorname') ?? takeText(vendor, 'name'),
    url: takeText(vendor, 'url'),
    contact: readOptionalContact(reading, vendor),
  }
}

function readProvider(reading: Reading, provider: Element | null): AdfProvider | null {
  if (provider === null) return null
  const read = {
    ids: readIds(provider),
    name: takeText(provider, 'name'),
    service: takeText(provider, 'service'),
    url: takeText(provider, 'url'),
    email: mailAddress(reading, takeText(provider, 'email')),
    phone: takeText(provider, 'phone'),
    contact: readOptionalContact(reading, provider),
  }
  const { ids, ...rest } = read
  return ids.length === 0 && Object.values(rest).every((value) => value === null) ? null : read
}
