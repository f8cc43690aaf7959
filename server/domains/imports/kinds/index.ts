import type { ImportKind } from '../../../../contract/imports.ts'
import { calls } from './calls.ts'
import { campaigns } from './campaigns.ts'
import { catalogue } from './catalogue.ts'
import { customers } from './customers.ts'
import { dailyCounts } from './daily-counts.ts'
import { deliveries } from './deliveries.ts'
import type { Kind } from './kind.ts'
import { leads } from './leads.ts'
import { marketSizes } from './market-sizes.ts'
import { network } from './network.ts'
import { orders } from './orders.ts'
import { plans } from './plans.ts'
import { repairOrders } from './repair-orders.ts'
import { spend } from './spend.ts'
import { staff } from './staff.ts'
import { ties } from './ties.ts'
import { webCarts } from './web-carts.ts'
import { webEvents } from './web-events.ts'

/** Everything that can be imported, in the order a new installation needs it. */
export const kinds: Record<ImportKind, Kind> = {
  network,
  catalogue,
  campaigns,
  spend,
  staff,
  customers,
  leads,
  orders,
  deliveries,
  'repair-orders': repairOrders,
  calls,
  'daily-counts': dailyCounts,
  'web-events': webEvents,
  'web-carts': webCarts,
  'market-sizes': marketSizes,
  ties,
  plans,
}
