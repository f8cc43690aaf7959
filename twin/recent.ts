/** The last days' enquiries as the website, the mini-program and the other channels of our own send them. */

import { isoText } from './calendar.ts'
import { VARIANTS, type Variant } from './catalogue.ts'
import type { Enquiry } from './enquiries.ts'
import { brandName } from './history.ts'
import { describePerson } from './people.ts'
import { Draw, STREAM } from './prng.ts'
import { given, leadReference } from './surface.ts'
import type { World } from './world.ts'

const MESSAGES = ['想周末试驾', '请问最低多少钱', '旧车置换怎么算', '有现车吗', '可以分期吗', '', '', '', '']

const EVIDENCE: Readonly<Record<Enquiry['source'], string>> = {
  website: 'form:privacy-2026-03#dealer',
  mini_program: 'mini-program:consent-v4',
  aggregator: 'partner-terms',
  search_ad: 'form:privacy-2026-03#dealer',
  live_stream: 'live-card:consent-v2',
  contact_centre: 'recording',
  walk_in: 'signed-card',
  auto_show: 'qr:consent-v2',
  referral: 'owner-club:referral-v1',
}

export interface RecentLead {
  externalId: string
  source: string
  medium: string
  capturedAt: string
  name: string
  salutation?: string
  phone: string
  city?: string
  brand: string
  series: string
  variant?: string
  purchaseHorizon?: string
  budgetYuan?: number
  tradeIn: boolean
  campaignCode?: string
  trackingCode?: string
  landingPage?: string
  consents: { purpose: string; recipient: string; at: string; evidence: string }[]
  dealerCode?: string
  message?: string
}

export function recentLead(world: World, enquiry: Enquiry): RecentLead {
  const person = describePerson(world, enquiry.slot)
  const draw = new Draw(world.seed, STREAM.adf, enquiry.slot * 4 + enquiry.touch)
  const variant = VARIANTS[enquiry.variantIndex] as Variant
  const campaign = world.campaigns[enquiry.campaignIndex]
  const at = isoText(enquiry.at)
  const evidence = EVIDENCE[enquiry.source]
  const message = draw.pick(MESSAGES)
  const byCode = draw.chance(0.5)
  return {
    externalId: leadReference(world, enquiry),
    source: enquiry.source,
    medium: enquiry.medium,
    capturedAt: at,
    ...given(world, enquiry, person),
    ...(draw.chance(0.8) ? { salutation: person.name.salutation } : {}),
    ...(draw.chance(0.93) ? { city: world.cities[enquiry.cityIndex]?.name ?? '' } : {}),
    brand: brandName(enquiry.brand),
    series: variant.series,
    ...(draw.chance(0.55) ? { variant: variant.variant } : {}),
    ...(draw.chance(0.8) ? { purchaseHorizon: enquiry.horizon } : {}),
    ...(enquiry.budgetYuan > 0 ? { budgetYuan: enquiry.budgetYuan } : {}),
    tradeIn: enquiry.tradeIn,
    // The website knows the campaign, an advertising link only its own tracking code.
    ...(campaign && byCode ? { campaignCode: campaign.code } : {}),
    ...(campaign && !byCode ? { trackingCode: campaign.trackingCode } : {}),
    ...(enquiry.landingPage ? { landingPage: enquiry.landingPage } : {}),
    consents: [
      { purpose: 'contact', recipient: 'carmaker', at, evidence },
      ...(enquiry.consentDealer ? [{ purpose: 'contact', recipient: 'dealer', at, evidence }] : []),
    ],
    ...(enquiry.source === 'walk_in' ? { dealerCode: world.dealers[enquiry.dealerIndex]?.code ?? '' } : {}),
    ...(message ? { message } : {}),
  }
}
