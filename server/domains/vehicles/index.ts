export { type CarRow, type KeeperRole, saveVehicles } from './actions/cars.ts'
export { type Catalogue, catalogue, saveCatalogue } from './actions/catalogue.ts'
export { carMates, keptCars } from './queries/kept.ts'
export { type CarKeeper, carsKnown, type KnownCar } from './queries/serviced.ts'
