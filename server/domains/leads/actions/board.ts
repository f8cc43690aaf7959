import type { readBoard as boardEndpoint, listStandings } from '../../../../contract/dispatch.ts'
import type { Reply } from '../../../../contract/endpoint.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { dealersBelow, type Network, networkSnapshot } from '../../dealers/index.ts'
import { present } from '../present.ts'
import * as board from '../queries/board.ts'
import { listedLeads } from '../queries/list.ts'
import { nearestOf } from '../reference.ts'

type Board = Reply<typeof boardEndpoint>
type Numbers = Omit<Board['total'], 'oldestWaitingAt' | 'disputes'>

const round = (value: number | null, places = 1): number | null =>
  value === null ? null : Math.round(value * 10 ** places) / 10 ** places
const percent = (part: number, whole: number): number | null =>
  whole === 0 ? null : round((100 * part) / whole)

type Narrowing = { dealerIds?: string[]; waitingIn?: board.WaitingPlace[] }
/** The dealers below a node, and the places whose nearest dealer is one of them. */
export async function narrowingTo(ctx: Ctx, under: string | undefined): Promise<Narrowing> {
  if (!under) return {}
  const network = await networkSnapshot(ctx)
  const dealerIds = await dealersBelow(ctx, under)
  const below = new Set(dealerIds)
  const places = await board.waitingPlaces(ctx)
  const isNear = ({ brandId, divisionCode }: board.WaitingPlace) =>
    below.has(nearestOf(network, brandId, divisionCode)?.id ?? '')
  return { dealerIds, waitingIn: places.filter(isNear) }
}

type BoardQuery = Pick<board.BoardFilter, 'brandId' | 'grade' | 'source'> & { under?: string }
/** One screen of the whole dispatch: by region and area, what waits, what is disputed, who is late. */
export async function readBoard(ctx: Ctx, { under, ...given }: BoardQuery): Promise<Board> {
  const network = await networkSnapshot(ctx)
  const filter: board.BoardFilter = { ...given, ...(await narrowingTo(ctx, under)) }
  const dealers = visibleDealers(ctx, network, filter)
  const places = dealers.map((dealer) => ({
    dealer: dealer.id,
    area: dealer.areaId,
    region: dealer.regionId,
  }))
  const numbers = await board.placeNumbers(ctx, filter, places)
  const weeks = await board.weekNumbers(ctx, filter, places)
  const groups = await board.waitingGroups(ctx, filter)
  const waitingIn = waitingByArea(network, groups)
  const of = (region: string | null, area: string | null, members: typeof dealers): Numbers => {
    const row = numbers.find((one) => one.region === region && one.area === area)
    const series = Array.from({ length: board.boardWeeks }, (_, week) => {
      const found = weeks.find((one) => one.region === region && one.area === area && one.week === week)
      return found ? percent(found.breached, found.dispatched) : null
    })
    const { dispatched = 0, over = 0, due = 0, firstContactHours = null } = row ?? {}
    const areas = new Set(members.map((dealer) => dealer.areaId))
    const waiting =
      region === null
        ? groups.reduce((sum, group) => sum + group.leads, 0)
        : [...areas].reduce((sum, id) => sum + (waitingIn.get(id) ?? 0), 0)
    return {
      dealers: members.length,
      waiting,
      dispatched,
      inTime: dispatched - over - due,
      due,
      over,
      breachPercent: percent(over, dispatched),
      firstContactHours: round(firstContactHours),
      weeks: series,
    }
  }
  const oldest = groups.map((group) => group.oldest).sort((a, b) => a.getTime() - b.getTime())[0]
  const worst = await board.worstDealers(ctx, filter, 20)
  return {
    asOf: ctx.now.toISOString(),
    total: {
      ...of(null, null, dealers),
      oldestWaitingAt: oldest?.toISOString() ?? null,
      disputes: await board.countDisputes(ctx, filter),
    },
    regions: [...Map.groupBy(dealers, (dealer) => dealer.regionId)].map(([id, members]) => ({
      id,
      name: members[0]!.regionName,
      ...of(id, null, members),
      areas: [...Map.groupBy(members, (dealer) => dealer.areaId)].map(([areaId, inArea]) => ({
        id: areaId,
        name: inArea[0]!.areaName,
        ...of(id, areaId, inArea),
      })),
    })),
    waiting: await oldestFirst(ctx, filter),
    worst: worst.map((one) => {
      const dealer = network.byId.get(one.dealerId)
      return { ...one, name: dealer?.name ?? '—', areaName: dealer?.areaName ?? '' }
    }),
  }
}

function visibleDealers(ctx: Ctx, network: Network, { brandId, dealerIds }: board.BoardFilter) {
  const { kind, nodes } = ctx.scope
  const inScope = network.dealers.filter((dealer) =>
    kind === 'brand'
      ? nodes.includes(dealer.brandId)
      : kind === 'region' || kind === 'dealer'
        ? nodes.includes(dealer.id)
        : true,
  )
  const below = dealerIds && new Set(dealerIds)
  return inScope.filter(
    (dealer) => dealer.active && (!brandId || dealer.brandId === brandId) && (!below || below.has(dealer.id)),
  )
}

/** A waiting lead belongs to nobody yet; it is counted where its nearest dealer stands. */
function waitingByArea(network: Network, groups: board.WaitingGroup[]): Map<string, number> {
  const found = new Map<string, number>()
  for (const { brandId, divisionCode, leads } of groups) {
    const near = divisionCode ? nearestOf(network, brandId, divisionCode) : undefined
    if (near) found.set(near.areaId, (found.get(near.areaId) ?? 0) + leads)
  }
  return found
}

async function oldestFirst(ctx: Ctx, filter: board.BoardFilter) {
  const ids = await board.oldestWaiting(ctx, filter, 5)
  const rows = new Map((await listedLeads(ctx, ids)).map((row) => [row.id, row]))
  return present(
    ctx,
    ids.flatMap((id) => rows.get(id) ?? []),
  )
}

export async function readStandings(
  ctx: Ctx,
  { brandId, under }: { brandId?: string; under?: string },
): Promise<Reply<typeof listStandings>> {
  const below = under ? new Set(await dealersBelow(ctx, under)) : null
  const numbers = await board.dealerNumbers(ctx, brandId)
  const open = await board.openByDealer(ctx, brandId)
  const ids = new Set([...numbers.map((one) => one.dealerId), ...open.keys()])
  const byId = new Map(numbers.map((one) => [one.dealerId, one]))
  return {
    items: [...ids]
      .filter((id) => !below || below.has(id))
      .map((dealerId) => {
        const {
          load = 0,
          dispatched = 0,
          over = 0,
          inTimePercent = null,
          firstContactHours = null,
        } = byId.get(dealerId) ?? {}
        return {
          dealerId,
          open: open.get(dealerId) ?? 0,
          load,
          dispatched,
          over,
          inTimePercent,
          firstContactHours: round(firstContactHours),
        }
      }),
  }
}
