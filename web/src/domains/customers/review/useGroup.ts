import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MatchGroup } from '../../../../../contract/match-review.ts'
import { useKeys } from '../../../ui/useKeys.ts'
import { differs, nextValue, type Row, rowsOf } from './fields.ts'
import type { Review } from './useReview.ts'
import { useShow } from './useShow.ts'

/** The people of the strongest pair: what a partial merge begins with. */
const likeliest = ({ pairs, sides }: MatchGroup): string[] => {
  const [first] = pairs
  return first ? [first.a, first.b] : sides.slice(0, 2).map((side) => side.customer.id)
}

/** What is chosen in the open group, and the keys that choose and decide. */
export const useGroup = (
  group: MatchGroup,
  review: Review,
  onlyDifferent: boolean,
  onOnlyDifferent: (on: boolean) => void,
) => {
  const show = useShow()
  const [picks, setPicks] = useState<Record<string, string>>({})
  const [chosen, setChosen] = useState(() => likeliest(group))
  const [pairId, setPairId] = useState(group.pairs[0]?.id)
  const ids = group.sides.map((side) => side.customer.id)
  const all = rowsOf(group, show)
  const rows = onlyDifferent ? all.filter(differs) : all
  const [cursor, setCursor] = useState({ key: 'name', at: all[0]?.winner ?? 0 })
  const winnerOf = (row: Row) => {
    const picked = ids.indexOf((row.pick && picks[row.pick]) || '')
    return picked >= 0 ? picked : row.winner
  }
  const pick = (key: string, at: number) => {
    setCursor({ key, at })
    const row = rows.find((one) => one.key === key)
    const id = ids[at]
    if (review.may && row?.pick && id && row.values[at] !== null) setPicks({ ...picks, [row.pick]: id })
  }
  const toggle = (at: number) => {
    const id = ids[at]
    if (id) setChosen(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id])
  }
  // What was decided of others may have taken somebody out of the group.
  const some = ids.filter((id) => chosen.includes(id))
  const partial = ids.length > 2 && some.length >= 2 && some.length < ids.length
  const decide = {
    merge: () => void review.decide(group, 'same', ids, { picks }),
    some: () => partial && void review.decide(group, 'same', some, { picks }),
    apart: (askWhy: boolean) => void review.decide(group, 'different', ids, { askWhy }),
    unsure: () => void review.decide(group, 'unsure', ids),
  }
  const here = rows.findIndex((row) => row.key === cursor.key)
  useGroupKeys({
    several: ids.length > 2,
    may: review.may,
    decide,
    choose: () => toggle(cursor.at),
    different: () => onOnlyDifferent(!onlyDifferent),
    across: (by) => {
      const row = rows[here]
      if (row) pick(row.key, nextValue(row, cursor.at, by))
    },
    along: (by) => {
      const row = rows[Math.min(rows.length - 1, Math.max(0, here + by))]
      if (row) setCursor({ key: row.key, at: winnerOf(row) ?? cursor.at })
    },
    nextPair: () => {
      const from = group.pairs.findIndex((pair) => pair.id === pairId)
      setPairId(group.pairs[(from + 1) % group.pairs.length]?.id)
    },
  })
  const picked = Object.keys(picks).length
  return { ids, all, rows, cursor, winnerOf, pick, picked, toggle, some, partial, decide, pairId, setPairId }
}

type Doing = {
  several: boolean
  may: boolean
  decide: { merge: () => void; some: () => void; apart: (askWhy: boolean) => void; unsure: () => void }
  choose: () => void
  different: () => void
  across: (by: 1 | -1) => void
  along: (by: 1 | -1) => void
  nextPair: () => void
}

/** A key that is held down repeats itself: it decides once, not one group after the other. */
const once = (run: (event: KeyboardEvent) => void) => (event: KeyboardEvent) => {
  if (!event.repeat) run(event)
}

const useGroupKeys = ({ several, may, decide, choose, different, across, along, nextPair }: Doing) => {
  const { t } = useTranslation('review')
  useKeys([
    ...(may
      ? [
          { keys: 'm', label: t('key.merge'), run: once(decide.merge) },
          ...(several ? [{ keys: '2', label: t('key.some'), run: once(decide.some) }] : []),
          { keys: 'n', label: t('key.apart'), run: once((event) => decide.apart(event.shiftKey)) },
          { keys: 'u', label: t('key.unsure'), run: once(decide.unsure) },
          ...(several ? [{ keys: 'x', label: t('key.choose'), run: choose }] : []),
        ]
      : []),
    { keys: 'd', label: t('key.different'), run: different },
    { keys: 'ArrowLeft', label: t('key.left'), run: () => across(-1) },
    { keys: 'ArrowRight', label: t('key.right'), run: () => across(1) },
    { keys: 'ArrowUp', label: t('key.up'), run: () => along(-1) },
    { keys: 'ArrowDown', label: t('key.down'), run: () => along(1) },
    ...(several ? [{ keys: 'p', label: t('key.pair'), run: nextPair }] : []),
  ])
}
