export { type CarRow, type KeeperRole, saveVehicles } from './actions/cars.ts'
export { type Catalogue, catalogue, saveCatalogue } from './actions/catalogue.ts'
export { keptCars } from './queries/kept.ts'
