type Ends = { a: string; b: string }

/** Whether each of these people hangs by pairs on every other: nobody is merged on a comparison that was never made. */
export function isConnected(people: readonly string[], pairs: readonly Ends[]): boolean {
  const reached = new Set(people.slice(0, 1))
  for (let grown = true; grown; ) {
    grown = false
    for (const { a, b } of pairs) {
      if (reached.has(a) === reached.has(b) || !people.includes(a) || !people.includes(b)) continue
      reached.add(a).add(b)
      grown = true
    }
  }
  return reached.size === people.length
}

/** The first so many people of a group, by the strength of the pairs that bring them in; pairs come strongest first. */
export function peopleOf(pairs: readonly Ends[], most: number): string[] {
  const people = new Set<string>()
  for (const { a, b } of pairs) {
    const size = people.size + Number(!people.has(a)) + Number(!people.has(b))
    if (size <= most) people.add(a).add(b)
  }
  return [...people]
}

/** Per field a number for each value, equal where the values are; who says nothing has none. */
export function alikeness(
  values: Readonly<Record<string, Readonly<Record<string, string | null>>>>,
): Record<string, Record<string, number>> {
  return Object.fromEntries(
    Object.entries(values).map(([field, byPerson]) => {
      const known = [...new Set(Object.values(byPerson).filter((value) => value))]
      const numbers = Object.entries(byPerson).flatMap(([id, value]) =>
        value ? [[id, known.indexOf(value)] as const] : [],
      )
      return [field, Object.fromEntries(numbers)]
    }),
  )
}

export const pairsAmong = <P extends Ends>(pairs: readonly P[], people: readonly string[]): P[] =>
  pairs.filter(({ a, b }) => people.includes(a) && people.includes(b))

/** Every two of these people, the smaller id first. */
export const everyTwo = (people: readonly string[]): Ends[] =>
  people.flatMap((one, at) =>
    people.slice(at + 1).map((other) => (one < other ? { a: one, b: other } : { a: other, b: one })),
  )
