import type { Words } from '../../../../contract/endpoint.ts'
import { words } from '../../../../contract/problem.ts'
import { repairProblems } from '../../../../contract/service.ts'
import { dayIn } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { asSystem } from '../../../kernel/db/widen.ts'
import type { FieldError } from '../../../kernel/errors.ts'
import { newId } from '../../../kernel/ids.ts'
import { networkSnapshot } from '../../dealers/index.ts'
import { carsKnown, type KnownCar, saveVehicles } from '../../vehicles/index.ts'
import * as queries from '../queries/book.ts'
import { isOdometer } from '../rules.ts'
import { type Visit, type Visited, whoCame } from './visitors.ts'

/** One repair order of a dealer's system, its codes resolved; null where the system says nothing. */
export type RepairArrival = Pick<
  queries.StoredRepair,
  | 'number'
  | 'brandId'
  | 'dealerId'
  | 'vin'
  | 'plate'
  | 'mileageKm'
  | 'kind'
  | 'labourFen'
  | 'partsFen'
  | 'accessoriesFen'
  | 'costFen'
  | 'paidBy'
  | 'adviser'
> & {
  person: { name: string | null; phone: string | null }
  openedAt: Date
  closedAt: Date | null
  /** Left out, it is the sum of its parts. */
  totalFen: number | null
  lines: queries.StoredLine[] | null
  raw: unknown
}
export type BookSource = { source: string; importId: string | null }

type At = FieldError & { index: number }
/** By place in the book; rows that were already so are not named. */
export type RepairOutcome = {
  written: {
    index: number
    id: string
    outcome: 'created' | 'updated'
    customerId: string | null
    before?: Record<string, unknown>
  }[]
  problems: At[]
  notes: At[]
}

const said = (index: number, field: string, what: Words, values: Record<string, string> = {}): At => ({
  index,
  field,
  ...words(what, values),
})

/**
 * What workshops report: an order by its number at its dealer once, with the car it was about and who came with it.
 * A car nobody knew becomes known; service day and odometer of a car only grow. One number again brings it up to date.
 */
export async function saveRepairOrders(
  ctx: Ctx,
  arrivals: RepairArrival[],
  about: BookSource,
): Promise<RepairOutcome> {
  const outcome: RepairOutcome = { written: [], problems: [], notes: [] }
  const visits = await withCars(ctx, arrivals, outcome)
  const visited = await whoCame(ctx, visits, about)
  for (const { index, customerId } of visited)
    if (!customerId) outcome.notes.push(said(index, 'phone', repairProblems.nobody))
  const vehicles = await keepCars(ctx, visited)
  const idOf = ({ car, arrival }: Visited) => vehicles.get(arrival.vin ?? '') ?? car?.id ?? null
  await write(
    ctx,
    visited.map((visit) => ({ ...visit, vehicleId: idOf(visit) })),
    about,
    outcome,
  )
  return outcome
}

/** In order of time, so that the later of two visits has the last word about its car. */
async function withCars(ctx: Ctx, arrivals: RepairArrival[], outcome: RepairOutcome): Promise<Visit[]> {
  const network = await networkSnapshot(ctx)
  const last = new Map(
    arrivals.map((arrival, index) => [`${arrival.dealerId}|${arrival.number}`, { arrival, index }]),
  )
  const inTime = [...last.values()].sort(
    (a, b) => a.arrival.openedAt.getTime() - b.arrival.openedAt.getTime(),
  )
  const plates = inTime.flatMap(({ arrival: { vin, plate } }) => (vin || !plate ? [] : [plate]))
  const vins = inTime.flatMap(({ arrival: { vin } }) => vin ?? [])
  const cars = await asSystem(ctx, (wide) => carsKnown(wide, { vins, plates }))
  const byVin = new Map(cars.map((car) => [car.vin, car]))
  const byPlate = Map.groupBy(cars, (car) => car.plate)
  return inTime.flatMap(({ arrival, index }): Visit[] => {
    const { vin, plate, dealerId, openedAt, closedAt } = arrival
    const named = plate ? (byPlate.get(plate) ?? []) : []
    const car = vin ? byVin.get(vin) : named.length === 1 ? named[0] : undefined
    if (!vin && !car)
      outcome.problems.push(said(index, 'vin', repairProblems.carUnknown, { plate: plate ?? '' }))
    else if (closedAt && closedAt < openedAt)
      outcome.problems.push(said(index, 'closedAt', repairProblems.closedEarly))
    else
      return [
        {
          index,
          arrival,
          car,
          openedOn: dayIn(openedAt, network.byId.get(dealerId)?.zone ?? 'Asia/Shanghai'),
        },
      ]
    return []
  })
}

async function keepCars(ctx: Ctx, visited: Visited[]): Promise<Map<string, string>> {
  return saveVehicles(
    ctx,
    visited.flatMap(({ arrival, car, openedOn, customerId, isFirst }) => {
      const { plate, brandId, mileageKm } = arrival
      const vin = arrival.vin ?? car?.vin
      if (!vin) return []
      const isRead = mileageKm !== null && isOdometer(mileageKm, openedOn, car?.soldOn ?? null)
      return [
        {
          vin,
          // An old order does not bring an old plate back.
          ...(plateOf(car, plate) && { plate }),
          ...(!car && { brandId }),
          ...(isRead && { mileageKm }),
          lastServiceOn: openedOn,
          keepers: isFirst && customerId ? [{ customerId, role: 'contact' as const, isKnownByIt: true }] : [],
        },
      ]
    }),
  )
}
const plateOf = (car: KnownCar | undefined, plate: string | null) => !car?.plate && plate

type Placed = Visited & { vehicleId: string | null }
type Written = { row: queries.StoredRepair; before: queries.StoredRepair | undefined }

async function write(
  ctx: Ctx,
  placed: Placed[],
  about: BookSource,
  { written }: RepairOutcome,
): Promise<void> {
  const known = await queries.repairsNumbered(
    ctx,
    placed.map(({ arrival }) => arrival),
  )
  const ofNumber = new Map(known.map((row) => [`${row.dealerId}|${row.number}`, row]))
  const all: Written[] = []
  const lines: Parameters<typeof queries.replaceLines>[1] = []
  const had: string[] = []
  for (const one of placed) {
    const { arrival, index } = one
    const before = ofNumber.get(`${arrival.dealerId}|${arrival.number}`)
    const row = rowOf(ctx, one, before)
    const isRelined =
      arrival.lines !== null &&
      JSON.stringify(arrival.lines) !== JSON.stringify(before?.lines.map(lineOf) ?? [])
    const changed = before ? changedIn(before, row) : {}
    if (before && Object.keys(changed).length === 0 && !isRelined) continue
    if (isRelined) {
      if (before && before.lines.length > 0) had.push(before.id)
      for (const [place, line] of arrival.lines!.entries())
        lines.push({ ...line, id: newId(ctx.now), orderId: row.id, place })
    }
    all.push({ row, before })
    written.push({
      index,
      id: row.id,
      outcome: before ? 'updated' : 'created',
      customerId: row.customerId,
      ...(before && { before: changed }),
    })
  }
  const made = all.flatMap(({ row, before }) => (before ? [] : [row]))
  const updated = all.flatMap(({ row, before }) => (before ? [row] : []))
  if (made.length > 0) await queries.insertRepairs(ctx, made, about)
  if (updated.length > 0) await queries.updateRepairs(ctx, updated)
  await queries.replaceLines(ctx, lines, had)
  await tell(ctx, all)
}

/** The same keys in the same order, whatever the database makes of a JSON object. */
const lineOf = ({ kind, code, name, quantity, amountFen }: queries.StoredLine): queries.StoredLine => ({
  kind,
  code,
  name,
  quantity,
  amountFen,
})

/** What is empty in the file keeps what we have; whom the file only guesses does not replace whom we know. */
function rowOf(
  ctx: Ctx,
  { arrival, customerId, recordId, certain, vehicleId }: Placed,
  before: queries.StoredRepair | undefined,
): queries.StoredRepair {
  const { number, brandId, dealerId, kind, labourFen, partsFen, accessoriesFen, lines } = arrival
  const parts = [labourFen, partsFen, accessoriesFen].filter((one) => one !== null)
  const amounts = parts.length > 0 ? parts : (lines ?? []).flatMap(({ amountFen }) => amountFen ?? [])
  const sum = amounts.length > 0 ? amounts.reduce((total, one) => total + one, 0) : null
  const takesOver = certain || !before?.customerId
  return {
    id: before?.id ?? newId(ctx.now),
    number,
    brandId: before?.brandId ?? brandId,
    dealerId,
    vehicleId: vehicleId ?? before?.vehicleId ?? null,
    customerId: takesOver ? customerId : before.customerId,
    recordId: takesOver ? (recordId ?? before?.recordId ?? null) : before.recordId,
    vin: arrival.vin ?? before?.vin ?? null,
    plate: arrival.plate ?? before?.plate ?? null,
    openedAt: arrival.openedAt.toISOString(),
    closedAt: arrival.closedAt?.toISOString() ?? before?.closedAt ?? null,
    mileageKm: arrival.mileageKm ?? before?.mileageKm ?? null,
    kind,
    labourFen: labourFen ?? before?.labourFen ?? null,
    partsFen: partsFen ?? before?.partsFen ?? null,
    accessoriesFen: accessoriesFen ?? before?.accessoriesFen ?? null,
    totalFen: arrival.totalFen ?? sum ?? before?.totalFen ?? 0,
    costFen: arrival.costFen ?? before?.costFen ?? null,
    paidBy: arrival.paidBy ?? before?.paidBy ?? null,
    adviser: arrival.adviser ?? before?.adviser ?? null,
  }
}

/** What was there before of what changes. */
function changedIn(before: queries.StoredRepair, after: queries.StoredRepair): Record<string, unknown> {
  const was: Record<string, unknown> = { ...before }
  return Object.fromEntries(
    Object.entries(after).flatMap(([name, value]) => (was[name] === value ? [] : [[name, was[name]]])),
  )
}

/** A car that left the workshop is an hour of its customer's life: once, when it is first told of. */
const tell = (ctx: Ctx, all: Written[]): Promise<void> =>
  ctx.emit(
    ...all.flatMap(({ row, before }) =>
      row.closedAt && row.customerId && !before?.closedAt
        ? [
            {
              type: 'service.closed',
              subjectId: row.id,
              customerId: row.customerId,
              brandId: row.brandId,
              dealerId: row.dealerId,
              at: new Date(row.closedAt),
              data: {
                number: row.number,
                repair: row.kind,
                totalFen: row.totalFen,
                mileageKm: row.mileageKm,
                vehicleId: row.vehicleId,
              },
            },
          ]
        : [],
    ),
  )
