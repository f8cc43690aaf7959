const dayMs = 86_400_000

/** How long, in milliseconds: hours say nothing any more after days, and would be cut in a narrow column. */
export const waited = (since: string, now: number): number => {
  const ms = now - Date.parse(since)
  return ms < 3 * dayMs ? ms : ms - (ms % dayMs)
}
