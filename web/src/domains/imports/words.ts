import { useTranslation } from 'react-i18next'
import { type ImportKind, type ImportState, listImportKinds } from '../../../../contract/imports.ts'
import { originWords } from '../../../../contract/lead-words.ts'
import { useLanguage, useTexts } from '../../app/i18n.ts'
import { useRead } from '../../app/query.ts'
import { useFormat } from '../../ui/useFormat.ts'

/** Series colours of the stacked bar; invalid is fault, as everywhere. */
export const outcomeColors = {
  create: 'var(--c1)',
  update: 'var(--c8)',
  unchanged: 'var(--c6)',
  conflict: 'var(--c3)',
  invalid: 'var(--fault)',
} as const

export const isBusy = (state: ImportState) =>
  state === 'checking' || state === 'running' || state === 'undoing'
/** Nothing of it has been written: mapping and options are still open. */
export const isOpen = (state: ImportState) => state === 'draft' || state === 'checked' || state === 'checking'

/** What can be imported, with the words of every field, in the reader's language. */
export const useKinds = () => {
  const { say } = useLanguage()
  const { data } = useRead(listImportKinds, {}, { staleSeconds: 3_600 })
  const kinds = data?.items ?? []
  const fieldsOf = (kind: ImportKind) => kinds.find((one) => one.kind === kind)?.fields ?? []
  return {
    kinds,
    kindName: (kind: ImportKind) => {
      const found = kinds.find((one) => one.kind === kind)
      return found ? say(found) : kind
    },
    fieldsOf,
    fieldName: (kind: ImportKind, key: string) => {
      const found = fieldsOf(kind).find((field) => field.key === key)
      return found ? say(found) : key
    },
  }
}

/** The system a file came from; a name somebody gave a source stands as it is. */
export const useSourceName = () => {
  const { say } = useLanguage()
  return (source: string) => {
    const words = originWords[source]
    return words ? say(words) : source
  }
}

export const useBytes = () => {
  const { bytes } = useTexts('imports')
  const format = useFormat()
  return (size: number) => {
    const step = Math.min(3, Math.floor(Math.log2(Math.max(1, size)) / 10))
    const unit = (['B', 'K', 'M', 'G'] as const)[step] ?? 'G'
    const figure = size / 1024 ** step
    return bytes[unit].replace('{n}', format.number(figure, figure < 10 && step > 0 ? 1 : 0))
  }
}

const separators: Record<string, 'comma' | 'semicolon' | 'tab' | 'bar'> = {
  ',': 'comma',
  ';': 'semicolon',
  '\t': 'tab',
  '|': 'bar',
}
export const useDelimiter = () => {
  const { t } = useTranslation('imports')
  return (mark: string | null) => {
    const known = mark ? separators[mark] : undefined
    return known ? t(`delimiter.${known}`) : mark
  }
}

export const useRegister = () => {
  const { register } = useTexts('imports')
  const words: Record<string, string> = register
  return (name: string) => words[name] ?? name
}

/** Tables by what a reader calls them; derived ones (search keys, links) have no words and are left out. */
export const useWrittenName = () => {
  const { written } = useTexts('imports')
  const words: Record<string, string> = written
  return (table: string): string | undefined => words[table]
}
