/**
 * The shape of one ADF 1.0 enquiry after tolerant reading. Leaf values stay text as sent (trimmed), because
 * senders write `86,000`, `2027款` and `$19.9k`; turning them into numbers is the leads domain's decision.
 */

export type AdfId = { sequence: string | null; source: string | null; value: string }

export const adfNameParts = ['surname', 'first', 'middle', 'last', 'suffix'] as const
export type AdfNamePart = (typeof adfNameParts)[number]
export type AdfName = {
  full: string | null
  parts: Partial<Record<AdfNamePart, string>>
  isBusiness: boolean
}

export const adfPhoneTypes = ['voice', 'fax', 'cellphone', 'pager'] as const
export type AdfPhoneType = (typeof adfPhoneTypes)[number]
export const adfPhoneTimes = ['nopreference', 'morning', 'afternoon', 'evening', 'day'] as const
export type AdfPhoneTime = (typeof adfPhoneTimes)[number]
export type AdfPhone = {
  number: string
  type: AdfPhoneType
  /** The sender's word when it is not one of the four of the standard (`mobile`, `home`, …). */
  originalType: string | null
  time: AdfPhoneTime
  preferred: boolean
}

export type AdfEmail = { address: string; preferred: boolean }

export const adfAddressTypes = ['work', 'home', 'delivery'] as const
export type AdfAddressType = (typeof adfAddressTypes)[number]
export type AdfAddress = {
  type: AdfAddressType | null
  street: string[]
  apartment: string | null
  city: string | null
  regionCode: string | null
  postalCode: string | null
  country: string | null
}

export type AdfContact = {
  name: AdfName | null
  emails: AdfEmail[]
  phones: AdfPhone[]
  address: AdfAddress | null
}

export const adfInterests = ['buy', 'lease', 'sell', 'trade-in', 'test-drive'] as const
export type AdfInterest = (typeof adfInterests)[number]
export const adfVehicleStatuses = ['new', 'used'] as const
export const adfOdometerStatuses = ['unknown', 'rolledover', 'replaced', 'original'] as const
export const adfUnits = ['km', 'mi'] as const
export const adfPriceTypes = ['quote', 'offer', 'msrp', 'invoice', 'call', 'appraisal', 'asking'] as const
export const adfPriceDeltas = ['absolute', 'relative', 'percentage'] as const
export const adfPriceBases = ['msrp', 'invoice'] as const
export const adfAmountTypes = ['downpayment', 'monthly', 'total'] as const
export const adfAmountLimits = ['maximum', 'minimum', 'exact'] as const
export const adfBalanceTypes = ['finance', 'residual'] as const

export type AdfPrice = {
  amount: string
  type: (typeof adfPriceTypes)[number]
  currency: string | null
  delta: (typeof adfPriceDeltas)[number] | null
  relativeTo: (typeof adfPriceBases)[number] | null
  source: string | null
}

export type AdfOdometer = {
  value: string
  units: (typeof adfUnits)[number] | null
  status: (typeof adfOdometerStatuses)[number] | null
}

export type AdfColour = { interior: string | null; exterior: string | null; preference: string | null }
export type AdfImage = { url: string; width: string | null; height: string | null; alt: string | null }
export type AdfOption = {
  name: string
  manufacturerCode: string | null
  stock: string | null
  weighting: string | null
  price: AdfPrice | null
}

export type AdfAmount = {
  amount: string
  type: (typeof adfAmountTypes)[number]
  limit: (typeof adfAmountLimits)[number]
  currency: string | null
}
export type AdfBalance = {
  amount: string
  type: (typeof adfBalanceTypes)[number]
  currency: string | null
}
export type AdfFinance = { method: string | null; amounts: AdfAmount[]; balance: AdfBalance | null }

export type AdfVehicle = {
  interest: AdfInterest
  status: (typeof adfVehicleStatuses)[number]
  ids: AdfId[]
  year: string | null
  make: string | null
  model: string | null
  vin: string | null
  stock: string | null
  trim: string | null
  doors: string | null
  bodyStyle: string | null
  transmission: string | null
  odometer: AdfOdometer | null
  condition: string | null
  colours: AdfColour[]
  images: AdfImage[]
  price: AdfPrice | null
  priceComments: string | null
  options: AdfOption[]
  finance: AdfFinance | null
  comments: string | null
}

export type AdfTimeframe = {
  description: string | null
  /** ISO 8601 instants in UTC; what could not be read as a time is in `extra`. */
  earliest: string | null
  latest: string | null
}

export type AdfCustomer = AdfContact & {
  ids: AdfId[]
  timeframe: AdfTimeframe | null
  comments: string | null
}

export type AdfVendor = {
  ids: AdfId[]
  name: string | null
  url: string | null
  contact: AdfContact | null
}

export type AdfProvider = {
  ids: AdfId[]
  name: string | null
  service: string | null
  url: string | null
  email: string | null
  phone: string | null
  contact: AdfContact | null
}

/** An element nobody reads, by path (`vehicle[2]/engine`). A list, because a hostile tag may be `__proto__`. */
export type AdfExtra = { path: string; text: string }

export type Prospect = {
  ids: AdfId[]
  status: 'new' | 'resend'
  requestDateRaw: string | null
  /** ISO 8601 instant in UTC (`2026-11-22T01:30:00Z`), or null when the raw text is not a time. */
  requestDate: string | null
  vehicles: AdfVehicle[]
  customer: AdfCustomer
  vendor: AdfVendor
  provider: AdfProvider | null
  extra: AdfExtra[]
  /** The sender's own text of this prospect, so that a wrong repair never costs a phone number. */
  raw: string
}

export type AdfLimits = {
  maxBytes: number
  maxProspects: number
  maxDepth: number
  /** IANA zone for times without one: the dealer's, by default Beijing time. */
  zone: string
}

export type AdfRefusal = 'not-adf' | 'too-large' | 'too-many' | 'too-deep'

/** With a `reason`, `prospects` is empty and the caller keeps the message for a person to look at. */
export type AdfReading = { prospects: Prospect[]; repairs: AdfRepair[]; reason?: AdfRefusal }

/** What was wrong with the text and mended; shown to the integration's owner. */
export type AdfRepair =
  | 'encoding'
  | 'bom'
  | 'quoted-printable'
  | 'html-escaped'
  | 'html-tags'
  | 'doctype-removed'
  | 'text-around'
  | 'ampersand'
  | 'stray-angle'
  | 'unbalanced-tags'
  | 'tag-case'
  | 'namespace'
  | 'missing-root'
  | 'mailto'
  | 'phone-type'
  | 'unknown-value'
  | 'lenient-date'
  | 'unreadable-date'
  | 'missing-vehicle'
