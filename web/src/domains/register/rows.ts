import register from '../../../../data/register.json' with { type: 'json' }
import status from '../../../../data/register-status.json' with { type: 'json' }

export const statuses = ['shown', 'part', 'open', 'context'] as const
export type Status = (typeof statuses)[number]
export type Entry = { status: Status; screens?: string[]; api?: string[]; tests?: string[] }
export type Row = {
  id: string
  capability: string
  detail: string
  kind: string
  status: Status
  screens: string[]
  api: string[]
  tests: string[]
}
type Asked = Pick<Row, 'id' | 'capability' | 'detail' | 'kind'>

/** A row nobody has written about is open, unless it only describes the setting. */
export const rowOf = (asked: Asked, entry: Entry | undefined): Row => ({
  ...asked,
  status: entry?.status ?? (asked.kind === 'C' ? 'context' : 'open'),
  screens: entry?.screens ?? [],
  api: entry?.api ?? [],
  tests: entry?.tests ?? [],
})

const entries = status as Record<string, Entry>
export const rows: Row[] = register.map((asked) => rowOf(asked, entries[asked.id]))

export const chapterOf = (row: Pick<Row, 'id'>) => row.id.split('-')[0] ?? row.id
/** `F/K` is both. */
export const kindsOf = (row: Pick<Row, 'kind'>) => row.kind.split('/')

export const countByStatus = (some: Row[]): Record<Status, number> => {
  const counts = { shown: 0, part: 0, open: 0, context: 0 }
  for (const row of some) counts[row.status] += 1
  return counts
}

export type Choice = { q?: string | undefined; kinds?: string[] | undefined; chapters?: string[] | undefined }
export const chosen = (all: Row[], { q, kinds, chapters }: Choice): Row[] => {
  const words = (q ?? '').toLowerCase().split(/\s+/).filter(Boolean)
  return all.filter((row) => {
    const text = `${row.id} ${row.capability} ${row.detail}`.toLowerCase()
    return (
      words.every((word) => text.includes(word)) &&
      (!kinds || kindsOf(row).some((kind) => kinds.includes(kind))) &&
      (!chapters || chapters.includes(chapterOf(row)))
    )
  })
}
