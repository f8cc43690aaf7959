/** The aggregators' enquiries of one day as ADF 1.0, with the liberties real senders take. */

import { dayText, isoText } from './calendar.ts'
import { brandOf, VARIANTS, type Variant } from './catalogue.ts'
import type { Enquiry } from './enquiries.ts'
import { describePerson } from './people.ts'
import { Draw, STREAM } from './prng.ts'
import { given, leadReference } from './surface.ts'
import type { World } from './world.ts'

const PROVIDERS = [
  { name: '驾道网', service: 'price-enquiry', host: 'jiadao.example' },
  { name: '车友汇', service: 'test-drive-form', host: 'cheyouhui.example' },
  { name: '购车帮', service: 'call-back', host: 'gouchebang.example' },
] as const

const TIMEFRAMES = {
  week: 'within a week',
  month: 'within a month',
  three_months: 'within three months',
  later: 'later',
} as const

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

function requestDate(at: number, draw: Draw, odd: number): string {
  if (!draw.chance(odd)) return isoText(at)
  const iso = isoText(at)
  const plain = iso.slice(0, 19)
  return draw.pick([plain, `${iso.slice(5, 7)}/${iso.slice(8, 10)}/${iso.slice(0, 4)}`, `${plain}+0800`])
}

function vehicleXml(enquiry: Enquiry, variant: Variant, draw: Draw, odd: number): string {
  // Some senders only pass the telephone on: an enquiry in general.
  if (draw.chance(odd * 0.3)) return ''
  const wanted =
    `<vehicle interest="${draw.chance(0.4) ? 'test-drive' : 'buy'}" status="new"><year>2026</year>` +
    `<make>${brandOf(variant.brand).name}</make><model>${variant.series}</model><trim>${variant.variant}</trim>` +
    `<price type="msrp" currency="CNY">${variant.priceFen / 100}</price></vehicle>`
  if (!enquiry.tradeIn) return wanted
  return `${wanted}<vehicle interest="trade-in" status="used"><year>${draw.between(2012, 2022)}</year><make>其他</make><model></model><odometer status="original" units="km">${draw.between(20, 160) * 1000}</odometer></vehicle>`
}

function prospectXml(world: World, enquiry: Enquiry, status: 'new' | 'resend'): string {
  const person = describePerson(world, enquiry.slot)
  const draw = new Draw(world.seed, STREAM.adf, enquiry.slot * 4 + enquiry.touch)
  const odd = Math.min(0.5, 0.12 * world.noise)
  const provider = draw.pick(PROVIDERS)
  const { name, phone } = given(world, enquiry, person)
  const variant = VARIANTS[enquiry.variantIndex] as Variant
  const dealer = world.dealers[enquiry.dealerIndex]
  const campaign = world.campaigns[enquiry.campaignIndex]
  const phoneType = draw.chance(odd) ? draw.pick(['mobile', 'home', 'cell']) : 'cellphone'
  const email = person.email
    ? `<email>${person.email}</email>`
    : draw.chance(odd)
      ? '<email>mailto:</email>'
      : ''
  const consent = enquiry.consentDealer ? `[consent dealer ${isoText(enquiry.at)}]` : '[no dealer consent]'
  const ampersand = draw.chance(odd * 0.2)
    ? '价格 & 优惠'
    : escapeXml(draw.pick(['询底价', '想试驾', '置换 & 补贴', '']))
  const named = dealer !== undefined && draw.chance(0.6)
  const vendor = named
    ? `<vendor><id source="oem">${dealer.code}</id>${draw.chance(odd * 0.5) ? '' : `<vendorname>${dealer.name}</vendorname>`}<contact><name part="full">销售部</name><email>leads@${dealer.code.toLowerCase()}.example</email></contact></vendor>`
    : `<vendor><vendorname>环路汽车</vendorname><contact><name part="full">客户开发中心</name><email>leads@huanlu.example</email></contact></vendor>`
  return `<prospect status="${status}"><id sequence="1" source="${provider.host}">${leadReference(world, enquiry)}</id>${
    campaign ? `<id sequence="2" source="campaign">${campaign.code}</id>` : ''
  }<requestdate>${requestDate(enquiry.at, draw, odd)}</requestdate>${vehicleXml(enquiry, variant, draw, odd)}<customer><contact primarycontact="1"><name part="full" type="individual">${name}</name>${email}<phone type="${phoneType}" time="nopreference" preferredcontact="1">${phone}</phone><address><city>${world.cities[enquiry.cityIndex]?.name}</city><country>CN</country></address></contact><timeframe><description>${TIMEFRAMES[enquiry.horizon]}</description></timeframe><comments>${ampersand} ${consent}</comments></customer>${vendor}<provider><name part="full">${provider.name}</name><service>${provider.service}</service></provider></prospect>\n`
}

/** Some of yesterday's prospects are sent again, as senders do when they missed the answer. */
export function adfFile(
  world: World,
  day: number,
  today: readonly Enquiry[],
  resent: readonly Enquiry[],
): string {
  const draw = new Draw(world.seed, STREAM.adf, day ^ 0x30000000)
  const instruction = draw.chance(0.2) ? '<?ADF VERSION="1.0"?>' : '<?adf version="1.0"?>'
  const bom = draw.chance(0.15) ? '\uFEFF' : ''
  let text = `${bom}<?xml version="1.0" encoding="UTF-8"?>\n${instruction}\n<adf>\n`
  for (const enquiry of resent) text += prospectXml(world, enquiry, 'resend')
  for (const enquiry of today) text += prospectXml(world, enquiry, 'new')
  return `${text}</adf>\n`
}

export function adfName(day: number): string {
  return `adf/${dayText(day)}.xml`
}

/** One prospect in twenty is sent twice. */
export function isResent(world: World, enquiry: Enquiry): boolean {
  return new Draw(world.seed, STREAM.adf, (enquiry.slot * 4 + enquiry.touch) ^ 0x20000000).chance(0.05)
}
