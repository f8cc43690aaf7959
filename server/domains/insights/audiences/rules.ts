/** Two rules are the same when they say the same, in whatever order; PostgreSQL keeps its own order of names. */
export const sameRule = (a: unknown, b: unknown): boolean => said(a) === said(b)

const said = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(said).join()}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? ''
  const entries = Object.entries(value).filter(([, one]) => one !== undefined)
  entries.sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, one]) => `${key}:${said(one)}`).join()}}`
}
