/** Names in an address that are no part of any view: which view is open, and the row beside the list. */
const passing = ['saved', 'open']

/** The filters of an address in one spelling, so that two orders of the same chips are the same view. */
export const filtersOf = (text: string, leaveOut: readonly string[] = []): string => {
  const known = [...new URLSearchParams(text)].filter(
    ([name]) => !passing.includes(name) && !leaveOut.includes(name),
  )
  const pairs = known.sort((a, b) => a.join('=').localeCompare(b.join('='), 'en'))
  return new URLSearchParams(pairs).toString()
}

/** Where a view is open. */
export const addressOf = (path: string, view: { id: string; search: string }): string =>
  `${path}?${view.search ? `${view.search}&` : ''}saved=${view.id}`
