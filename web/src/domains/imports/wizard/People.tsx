import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { type ImportDetail, type ImportPeople, readImportPeople } from '../../../../../contract/imports.ts'
import { paths } from '../../../app/paths.ts'
import { refresh, useRead } from '../../../app/query.ts'
import { useCan } from '../../../app/session.tsx'
import { type Happening, useHappening } from '../../../app/stream.ts'
import { Anchor } from '../../../ui/Anchor.tsx'
import { Section } from '../../../ui/Panel.tsx'
import { useFormat } from '../../../ui/useFormat.ts'

/** From rows to people, and what matching made of them since: each line is part of the one it stands under. */
const lines = [
  { key: 'records', depth: 0 },
  { key: 'people', depth: 0 },
  { key: 'known', depth: 1 },
  { key: 'fresh', depth: 1 },
  { key: 'made', depth: 0 },
  { key: 'turnedKnown', depth: 1 },
  { key: 'turnedOne', depth: 1 },
  { key: 'waiting', depth: 0 },
] as const

const figuresOf = (people: ImportPeople) => ({ ...people, known: people.people - people.fresh })

/** How many people the import really brought, as of now: merges since are followed. */
export const People = ({ item }: { item: ImportDetail }) => {
  const { t } = useTranslation('imports')
  const format = useFormat()
  // A run of the matching, an answer in the review and a merge by hand each say who is whom.
  useHappening(
    useCallback(({ type }: Happening) => {
      if (/^(match|customers\.(un)?merged)/.test(type)) void refresh(readImportPeople.path)
    }, []),
  )
  const mayList = useCan('customers.read')
  const { data } = useRead(readImportPeople, { params: { id: item.id } }, { staleSeconds: 60 })
  if (!data || data.records === 0) return null
  const figures = figuresOf(data)
  return (
    <div>
      <Section
        title={t('people.title')}
        end={mayList && <Anchor to={paths.customers({ import: item.id })}>{t('people.list')}</Anchor>}
        note={t('people.note', {
          rows: format.number(item.counts?.rows ?? 0),
          n: format.number(data.people),
        })}
      />
      <ul className="iw-people">
        {lines.map(({ key, depth }) => (
          <li key={key} className={depth > 0 ? 'part' : undefined}>
            {t(`people.${key}`)}
            <span className="cap cut">{t(`people.why.${key}`)}</span>
            <b className="end">{format.number(figures[key])}</b>
          </li>
        ))}
      </ul>
    </div>
  )
}
