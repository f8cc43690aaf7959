const syllable =
  /^(?:lyu|ng|m|(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])?(?:i?[ao]ng|i?ao|ua?ng|i?an|uan|uai|i[nue]|ia|u[aeino]|ing|eng|ong|[aeo][in]?|[ao]u|er|ve|[iuv]))$/
const longestSyllable = 6

/** Whether letters can be read as whole syllables: 'ouyang' and 'anne' can, 'smith' cannot. */
export const isPinyin = (letters: string): boolean => ends(letters).has(letters.length)

/** The same for a word still being typed, whose last syllable is only begun: 'zhangw', 'zh'. */
export function beginsPinyin(letters: string): boolean {
  const reached = ends(letters)
  const { length } = letters
  return (
    reached.has(length) || reached.has(length - 1) || (/[zcs]h$/.test(letters) && reached.has(length - 2))
  )
}

// A table of reachable ends and no `(syllable)+`: 'anan…' splits in exponentially many ways under backtracking.
function ends(letters: string): Set<number> {
  const reached = new Set([0])
  for (let from = 0; from < letters.length; from++) {
    if (!reached.has(from)) continue
    for (let length = 1; length <= longestSyllable && from + length <= letters.length; length++) {
      if (syllable.test(letters.slice(from, from + length))) reached.add(from + length)
    }
  }
  return reached
}
