export { loadDemo } from './demo.ts'
export {
  checkDraft,
  draftFile,
  driverFor,
  type FileToImport,
  type Imported,
  importFile,
  undoFile,
} from './import-file.ts'
