import * as vehicles from '../../../contract/vehicles.ts'
import { type Route, route } from '../../kernel/http/route.ts'
import * as editing from './actions/editing.ts'
import { findVehicles, vehiclesOf } from './actions/finding.ts'
import { keep } from './actions/keepers.ts'

export const vehicleRoutes: Route[] = [
  route(vehicles.readCatalogue, 'vehicles.read', (ctx) => editing.showCatalogue(ctx)),
  route(vehicles.createSeries, 'vehicles.edit', (ctx, { body }) => editing.addSeries(ctx, body)),
  route(vehicles.editSeries, 'vehicles.edit', (ctx, { params, body }) =>
    editing.changeSeries(ctx, params.id, body),
  ),
  route(vehicles.createVariant, 'vehicles.edit', (ctx, { body }) => editing.addVariant(ctx, body)),
  route(vehicles.editVariant, 'vehicles.edit', (ctx, { params, body }) =>
    editing.changeVariant(ctx, params.id, body),
  ),
  route(vehicles.createOption, 'vehicles.edit', (ctx, { body }) => editing.addOption(ctx, body)),
  route(vehicles.editOption, 'vehicles.edit', (ctx, { params, body }) =>
    editing.changeOption(ctx, params.id, body),
  ),
  route(vehicles.removeOption, 'vehicles.edit', (ctx, { params }) => editing.dropOption(ctx, params.id)),
  route(vehicles.listVehicles, 'vehicles.read', (ctx, { query }) => findVehicles(ctx, query)),
  route(vehicles.setKeeper, 'customers.edit', (ctx, { params, body }) => keep(ctx, params.id, body)),
  route(vehicles.customerVehicles, 'vehicles.read', (ctx, { params }) => vehiclesOf(ctx, params.id)),
]
