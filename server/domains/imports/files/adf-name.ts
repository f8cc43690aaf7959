import type { AdfId, AdfName } from '../../../kernel/adf/index.ts'

export type AdfIdLike = Pick<AdfId, 'source' | 'value'>

/** One name as people write it: 张 + 伟 joined, Anna + Smith with a space. */
export function adfNameOf(name: AdfName | null): string | null {
  if (!name) return null
  if (name.full) return name.full
  const { surname, first, middle, last } = name.parts
  const family = surname ?? last
  const isHan = /\p{Script=Han}/u.test(`${family ?? ''}${first ?? ''}`)
  return (isHan ? [family, middle, first] : [first, middle, family]).filter(Boolean).join(isHan ? '' : ' ')
}
