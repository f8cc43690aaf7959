/** A piece of a value, and whether the others have it too. */
export type Piece = { text: string; differs: boolean }

/** The longest common subsequence of two lists of characters. */
function common(a: readonly string[], b: readonly string[]): string[] {
  const lengths = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0))
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      lengths[i]![j] =
        a[i] === b[j] ? lengths[i + 1]![j + 1]! + 1 : Math.max(lengths[i + 1]![j]!, lengths[i]![j + 1]!)
  const found: string[] = []
  for (let i = 0, j = 0; i < a.length && j < b.length; )
    if (a[i] === b[j]) {
      found.push(a[i]!)
      i++
      j++
    } else if (lengths[i + 1]![j]! >= lengths[i]![j + 1]!) i++
    else j++
  return found
}

/** Beyond this a value is marked as a whole: nobody compares longer ones by the character. */
const longest = 120

/**
 * What of each value the others do not share, character by character. A single shared character between two that
 * differ is no help to the eye and is marked with them; values with next to nothing in common are marked whole.
 */
export function differing(values: readonly string[]): Piece[][] {
  const lists = values.map((value) => [...value])
  if (lists.some((list) => list.length > longest)) return values.map((text) => [{ text, differs: true }])
  const shared = lists.reduce(common)
  return lists.map((list) => {
    if (shared.length * 4 < list.length) return [{ text: list.join(''), differs: true }]
    let at = 0
    const marks = list.map((character) => {
      const differs = character !== shared[at]
      if (!differs) at++
      return differs
    })
    return pieces(list, marks)
  })
}

function pieces(list: readonly string[], marks: readonly boolean[]): Piece[] {
  const found: Piece[] = []
  list.forEach((text, at) => {
    const alone = marks[at - 1] === true && marks[at + 1] === true
    const differs = marks[at]! || alone
    const last = found.at(-1)
    if (last?.differs === differs) last.text += text
    else found.push({ text, differs })
  })
  return found
}
