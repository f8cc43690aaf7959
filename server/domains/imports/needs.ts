import type { Words } from '../../../contract/endpoint.ts'
import { kinds } from './kinds/index.ts'
import type { ImportRow } from './queries/imports.ts'

/** What still has to be said before an import can run: required fields without a column, and what the file needs as a whole. */
export function missingOf({
  kind,
  mapping,
  options,
  dealerId,
  brandId,
}: Pick<ImportRow, 'kind' | 'mapping' | 'options' | 'dealerId' | 'brandId'>): (Words & { field: string })[] {
  const shape = kinds[kind]
  const mapped = new Set(Object.values(mapping))
  return [
    ...shape.fields
      .filter((field) => field.required && !mapped.has(field.key))
      .map(({ key, zh, en }) => ({ field: key, zh, en })),
    ...(shape.needs?.(mapped, { options, dealerId, brandId }) ?? []),
  ]
}
