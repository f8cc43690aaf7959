import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { MatchGroup, MatchSide } from '../../../../../contract/match-review.ts'
import { useTexts } from '../../../app/i18n.ts'
import { paths } from '../../../app/paths.ts'
import { Anchor } from '../../../ui/Anchor.tsx'
import { classes } from '../../../ui/classes.ts'
import { useFormat } from '../../../ui/useFormat.ts'
import { useSourceName } from '../words.ts'
import { differing } from './differing.ts'
import { letterOf, type Row } from './fields.ts'

/** What a field is called here. */
const useFieldName = () => {
  const { t } = useTranslation('review')
  const { field } = useTexts('customers')
  const { purpose } = useTexts('consent')
  return (key: string): string => {
    if (key === 'pinyin' || key === 'cars' || key === 'leads') return t(key)
    if (key === 'vins') return t('vin')
    const purposes: Record<string, string> = purpose
    if (key.startsWith('consent.')) return t('consent', { purpose: purposes[key.slice(8)] ?? key })
    const fields: Record<string, string> = field
    return fields[key] ?? key
  }
}

const useComparedWords = () => {
  const { t } = useTranslation('review')
  return ({ compared }: Row): string =>
    compared.how === 'none'
      ? ''
      : compared.how === 'only'
        ? t('said.only', { letter: compared.letter })
        : compared.how === 'equal'
          ? compared.letters
          : t(`said.${compared.how}`)
}

/** The values of a row with what differs marked; unmarked where there is nothing to compare. */
const marked = (row: Row): Map<number, ReturnType<typeof differing>[number]> => {
  const how = row.compared.how
  const known = row.values.flatMap((value, at) => (value === null ? [] : [{ value, at }]))
  if (known.length < 2 || new Set(row.kinds.filter((kind) => kind !== null)).size < 2) return new Map()
  const pieces =
    how === 'hidden'
      ? known.map(({ value }) => [{ text: value, differs: true }])
      : differing(known.map(({ value }) => value))
  return new Map(known.map(({ at }, nth) => [at, pieces[nth]!]))
}

const Value = ({ row, at, empty }: { row: Row; at: number; empty: string }) => {
  const value = row.values[at]
  if (value === null || value === undefined) return <span className="q">{empty}</span>
  const pieces = marked(row).get(at)
  if (!pieces) return value
  let from = 0
  return pieces.map(({ text, differs }) => {
    from += text.length
    return differs ? (
      <mark key={from} className="diff">
        {text}
      </mark>
    ) : (
      text
    )
  })
}

const SideHead = ({
  group,
  side,
  chosen,
  onToggle,
}: {
  group: MatchGroup
  side: MatchSide
  chosen: boolean | undefined
  onToggle: () => void
}) => {
  const { t } = useTranslation('review')
  const format = useFormat()
  const sourceName = useSourceName()
  const letter = letterOf(group, side.customer.id)
  const { latest } = side
  const source = latest ? sourceName(latest.source) : t('empty')
  const when = [latest && format.dayAt(latest.at), latest?.dealer].filter(Boolean).join(' · ')
  const title = `${source} · ${when} · ${t('records')} ${side.records}`
  return (
    <th scope="col">
      <div className="row">
        {chosen === undefined ? (
          <span className="gr B">{letter}</span>
        ) : (
          <button
            type="button"
            className={classes('gr mr-letter', chosen ? 'H' : 'C')}
            aria-pressed={chosen}
            aria-label={t('choose', { letter })}
            title={t('choose', { letter })}
            onClick={onToggle}
          >
            {letter}
          </button>
        )}
        <Anchor className="cut mr-source" to={paths.customer(side.customer.id)} title={title}>
          {source}
        </Anchor>
      </div>
      <div className="cap cut" title={title}>
        {when}
      </div>
    </th>
  )
}

type Props = {
  group: MatchGroup
  rows: Row[]
  winnerOf: (row: Row) => number | undefined
  cursor: { key: string; at: number }
  /** Who is in a partial merge; absent where there are only two. */
  chosen: string[] | undefined
  onPick: (key: string, at: number) => void
  onToggle: (at: number) => void
  mayPick: boolean
}

/** Field by field, person by person: what differs is marked, a dot stands before the value that will count. */
export const Comparison = ({ group, rows, winnerOf, cursor, chosen, onPick, onToggle, mayPick }: Props) => {
  const { t } = useTranslation('review')
  const name = useFieldName()
  const words = useComparedWords()
  const here = useRef<HTMLTableRowElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: follows the cursor
  useEffect(() => {
    here.current?.scrollIntoView({ block: 'nearest' })
  }, [cursor.key])
  return (
    <table
      className="tbl mr-cmp"
      aria-label={t('pane.compare')}
      style={{ '--sides': group.sides.length } as React.CSSProperties}
    >
      <colgroup>
        <col className="mr-field" />
        {group.sides.map((side) => (
          <col key={side.customer.id} />
        ))}
        <col className="mr-match" />
      </colgroup>
      <thead>
        <tr>
          <th scope="col">{t('field')}</th>
          {group.sides.map((side, at) => (
            <SideHead
              key={side.customer.id}
              group={group}
              side={side}
              chosen={chosen?.includes(side.customer.id)}
              onToggle={() => onToggle(at)}
            />
          ))}
          <th scope="col">{t('compared')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const on = row.key === cursor.key
          const winner = winnerOf(row)
          const empty = t(row.key.startsWith('consent.') ? 'notAsked' : 'empty')
          return (
            <tr key={row.key} ref={on ? here : undefined} className={classes(on && 'hov')}>
              <th scope="row" title={name(row.key)}>
                {name(row.key)}
              </th>
              {row.values.map((value, at) => {
                const side = group.sides[at]!
                const able = mayPick && row.pick !== undefined && value !== null
                return (
                  <td
                    key={side.customer.id}
                    className={classes(winner === at && 'win', on && cursor.at === at && 'here')}
                  >
                    {able ? (
                      <button
                        type="button"
                        tabIndex={-1}
                        aria-pressed={winner === at}
                        title={t('useValue', { letter: letterOf(group, side.customer.id) })}
                        onClick={() => onPick(row.key, at)}
                      >
                        <Value row={row} at={at} empty={empty} />
                      </button>
                    ) : (
                      <span className="mr-value">
                        <Value row={row} at={at} empty={empty} />
                      </span>
                    )}
                  </td>
                )
              })}
              <td className="q" title={words(row)}>
                {words(row)}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
