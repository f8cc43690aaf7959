/** Campaigns with a hold-out: who was left out by lot, and what the others did because of it. */

import { dayText } from './calendar.ts'
import { type BrandCode, VARIANTS } from './catalogue.ts'
import { row } from './csv.ts'
import { carsBefore } from './owners.ts'
import { describePerson, type Ownership } from './people.ts'
import { Draw, mix32, STREAM } from './prng.ts'
import { people, type World } from './world.ts'

export interface Trial {
  key: string
  name: string
  brand: BrandCode
  /** Days before the files are drawn. */
  startsBefore: number
  endsBefore: number
  heldOutShare: number
  /** Planted: of the treated so many come to the workshop who would not have come. */
  lift: number
}

export const TRIALS: readonly Trial[] = [
  {
    key: 'care',
    name: '秋季养护礼券',
    brand: 'HL',
    startsBefore: 96,
    endsBefore: 36,
    heldOutShare: 0.3,
    lift: 0.08,
  },
  {
    key: 'card',
    name: '生日贺卡',
    brand: 'XC',
    startsBefore: 110,
    endsBefore: 50,
    heldOutShare: 0.3,
    lift: 0,
  },
]

/** Of a brand's owners so many are in its trial. */
const INVITED = 0.4

interface Lot {
  trial: Trial
  heldOut: boolean
  /** Day of the visit it causes; -1 for most. */
  causedOn: number
}

/** By the car somebody drives at the start; undefined for whoever is in no trial. */
function lotOf(world: World, index: number, car: Ownership): Lot | undefined {
  const trial = TRIALS.find(({ brand }) => brand === VARIANTS[car.variantIndex]?.brand)
  if (trial === undefined || mix32(world.seed ^ mix32(index ^ 0x5a5a5a5a)) > INVITED * 4294967296)
    return undefined
  const startsOn = world.endDay - trial.startsBefore
  if (startsOn < world.startDay || car.deliveredAt / 86400 > startsOn - 60 || car.keptUntil < world.endDay)
    return undefined
  const draw = new Draw(world.seed, STREAM.trial, index)
  const heldOut = draw.chance(trial.heldOutShare)
  const comes = draw.chance(trial.lift) && !heldOut
  return {
    trial,
    heldOut,
    causedOn: comes ? startsOn + draw.below(trial.startsBefore - trial.endsBefore) : -1,
  }
}

/** The day on which a campaign brings this car to the workshop; -1 for nearly all. */
export function trialVisit(world: World, index: number, car: Ownership): number {
  return lotOf(world, index, car)?.causedOn ?? -1
}

export const TRIALS_HEADER = 'trial,name,brand_code,starts_on,ends_on,held_out_share,phone,held_out\n'

/** Who was drawn: one line a member, told by the telephone. */
export function* trialLines(world: World): Generator<string> {
  for (let index = 0; index < people(world); index++) {
    const car = carsBefore(world, index).at(-1)
    const lot = car && lotOf(world, index, car)
    if (lot === undefined) continue
    const { key, name, brand, startsBefore, endsBefore, heldOutShare } = lot.trial
    yield row([
      key,
      name,
      brand,
      dayText(world.endDay - startsBefore),
      dayText(world.endDay - endsBefore),
      heldOutShare,
      describePerson(world, index).phone,
      lot.heldOut ? 'y' : 'n',
    ])
  }
}
