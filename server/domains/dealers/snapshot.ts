import type { Holiday } from '../../../contract/dealers.ts'
import { second } from '../../kernel/clock.ts'
import type { Ctx, Services } from '../../kernel/ctx.ts'
import { allHolidays } from './queries/holidays.ts'
import { allDealers, type DealerRow } from './queries/network.ts'
import { allNodes, type NodeRow } from './queries/nodes.ts'

/** The network as routing and intake need it. Whoever writes the network takes effect within five seconds. */
export type Network = {
  dealers: readonly DealerRow[]
  byId: ReadonlyMap<string, DealerRow>
  byCode: ReadonlyMap<string, DealerRow>
  nodes: ReadonlyMap<string, NodeRow>
  brands: readonly NodeRow[]
  /** Day -> whether it is worked: public holidays false, make-up days true. */
  holidays: ReadonlyMap<string, boolean>
  /** The same with their names, in order. */
  holidayList: readonly Holiday[]
}

const freshMs = 5 * second
const known = new WeakMap<Services, { network: Network; at: number }>()

/** Reference rows are the same for every scope, so one copy per process serves all. */
export async function networkSnapshot(ctx: Ctx): Promise<Network> {
  const cached = known.get(ctx.services)
  const age = cached ? ctx.now.getTime() - cached.at : Number.POSITIVE_INFINITY
  if (cached && age >= 0 && age < freshMs) return cached.network
  const [dealers, nodes, holidays] = [await allDealers(ctx), await allNodes(ctx), await allHolidays(ctx)]
  const network: Network = {
    dealers,
    byId: new Map(dealers.map((dealer) => [dealer.id, dealer])),
    byCode: new Map(dealers.map((dealer) => [dealer.code.toUpperCase(), dealer])),
    nodes: new Map(nodes.map((node) => [node.id, node])),
    brands: nodes.filter((node) => node.kind === 'brand'),
    holidays: new Map(holidays.map((holiday) => [holiday.day, holiday.working])),
    holidayList: holidays,
  }
  known.set(ctx.services, { network, at: ctx.now.getTime() })
  return network
}

/** After a write in this process, the next reader reads again. */
export const forgetNetwork = (ctx: Ctx): void => void known.delete(ctx.services)
