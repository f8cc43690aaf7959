/**
 * Works on what a source yields, `width` pieces at a time, and asks for the next piece only when there is a free lane.
 * Ends early when a piece answers false; what a piece throws is thrown once those under way have ended.
 *
 * @returns false when a piece did
 */
export async function inLanes<T>(
  source: AsyncIterable<T> | Iterable<T>,
  width: number,
  work: (piece: T) => Promise<boolean>,
): Promise<boolean> {
  const busy = new Set<Promise<void>>()
  const failures: unknown[] = []
  let goesOn = true
  for await (const piece of source) {
    const lane: Promise<void> = work(piece)
      .then((answer) => {
        goesOn &&= answer
      })
      .catch((error: unknown) => {
        failures.push(error)
        goesOn = false
      })
      .finally(() => busy.delete(lane))
    busy.add(lane)
    while (busy.size >= width) await Promise.race(busy)
    if (!goesOn) break
  }
  await Promise.all(busy)
  if (failures.length > 0) throw failures[0]
  return goesOn
}
