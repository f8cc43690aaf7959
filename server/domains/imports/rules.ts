import type { ImportState } from '../../../contract/imports.ts'

/** Before-images and files are kept this long. */
export const undoDays = 30

export type Deed = 'change' | 'discard' | 'check' | 'run' | 'cancel' | 'undo'

/** What may be done in which state; the screen draws its buttons from the same table. */
const allowed: Record<ImportState, readonly Deed[]> = {
  draft: ['change', 'discard', 'check', 'run'],
  checking: ['cancel'],
  checked: ['change', 'discard', 'check', 'run'],
  running: ['cancel'],
  done: ['undo'],
  // Rows may have been written already: it can go on or be taken back, but not be another import.
  failed: ['run', 'undo'],
  cancelled: ['run', 'undo'],
  undoing: [],
  undone: ['discard'],
}
export const may = (state: ImportState, deed: Deed): boolean => allowed[state].includes(deed)

/** Where a stopped piece of work is left. */
export const stoppedState: Partial<Record<ImportState, ImportState>> = {
  checking: 'draft',
  running: 'cancelled',
}
