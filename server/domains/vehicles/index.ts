export { type CarRow, type Catalogue, catalogue, type KeeperRole, saveCatalogue, saveVehicles } from './actions.ts'
