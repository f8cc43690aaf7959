import type { ImportOptions, Mapping } from '../../../../contract/imports.ts'
import type { TableRow } from '../../../kernel/tables/index.ts'
import { unguard } from '../../../kernel/tables/index.ts'
import type { Batch, Field, FieldFault, Kind, ReadRow, Values } from '../kinds/kind.ts'
import { faulty } from '../kinds/kind.ts'
import { plain } from '../values/reading.ts'

export type Prepared = ReadRow & { isInvalid: boolean }
export type Prepare = (row: TableRow, batch: Batch, now: Date) => Prepared
type Step = { column: number; field: Field }

/** The mapping as steps, in the kind's order of fields. */
export function stepsOf(kind: Kind, mapping: Mapping): Step[] {
  const columnOf = new Map(Object.entries(mapping).map(([column, key]) => [key, Number(column)]))
  return kind.fields.flatMap((field) => {
    const column = columnOf.get(field.key)
    return column === undefined ? [] : [{ column, field }]
  })
}

/** Reads one row by its mapping. A value that cannot be read costs the row, or itself, as the options say. */
export function preparer(kind: Kind, mapping: Mapping, options: ImportOptions): Prepare {
  const steps = stepsOf(kind, mapping)
  const required = kind.fields.filter((field) => field.required)
  return (row, batch, now) => {
    const values: Values = {}
    const prepared: Prepared = {
      rowNumber: row.rowNumber,
      cells: row.cells,
      values,
      emptied: [],
      faults: [],
      isInvalid: false,
    }
    const notes: FieldFault[] = []
    for (const { column, field } of steps) {
      const cell = plain(row.cells[column])
      const reading = cell === '' ? undefined : field.read(unguard(cell), now)
      if (reading === undefined) prepared.emptied.push(field.key)
      else if (reading.fault) prepared.faults.push({ field: field.key, ...reading.fault })
      else if (reading.note) notes.push({ field: field.key, ...reading.note })
      else values[field.key] = reading.value
    }
    for (const field of required)
      if (values[field.key] === undefined && !prepared.faults.some((one) => one.field === field.key))
        prepared.faults.push(faulty(field.key, 'missing', `缺少${field.zh}`, `${field.en} is missing`))
    const unreadable =
      prepared.faults.length > 0 &&
      (options.unreadable === 'row' || required.some((field) => values[field.key] === undefined))
    const lacking = kind.check?.(values, batch) ?? []
    prepared.faults.push(...lacking, ...notes)
    prepared.isInvalid = unreadable || lacking.length > 0
    return prepared
  }
}

/** Only what ties rows together, for the first walk over the file. */
export function tieReader(kind: Kind, mapping: Mapping): (row: TableRow, now: Date) => string[] {
  const steps = new Map(stepsOf(kind, mapping).map((step) => [step.field.key, step]))
  const groups = kind.ties.map((group, at) => ({
    at,
    keys: group.map((key) => key.split('+').flatMap((part) => steps.get(part) ?? [])),
  }))
  return (row, now) => {
    const ties: string[] = []
    for (const { at, keys } of groups)
      for (const parts of keys) {
        const values = parts.map(({ column, field }) => {
          const cell = plain(row.cells[column])
          return cell === '' ? undefined : field.read(unguard(cell), now)?.value
        })
        if (values.length > 0 && values.every((value) => value !== undefined))
          ties.push(`${at}|${values.join('|')}`)
      }
    return ties
  }
}
