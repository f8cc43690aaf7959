import type { AnalysisColumn, CellKind } from '../../../../contract/analyses.ts'
import { proportion, type Share } from '../models/effects/difference.ts'

export const column = (
  key: string,
  zh: string,
  en: string,
  kind: CellKind,
  words?: AnalysisColumn['words'],
): AnalysisColumn => ({ key, title: { zh, en }, kind, ...(words && { words }) })

/** A column with the bounds of its interval: `conversion`, `conversionLow`, `conversionHigh`. */
export const ranged = (key: string, zh: string, en: string, kind: CellKind): AnalysisColumn[] => [
  { ...column(key, zh, en, kind), low: `${key}Low`, high: `${key}High` },
  column(`${key}Low`, `${zh}下限`, `${en}, low`, kind),
  column(`${key}High`, `${zh}上限`, `${en}, high`, kind),
]

type Ranged<K extends string> = Record<K | `${K}Low` | `${K}High`, number | null>

/** A share and its 95 % interval as cells; of nothing there is no share. */
export function shareCells<K extends string>(key: K, share: Share): Ranged<K> {
  const { estimate, low, high } = share.of > 0 ? proportion(share) : unknown
  return { [key]: estimate, [`${key}Low`]: low, [`${key}High`]: high } as Ranged<K>
}
const unknown = { estimate: null, low: null, high: null }

/** 12.3 %, for sentences. */
export const percent = (share: number): string => `${(share * 100).toFixed(1)}%`
