import { changeImport, type ImportDetail, type ImportOptions } from '../../../../../contract/imports.ts'
import type { Args } from '../../../app/client.ts'
import { useWrite } from '../../../app/query.ts'

type Body = Args<typeof changeImport>['body']

/** Changes of a draft, kept as they are made and shown at once; a dry run is stale after each of them. */
export const useChange = (item: ImportDetail) => {
  const write = useWrite(changeImport, {
    refresh: ['/api/imports'],
    optimistic: ({ body }) => [
      {
        path: '/api/imports/:id',
        id: item.id,
        set: {
          ...(body?.mapping ? shown(item, body.mapping) : {}),
          ...(body?.options ? { options: { ...item.options, ...body?.options } } : {}),
          checked: null,
          state: 'draft',
        },
      },
    ],
  })
  const send = (body: Body) => void write.send({ params: { id: item.id }, body }).catch(() => {})
  return {
    sending: write.sending,
    send,
    setField: (column: number, field: string | undefined) => {
      const mapping = Object.fromEntries(
        Object.entries(item.mapping).filter(
          ([at, mapped]) => at !== String(column) && (field === undefined || mapped !== field),
        ),
      )
      send({ mapping: field ? { ...mapping, [String(column)]: field } : mapping })
    },
    setOptions: (options: Partial<ImportOptions>) => send({ options }),
  }
}

const shown = (item: ImportDetail, mapping: Record<string, string>) => ({
  mapping,
  columns: item.columns.map((column) => {
    const field = mapping[String(column.column)] ?? null
    return field === column.field ? column : { ...column, field, sure: 100, because: 'none' as const }
  }),
})
