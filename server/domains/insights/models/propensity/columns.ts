/** What is known of each row, as columns. NaN and -1 are "not known", which is knowledge of its own. */
export type NumberColumn = { name: string; kind: 'number'; values: Float64Array }
export type CategoryColumn = { name: string; kind: 'category'; levels: readonly string[]; codes: Int32Array }
export type Column = NumberColumn | CategoryColumn
export type Table = { rows: number; columns: readonly Column[] }

export const numberColumn = (name: string, values: readonly (number | null | undefined)[]): NumberColumn => ({
  name,
  kind: 'number',
  values: Float64Array.from(values, (value) => value ?? Number.NaN),
})

export function categoryColumn(name: string, values: readonly (string | null | undefined)[]): CategoryColumn {
  const placeOf = new Map<string, number>()
  const codes = Int32Array.from(values, (value) => {
    if (value === null || value === undefined || value === '') return -1
    let place = placeOf.get(value)
    if (place === undefined) {
      place = placeOf.size
      placeOf.set(value, place)
    }
    return place
  })
  return { name, kind: 'category', levels: [...placeOf.keys()], codes }
}

/** Some of the rows, as a table of their own. */
export function rowsOf(table: Table, rows: Uint32Array): Table {
  return {
    rows: rows.length,
    columns: table.columns.map((column) =>
      column.kind === 'number'
        ? { ...column, values: Float64Array.from(rows, (row) => column.values[row]!) }
        : { ...column, codes: Int32Array.from(rows, (row) => column.codes[row]!) },
    ),
  }
}
