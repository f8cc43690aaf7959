/**
 * Well-formed numbers that belong to nobody. Each comes out of a keyed bijection, so two invented people never
 * share one by accident: a shared number in the twin's files is always a planted one.
 */

import { creditCodeCheck, organisationCheck } from '../server/kernel/credit-code.ts'
import { residentIdCheck } from '../server/kernel/resident-id.ts'
import { vinCheckDigit } from '../server/kernel/vin.ts'
import { dayText } from './calendar.ts'
import { type BrandCode, brandOf, isNewEnergy, VARIANTS } from './catalogue.ts'
import { type City, REGIONS } from './cities.ts'
import { type Draw, Scramble } from './prng.ts'

/** Prefixes really in use by the three carriers and the newcomer; 42 of them fill 32 bits almost completely. */
export const MOBILE_PREFIXES =
  '130 131 132 133 134 135 136 137 138 139 147 150 151 152 153 155 156 157 158 159 166 173 175 176 177 178 180 181 182 183 184 185 186 187 188 189 191 193 195 196 198 199'.split(
    ' ',
  )

const CREDIT_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const VIN_ALPHABET = '0123456789ABCDEFGHJKLMNPRSTUVWXYZ'
const YEAR_CODES = 'ABCDEFGHJKLMNPRSTVWXY123456789'
const PLATE_ALPHABET = '0123456789ABCDEFGHJKLMNPQRSTUVWXYZ'

/** Position 10 of a VIN: letters from 1980, then 2001 to 2009, then letters again from 2010. */
export function vinYearCode(year: number): string {
  return YEAR_CODES[(year - 1980) % 30] as string
}

interface BirthPlace {
  code: string
  /** How often this district stands earlier in the table; keeps the sequence numbers apart. */
  turn: number
}

/** More people than the largest twin has, so that everybody's rank and district are their own. */
const PERSONS = 2e8
const TURNS = 16
/** Ranks of age in a group of people; at most two of them fall on one day. */
export const AGES = 7000

export class Identities {
  private readonly phones: Scramble
  private readonly persons: Scramble
  private readonly cars: Scramble
  private readonly births: readonly BirthPlace[]

  constructor(seed: number, cities: readonly City[]) {
    this.phones = new Scramble(seed, 1)
    this.persons = new Scramble(seed, 2)
    this.cars = new Scramble(seed, 3)
    this.births = cities.flatMap((city) =>
      city.districts.flatMap((district) =>
        Array.from({ length: birthWeight(city) }, (_, turn) => ({ code: district.code, turn })),
      ),
    )
  }

  /** The number-th mobile of the twin; callers reserve four per person. */
  mobile(number: number): string {
    const value = this.phones.below(number, MOBILE_PREFIXES.length * 1e8)
    const prefix = MOBILE_PREFIXES[Math.floor(value / 1e8)] as string
    return prefix + String(value % 1e8).padStart(8, '0')
  }

  /** Which of the AGES of their like somebody is, the youngest first. */
  ageRank(index: number): number {
    return this.persons.below(index, PERSONS) % AGES
  }

  /**
   * Resident ID of person `index`. Rank and rest are one number's two parts, `turn` tells groups of ranks that meet on
   * one day apart, and every district has three orders a turn: 27 x 16 numbers a day and sex, unique by construction.
   */
  residentId(index: number, male: boolean, birthDay: number, turn: number): string {
    const rest = Math.floor(this.persons.below(index, PERSONS) / AGES)
    const place = this.births[rest % this.births.length] as BirthPlace
    const perTurn = Math.ceil(PERSONS / AGES / this.births.length)
    const order = (place.turn * perTurn + Math.floor(rest / this.births.length)) * TURNS + turn
    const sequence = (order * 2 + (male ? 1 : 0)) % 1000
    const body = place.code + dayText(birthDay).replaceAll('-', '') + String(sequence).padStart(3, '0')
    return body + residentIdCheck(body)
  }

  /** VIN of car `number`, built for `variantIndex` in `year`. */
  vin(number: number, variantIndex: number, year: number): string {
    const variant = VARIANTS[variantIndex] as (typeof VARIANTS)[number]
    const value = this.cars.of(number)
    const block = Math.floor(value / 1e6)
    const vds =
      VIN_ALPHABET[10 + variant.seriesIndex] +
      (VIN_ALPHABET[variantIndex] as string) +
      (VIN_ALPHABET[Math.floor(block / 1089)] as string) +
      VIN_ALPHABET[Math.floor(block / 33) % 33] +
      VIN_ALPHABET[block % 33]
    const tail = `${vinYearCode(year)}${variant.brand === 'HL' ? 'A' : 'B'}${String(value % 1e6).padStart(6, '0')}`
    const wmi = brandOf(variant.brand as BrandCode).wmi
    return `${wmi}${vds}${vinCheckDigit(`${wmi}${vds}0${tail}`)}${tail}`
  }

  /** Plate of car `number` in that city: green (six places) for cars with a plug, blue (five) for the others. */
  plate(number: number, variantIndex: number, prefix: string): string {
    const variant = VARIANTS[variantIndex] as (typeof VARIANTS)[number]
    const value = this.cars.of(number ^ 0x40000000)
    if (isNewEnergy(variant)) {
      const kind = variant.energy === 'electric' ? 'DABC' : 'FGHJ'
      const second = PLATE_ALPHABET[Math.floor(value / 4) % 34] as string
      return `${prefix}${kind[value % 4]}${second}${String(Math.floor(value / 136) % 10000).padStart(4, '0')}`
    }
    const third = PLATE_ALPHABET[10 + (value % 24)] as string
    const digits = String(Math.floor(value / 24) % 10000).padStart(4, '0')
    const at = Math.floor(value / 240000) % 4
    return prefix + digits.slice(0, at) + third + digits.slice(at)
  }
}

/** More people live in big cities, and Tibet's seventy counties must not fill a fortieth of the files. */
function birthWeight(city: City): number {
  if (city.weight >= 55) return 9
  if (city.weight >= 12) return 6
  return REGIONS[city.regionIndex]?.code === 'XB' || city.provinceCode === '54' ? 1 : 3
}

/** Unified social credit code of an invented company; characters 9 to 17 carry their own organisation check. */
export function drawCreditCode(draw: Draw, districtCode: string): string {
  let organisation = 'MA'
  while (organisation.length < 8) organisation += CREDIT_ALPHABET[draw.below(31)]
  organisation += organisationCheck(organisation)
  const body = `91${districtCode}${organisation}`
  return body + creditCodeCheck(body)
}
