/** Clicks: research before an enquiry, the form itself, a look afterwards, and strangers who never come back. */

import { DAY, isoText } from './calendar.ts'
import { brandOf, SERIES, VARIANTS, type Variant } from './catalogue.ts'
import type { DayPage } from './day-page.ts'
import { DIGITAL, describeEnquiry, type Enquiry } from './enquiries.ts'
import { Draw, STREAM, Weighted } from './prng.ts'
import { leadReference } from './surface.ts'
import type { World } from './world.ts'

/** Research begins at most this long before the enquiry; the day loop looks so far ahead. */
export const RESEARCH_DAYS = 30

const HOURS = new Weighted([5, 3, 2, 1, 1, 1, 2, 4, 6, 8, 9, 9, 11, 10, 8, 8, 8, 9, 10, 12, 15, 16, 14, 9])
const PAGES = ['', '/configurator', '/price', '/gallery', '/finance', '/dealers', '/compare', '/test-drive']
const REFERRERS = [
  '',
  'https://search.example',
  'https://social.example',
  'https://jiadao.example',
  'https://video.example',
]

/** Days relative to the enquiry on which this person is seen on the web, the form itself apart. */
export function sessionDays(world: World, slot: number, source: Enquiry['source']): number[] {
  const draw = new Draw(world.seed, STREAM.session, slot)
  // A third of those who walk in or ring up looked first: research online, purchase in the showroom.
  if (!DIGITAL.has(source) && !draw.chance(0.34)) return []
  const days: number[] = []
  for (let count = draw.poisson(0.9); count > 0; count--) {
    days.push(-1 - Math.min(RESEARCH_DAYS - 1, Math.floor(draw.exponential(7))))
  }
  if (draw.chance(0.35)) days.push(draw.between(1, 20))
  return days
}

function visitorOf(world: World, slot: number, session: number): string {
  // Every fifth session comes from another device that nothing ever links to the first.
  const device = new Draw(world.seed, STREAM.session, slot * 8 + session + 0x50000000).chance(0.2) ? 1 : 0
  return `v${world.visitors
    .of(slot * 2 + device)
    .toString(16)
    .padStart(8, '0')}`
}

interface Session {
  visitor: string
  from: number
  pages: number
  variant: Variant
  referrer: string
  campaign: string
}

function pageView(session: Session, at: number, page: string, leadId: string): string {
  const { variant } = session
  const path = `${brandOf(variant.brand).site}/${SERIES[variant.seriesIndex]?.slug}${page}`
  const campaign = session.campaign ? `,"campaignCode":"${session.campaign}"` : ''
  const referrer = session.referrer ? `,"referrer":"${session.referrer}"` : ''
  const lead = leadId ? `,"leadExternalId":"${leadId}"` : ''
  return `{"visitorId":"${session.visitor}","at":"${isoText(at)}","event":"${leadId ? 'form' : 'view'}","page":"${path}","series":"${variant.series}"${referrer}${campaign}${lead}}\n`
}

function browse(session: Session, draw: Draw, events: DayPage): number {
  let at = session.from
  for (let count = 0; count < session.pages; count++) {
    const first = count === 0
    const shown = first ? session : { ...session, referrer: '', campaign: '' }
    events.add(at, pageView(shown, at, first ? '' : draw.pick(PAGES), ''))
    at += 8 + Math.floor(draw.exponential(50))
  }
  return at
}

/** The `number`-th session of a person's research, on that day. */
export function researchSession(
  world: World,
  slot: number,
  number: number,
  day: number,
  events: DayPage,
): void {
  const arrival = world.flow.arrivalOf(slot)
  const enquiry = describeEnquiry(world, slot, 0, arrival.day)
  const draw = new Draw(world.seed, STREAM.session, slot * 8 + number + 0x60000000)
  const from = day * DAY + HOURS.draw(draw) * 3600 + draw.below(1800)
  const campaign = day <= arrival.day && draw.chance(0.5) ? world.campaigns[enquiry.campaignIndex] : undefined
  browse(
    {
      visitor: visitorOf(world, slot, number),
      from,
      pages: 1 + draw.poisson(2.1),
      variant: VARIANTS[enquiry.variantIndex] as Variant,
      referrer: draw.pick(REFERRERS),
      campaign: campaign && campaign.fromDay <= day && day <= campaign.toDay ? campaign.code : '',
    },
    draw,
    events,
  )
}

/** The visit that ends in the form; it carries the lead's number, and is the only link between visitor and person. */
export function formSession(world: World, enquiry: Enquiry, events: DayPage): void {
  if (!DIGITAL.has(enquiry.source)) return
  const draw = new Draw(world.seed, STREAM.session, (enquiry.slot * 4 + enquiry.touch) ^ 0x70000000)
  const pages = 1 + draw.poisson(1.6)
  const dayStart = Math.floor(enquiry.at / DAY) * DAY
  const session: Session = {
    visitor: visitorOf(world, enquiry.slot, 7),
    from: Math.max(dayStart, enquiry.at - pages * 55 - draw.below(90)),
    pages: 0,
    variant: VARIANTS[enquiry.variantIndex] as Variant,
    referrer: draw.pick(REFERRERS),
    campaign: world.campaigns[enquiry.campaignIndex]?.code ?? '',
  }
  for (let count = 0; count < pages; count++) {
    const at = Math.min(enquiry.at - 1, session.from + count * 50)
    const shown = count === 0 ? session : { ...session, referrer: '', campaign: '' }
    if (at >= dayStart) events.add(at, pageView(shown, at, draw.pick(PAGES), ''))
  }
  const end = draw.chance(0.94) ? leadReference(world, enquiry) : ''
  events.add(enquiry.at, pageView({ ...session, referrer: '', campaign: '' }, enquiry.at, '/test-drive', end))
}

/** People who look and leave. `number` counts them through the whole twin. */
export function strangerSession(world: World, number: number, day: number, events: DayPage): void {
  const draw = new Draw(world.seed, STREAM.stranger, number)
  const brand = draw.chance(0.73) ? 'HL' : 'XC'
  const running = world.campaigns.filter((c) => c.brand === brand && c.fromDay <= day && day <= c.toDay)
  const campaign = draw.chance(0.35) && running.length > 0 ? draw.pick(running).code : ''
  browse(
    {
      visitor: `v${world.visitors
        .of((number | 0x80000000) >>> 0)
        .toString(16)
        .padStart(8, '0')}`,
      from: day * DAY + HOURS.draw(draw) * 3600 + draw.below(1800),
      pages: 1 + draw.poisson(1.2),
      variant: VARIANTS[world.variants[brand].draw(draw)] as Variant,
      referrer: draw.pick(REFERRERS),
      campaign,
    },
    draw,
    events,
  )
}
