import { type PropensityKind, propensityKinds } from '../../../../../contract/propensity.ts'
import { kinds } from '../../propensity/kinds.ts'

export const kindChoice = {
  key: 'kind' as const,
  title: { zh: '模型', en: 'Model' },
  options: propensityKinds.map((value) => ({ value, title: kinds[value].title })),
}
/** The choices of an analysis are checked before it is asked. */
export const kindIn = (chosen: string): PropensityKind =>
  propensityKinds.find((kind) => kind === chosen) ?? 'lead-to-sale'
