import { branch, leaf, optional } from './element.ts'
import type { AdfColour, AdfFinance, AdfOption, AdfPrice, AdfVehicle } from './types.ts'

export function serializeVehicle(vehicle: AdfVehicle): string {
  const { odometer } = vehicle
  return branch(
    'vehicle',
    [
      ...vehicle.ids.map((id) => leaf('id', id.value, { sequence: id.sequence, source: id.source })),
      leaf('year', vehicle.year ?? ''),
      leaf('make', vehicle.make ?? ''),
      leaf('model', vehicle.model ?? ''),
      optional('vin', vehicle.vin),
      optional('stock', vehicle.stock),
      optional('trim', vehicle.trim),
      optional('doors', vehicle.doors),
      optional('bodystyle', vehicle.bodyStyle),
      optional('transmission', vehicle.transmission),
      odometer === null
        ? ''
        : leaf('odometer', odometer.value, { status: odometer.status, units: odometer.units }),
      optional('condition', vehicle.condition),
      ...vehicle.colours.map(serializeColour),
      ...vehicle.images.map((image) =>
        leaf('imagetag', image.url, { width: image.width, height: image.height, alttext: image.alt }),
      ),
      serializePrice(vehicle.price),
      optional('pricecomments', vehicle.priceComments),
      ...vehicle.options.map(serializeOption),
      vehicle.finance === null ? '' : serializeFinance(vehicle.finance),
      optional('comments', vehicle.comments),
    ],
    { interest: vehicle.interest, status: vehicle.status },
  )
}

/** A colour needs at least one of the two and always a preference. */
function serializeColour(colour: AdfColour): string {
  const hasNone = colour.interior === null && colour.exterior === null
  return branch('colorcombination', [
    optional('interiorcolor', colour.interior),
    hasNone ? leaf('exteriorcolor', '') : optional('exteriorcolor', colour.exterior),
    leaf('preference', colour.preference ?? ''),
  ])
}

function serializePrice(price: AdfPrice | null): string {
  if (price === null) return ''
  const { amount, type, currency, delta, relativeTo, source } = price
  return leaf('price', amount, { type, currency, delta, relativeto: relativeTo, source })
}

function serializeOption(option: AdfOption): string {
  return branch('option', [
    leaf('optionname', option.name),
    optional('manufacturercode', option.manufacturerCode),
    optional('stock', option.stock),
    optional('weighting', option.weighting),
    serializePrice(option.price),
  ])
}

function serializeFinance(finance: AdfFinance): string {
  const { balance } = finance
  const amounts = finance.amounts.map(({ amount, type, limit, currency }) =>
    leaf('amount', amount, { type, limit, currency }),
  )
  return branch('finance', [
    leaf('method', finance.method ?? ''),
    ...(amounts.length === 0 ? [leaf('amount', '')] : amounts),
    balance === null
      ? ''
      : leaf('balance', balance.amount, { type: balance.type, currency: balance.currency }),
  ])
}
