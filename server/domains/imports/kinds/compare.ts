import type { Difference, Written } from './kind.ts'

/** A record as its domain shows it, before and after: the outcome is what became of it, field by field. */
export type Shown = { id: string; shown: Record<string, unknown> }

const quiet = new Set(['id', 'version', 'updatedAt', 'createdAt', 'path'])

export function compared(before: Shown | undefined, after: Shown | undefined): Written {
  if (!before) return { outcome: 'create', subjectId: after?.id ?? null }
  const differences = differencesOf(before.shown, after?.shown ?? {})
  return { outcome: differences.length > 0 ? 'update' : 'unchanged', subjectId: before.id, differences }
}

export function differencesOf(before: Record<string, unknown>, after: Record<string, unknown>): Difference[] {
  return Object.keys({ ...before, ...after })
    .filter(
      (name) =>
        !quiet.has(name) && JSON.stringify(before[name] ?? null) !== JSON.stringify(after[name] ?? null),
    )
    .map((name) => ({ field: name, before: sayable(before[name]), after: sayable(after[name]) }))
}

const sayable = (value: unknown): string | null =>
  value === undefined || value === null
    ? null
    : typeof value === 'object'
      ? JSON.stringify(value)
      : String(value)
