import type { LapseDriver, lapseDrivers } from '../../../../contract/value.ts'
import { type CoxModel, type Driver, fitCox } from '../models/survival/cox.ts'
import { chanceToLeave, concordance, hazardReasons, logHazards } from '../models/survival/hazard.ts'
import type { Durations } from '../models/survival/kaplan-meier.ts'
import type { Spell } from '../questions/lapse-spells/question.ts'

/**
 * What is modelled is the coming back: after each paid visit or delivery, how soon the owner pays again, given what was
 * known of them on that day. Who does not come back within the window has lapsed. So nothing of an owner's later life
 * leaks into what foretells it, and an absence that is still running counts as far as it has been watched.
 */
export type Lapse = {
  windowDays: number
  model: CoxModel<string>
  columns: Column[]
  concordance: number
}

type Plain = Exclude<LapseDriver, 'region'>
/** A column of the model: a driver, or one region against the largest. */
export type Column = { key: string; driver: LapseDriver; region: string | null; of: (spell: Spell) => number }

/** What a driver is told in: a share in tenths, the others as they are. */
const plain: Record<Plain, (spell: Spell) => number> = {
  visits: (one) => one.visits,
  freeShare: (one) => one.freeShare * 10,
  years: (one) => one.years,
  lateFirst: (one) => one.lateFirst,
  extras: (one) => one.extras,
  boughtHere: (one) => one.boughtHere,
  moved: (one) => one.moved,
  repaired: (one) => one.repaired,
}
export const plainDrivers = Object.keys(plain) as Plain[] satisfies readonly (typeof lapseDrivers)[number][]

/** Below this many who came back, and who did not, the drivers say more about chance than about owners. */
export const fewestLapses = { spells: 200, each: 50 }
/** A region with fewer visits than this share is taken with the others. */
const smallRegion = 0.02

function columnsOf(spells: readonly Spell[]): Column[] {
  const regions = new Map<string, number>()
  for (const { region } of spells) if (region) regions.set(region, (regions.get(region) ?? 0) + 1)
  const [, ...others] = [...regions]
    .filter(([, count]) => count >= smallRegion * spells.length)
    .sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]))
  return [
    ...plainDrivers.map((driver): Column => ({ key: driver, driver, region: null, of: plain[driver] })),
    ...others.map(
      ([region]): Column => ({
        key: `region:${region}`,
        driver: 'region',
        region,
        of: (one) => (one.region === region ? 1 : 0),
      }),
    ),
  ].filter(({ of }) => varies(spells, of))
}

/** At least one spell in two hundred differs from the most usual value: less gives huge ratios with huge errors. */
function varies(spells: readonly Spell[], of: Column['of']): boolean {
  const counts = new Map<number, number>()
  for (const spell of spells) counts.set(of(spell), (counts.get(of(spell)) ?? 0) + 1)
  const commonest = [...counts.values()].reduce((most, count) => Math.max(most, count), 0)
  return spells.length - commonest >= spells.length / 200
}

/** What the fit sees of the spells: numbers alone. */
export type LapseNumbers = { durations: Durations; drivers: Record<string, Float64Array> }
export type LapseFit = { model: CoxModel<string>; concordance: number }

/** Null where the model does not settle. */
export function fitLapse({ durations, drivers }: LapseNumbers): LapseFit | null {
  const model = fitCox(durations, drivers)
  return model.settled ? { model, concordance: concordance(durations, logHazards(model, drivers)) } : null
}

/** Null where too little is known, or nothing differs between owners. */
export function learnLapse(spells: readonly Spell[], windowDays: number): Lapse | null {
  const lesson = lessonOf(spells, windowDays)
  return lesson && lapseOf(lesson, fitLapse(lesson.numbers), windowDays)
}

export const lapseOf = (
  { columns }: { columns: Column[] },
  fit: LapseFit | null,
  windowDays: number,
): Lapse | null => fit && { windowDays, columns, ...fit }

export function lessonOf(
  spells: readonly Spell[],
  windowDays: number,
): { columns: Column[]; numbers: LapseNumbers } | null {
  const watched = spells.filter(({ days }) => days > 0)
  const back = watched.filter((one) => one.back === 1).length
  const gone = watched.filter((one) => one.back === 0 && one.days >= windowDays).length
  if (watched.length < fewestLapses.spells || Math.min(back, gone) < fewestLapses.each) return null
  const columns = columnsOf(watched)
  if (columns.length === 0) return null
  const durations = {
    duration: Float64Array.from(watched, ({ days }) => days),
    event: Uint8Array.from(watched, (one) => one.back),
  }
  const drivers = Object.fromEntries(columns.map(({ key, of }) => [key, Float64Array.from(watched, of)]))
  return { columns, numbers: { durations, drivers } }
}

export type RankedDriver = {
  column: Column
  /** How many times less readily they come back for one step more, with its interval: above 1 drives away. */
  ratio: Driver['ratio']
  p: number
  /** The chance to lapse of the average owner, and of one a step further. */
  lapse: number
  lapseWith: number
}

/** The drivers with the best shown first. */
export function rankDrivers({ model, columns, windowDays }: Lapse): RankedDriver[] {
  const lapseAt = (logHazard: number) => 1 - chanceToLeave(model, logHazard, { from: 0, until: windowDays })
  return columns
    .map((column) => ({ column, driver: model.drivers[column.key]! }))
    .sort((a, b) => Math.abs(b.driver.z) - Math.abs(a.driver.z))
    .map(({ column, driver: { ratio, p, coefficient } }) => ({
      column,
      ratio: { value: 1 / ratio.value, low: 1 / ratio.high, high: 1 / ratio.low },
      p,
      lapse: lapseAt(0),
      lapseWith: lapseAt(coefficient),
    }))
}

export type LapseReason = { driver: LapseDriver; effect: number; value: number | null }
export type OwnLapse = {
  lapseRisk: number | null
  lapsesOn: string | null
  lapseState: 'foretold' | 'lapsed' | 'unpaid' | 'too few'
  lapseReasons: LapseReason[]
}

const most = 3
/** A twentieth more or less readily is no reason. */
const least = 0.05

/** What the spell an owner is in now comes to: `days` is how long it has lasted, up to the window. */
export function foretell(lapse: Lapse | null, spell: Spell | undefined, windowDays: number): OwnLapse {
  const none = { lapseRisk: null, lapsesOn: null, lapseReasons: [] }
  if (!spell) return { ...none, lapseState: 'unpaid' }
  const lapsesOn = daysAfter(spell.on, windowDays)
  if (spell.days >= windowDays) return { ...none, lapsesOn, lapseState: 'lapsed' }
  if (!lapse) return { ...none, lapsesOn, lapseState: 'too few' }
  const { model, columns } = lapse
  const subject = Object.fromEntries(columns.map(({ key, of }) => [key, of(spell)]))
  const effects = hazardReasons(model, subject)
  const logHazard = effects.reduce((sum, { effect }) => sum + effect, 0)
  return {
    lapseRisk: 1 - chanceToLeave(model, logHazard, { from: spell.days, until: windowDays }),
    lapsesOn,
    lapseState: 'foretold',
    lapseReasons: reasonsOf(effects, spell),
  }
}

/** Turned round, since what brings back keeps; the regions together are one reason. */
function reasonsOf(effects: readonly { driver: string; effect: number }[], spell: Spell): LapseReason[] {
  const sums = new Map<LapseDriver, number>()
  for (const { driver, effect } of effects) {
    const name = driver.startsWith('region:') ? 'region' : (driver as Plain)
    sums.set(name, (sums.get(name) ?? 0) - effect)
  }
  return [...sums]
    .filter(([, effect]) => Math.abs(effect) >= least)
    .sort((a, b) => Math.abs(b[1]) - Math.abs(a[1]))
    .slice(0, most)
    .map(([driver, effect]) => ({
      driver,
      effect: Math.round(effect * 1000) / 1000,
      value: driver === 'region' ? null : Math.round(spell[driver] * 100) / 100,
    }))
}

function daysAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}
