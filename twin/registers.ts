/** The small files that do not grow with customers: the network, the catalogue, the campaigns, the staff, the truth about them. */

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { dayText } from './calendar.ts'
import { VARIANTS } from './catalogue.ts'
import { budgetYuan } from './counts.ts'
import { row, yuan } from './csv.ts'
import { brandName } from './history.ts'
import { SHARE } from './market-sizes.ts'
import { BUYING_AGAIN } from './owners.ts'
import { networkRows } from './tree.ts'
import { TRIALS } from './trials.ts'
import { LEAVING } from './workshop.ts'
import type { World } from './world.ts'

function network(world: World): string {
  const lines = networkRows(world.dealers, world.cities).map(({ dealer, ...unit }) => {
    const phone = dealer && unit.kind === 'dealer' ? dealer.phone : ''
    const isDealer = unit.kind === 'dealer'
    return row([
      unit.code,
      unit.name,
      unit.kind,
      unit.parentCode,
      unit.brandCodes,
      dealer?.divisionCode ?? '',
      dealer?.address ?? '',
      phone,
      dealer?.latitude ?? '',
      dealer?.longitude ?? '',
      isDealer ? (dealer?.monthlyCapacity ?? '') : '',
      dealer?.openedOn ?? '',
    ])
  })
  return `code,name,kind,parent_code,brand_codes,division_code,address,phone,latitude,longitude,monthly_capacity,opened_on\n${lines.join('')}`
}

function catalogue(): string {
  const lines = VARIANTS.map((v) =>
    row([brandName(v.brand), v.series, v.model, v.variant, v.segment, v.energy, yuan(v.priceFen)]),
  )
  return `brand,series,model,variant,segment,energy,price_yuan\n${lines.join('')}`
}

function campaigns(world: World): string {
  const lines = world.campaigns.map((c) =>
    row([
      c.code,
      c.name,
      brandName(c.brand),
      c.medium,
      budgetYuan(world, c),
      c.regionCode,
      dayText(c.fromDay),
      dayText(c.toDay),
      c.trackingCode,
      c.landingPage,
    ]),
  )
  return `code,name,brand,medium,budget_yuan,region_code,starts_on,ends_on,tracking_code,landing_page\n${lines.join('')}`
}

function staff(world: World): string {
  const lines = world.dealers.flatMap((dealer) =>
    (world.teams[dealer.index]?.all ?? []).map((member) =>
      row([dealer.code, member.name, member.role, member.phone]),
    ),
  )
  return `dealer_code,name,role,phone\n${lines.join('')}`
}

function dealerTruth(world: World): string {
  const rate = (value: number) => value.toFixed(4)
  const lines = world.dealers.map((dealer) => {
    const q = world.quality[dealer.index] as World['quality'][number]
    return row([
      dealer.code,
      dealer.dialect,
      rate(q.feedbackWithin7Days),
      q.feedbackMedianHours.toFixed(2),
      rate(q.visitRate),
      rate(q.testDriveRate),
      rate(q.orderRate),
      rate(q.deliveryRate),
      rate(q.givenUpShare),
      rate(q.slipFactor),
      rate(q.reportLateRate),
      rate(q.reportMissingRate),
      world.teams[dealer.index]?.consultants[q.fabricator] ?? '',
      q.showroomBase.toFixed(2),
      q.phoneBase.toFixed(2),
    ])
  })
  return `dealer_code,dialect,feedback_within_7_days,feedback_median_hours,visit_rate,test_drive_rate,order_rate,delivery_rate,given_up_share,slip_factor,report_late_rate,report_missing_rate,fabricating_consultant,showroom_base,phone_base\n${lines.join('')}`
}

function liftTruth(world: World): string {
  const lines = world.campaigns.flatMap((c) => {
    const where = [brandName(c.brand), c.regionCode, dayText(c.fromDay), dayText(c.toDay)]
    return [
      row([c.code, 'leads', ...where, c.leadLift]),
      row([c.code, 'showroom_visits', ...where, c.countLift]),
      row([c.code, 'phone_enquiries', ...where, c.countLift]),
    ]
  })
  return `campaign_code,measure,brand,region_code,starts_on,ends_on,lift\n${lines.join('')}`
}

/** Why owners stop coming to the workshop, and who buys again: see workshop.ts, owners.ts and trials.ts. */
function ownerTruth(): string {
  const lines = [
    ...Object.entries(LEAVING).map(([what, value]) => row(['leaving', what, value])),
    ...Object.entries(BUYING_AGAIN).map(([what, value]) => row(['buying_again', what, value])),
    ...TRIALS.map(({ key, lift }) => row(['trial_lift', key, lift])),
    ...Object.entries(SHARE).map(([segment, value]) => row(['market_share', segment, value])),
  ]
  return `about,what,value\n${lines.join('')}`
}

/** Writes them all; each is well below a megabyte even for five thousand dealers. */
export async function writeRegisters(world: World, out: string): Promise<void> {
  const files = {
    'network.csv': network(world),
    'catalogue.csv': catalogue(),
    'campaigns.csv': campaigns(world),
    'staff.csv': staff(world),
    'truth/dealers.csv': dealerTruth(world),
    'truth/lifts.csv': liftTruth(world),
    'truth/owners.csv': ownerTruth(),
  }
  for (const [name, text] of Object.entries(files)) await writeFile(join(out, name), text)
}
