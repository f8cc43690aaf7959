import { readIds } from './contact.ts'
import { attribute, type Element, take, takeAll, takeText } from './tree.ts'
import {
  type AdfColour,
  type AdfFinance,
  type AdfImage,
  type AdfOdometer,
  type AdfOption,
  type AdfPrice,
  type AdfVehicle,
  adfAmountLimits,
  adfAmountTypes,
  adfBalanceTypes,
  adfInterests,
  adfOdometerStatuses,
  adfPriceBases,
  adfPriceDeltas,
  adfPriceTypes,
  adfUnits,
  adfVehicleStatuses,
} from './types.ts'
import { type Reading, word } from './words.ts'

/** Null when the element says nothing about a car: templates send an empty vehicle for a general enquiry. */
export function readVehicle(reading: Reading, element: Element): AdfVehicle | null {
  const facts = {
    ids: readIds(element),
    year: takeText(element, 'year'),
    make: takeText(element, 'make'),
    model: takeText(element, 'model'),
    vin: takeText(element, 'vin'),
    stock: takeText(element, 'stock'),
    trim: takeText(element, 'trim'),
    doors: takeText(element, 'doors'),
    bodyStyle: takeText(element, 'bodystyle'),
    transmission: takeText(element, 'transmission'),
    odometer: readOdometer(reading, element),
    condition: takeText(element, 'condition'),
    colours: takeAll(element, 'colorcombination').flatMap(readColour),
    images: takeAll(element, 'imagetag').flatMap(readImage),
    price: readPrice(reading, element),
    priceComments: takeText(element, 'pricecomments'),
    options: takeAll(element, 'option').flatMap((option) => readOption(reading, option)),
    finance: readFinance(reading, element),
    comments: takeText(element, 'comments'),
  }
  const isEmpty = Object.values(facts).every(
    (fact) => fact === null || (Array.isArray(fact) && fact.length === 0),
  )
  if (isEmpty) return null
  return {
    interest: word(reading, element, 'interest', adfInterests, 'buy'),
    status: word(reading, element, 'status', adfVehicleStatuses, 'new'),
    ...facts,
  }
}

function readOdometer(reading: Reading, vehicle: Element): AdfOdometer | null {
  const element = take(vehicle, 'odometer')
  if (element === null || element.text === '') return null
  return {
    value: element.text,
    units: word(reading, element, 'units', adfUnits, null),
    status: word(reading, element, 'status', adfOdometerStatuses, null),
  }
}

function readColour(element: Element): AdfColour[] {
  const colour = {
    interior: takeText(element, 'interiorcolor'),
    exterior: takeText(element, 'exteriorcolor'),
    preference: takeText(element, 'preference'),
  }
  return (colour.interior ?? colour.exterior ?? colour.preference) ? [colour] : []
}

function readImage(element: Element): AdfImage[] {
  if (element.text === '') return []
  const size = { width: attribute(element, 'width'), height: attribute(element, 'height') }
  return [{ url: element.text, ...size, alt: attribute(element, 'alttext') }]
}

function readPrice(reading: Reading, parent: Element): AdfPrice | null {
  const element = take(parent, 'price')
  if (element === null || element.text === '') return null
  return {
    amount: element.text,
    type: word(reading, element, 'type', adfPriceTypes, 'quote'),
    currency: attribute(element, 'currency'),
    delta: word(reading, element, 'delta', adfPriceDeltas, null),
    relativeTo: word(reading, element, 'relativeto', adfPriceBases, null),
    source: attribute(element, 'source'),
  }
}

function readOption(reading: Reading, element: Element): AdfOption[] {
  const option = {
    name: takeText(element, 'optionname') ?? (element.text || null),
    manufacturerCode: takeText(element, 'manufacturercode'),
    stock: takeText(element, 'stock'),
    weighting: takeText(element, 'weighting'),
    price: readPrice(reading, element),
  }
  if (Object.values(option).every((value) => value === null)) return []
  return [{ ...option, name: option.name ?? '' }]
}

function readFinance(reading: Reading, vehicle: Element): AdfFinance | null {
  const element = take(vehicle, 'finance')
  if (element === null) return null
  const balance = take(element, 'balance')
  const finance: AdfFinance = {
    method: takeText(element, 'method'),
    amounts: takeAll(element, 'amount').flatMap((amount) =>
      amount.text === ''
        ? []
        : [
            {
              amount: amount.text,
              type: word(reading, amount, 'type', adfAmountTypes, 'total'),
              limit: word(reading, amount, 'limit', adfAmountLimits, 'maximum'),
              currency: attribute(amount, 'currency'),
            },
          ],
    ),
    balance: balance?.text
      ? {
          amount: balance.text,
          type: word(reading, balance, 'type', adfBalanceTypes, 'finance'),
          currency: attribute(balance, 'currency'),
        }
      : null,
  }
  return finance.method === null && finance.amounts.length === 0 && finance.balance === null ? null : finance
}
