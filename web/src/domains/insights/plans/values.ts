/** What somebody typed into a cell, as a count or fen; '' takes the plan away, undefined is no number. */
export const readValue = (text: string, isMoney: boolean): number | '' | undefined => {
  const plain = text.normalize('NFKC').replace(/[,\s¥]/g, '')
  if (plain === '') return ''
  if (!(isMoney ? /^\d{1,12}(\.\d{1,2})?$/ : /^\d{1,9}$/).test(plain)) return undefined
  return isMoney ? Math.round(Number(plain) * 100) : Number(plain)
}

/** As it is typed: yuan for money. */
export const typedValue = (value: number | undefined, isMoney: boolean): string =>
  value === undefined ? '' : String(isMoney ? value / 100 : value)
