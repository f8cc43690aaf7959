/** Rows as Excel writes them: a quote only where it is needed. */

const NEEDS_QUOTES: Readonly<Record<string, RegExp>> = { ',': /[",\n]/, ';': /[";\n]/ }

export function field(value: string, separator: ',' | ';'): string {
  return (NEEDS_QUOTES[separator] as RegExp).test(value) ? `"${value.replaceAll('"', '""')}"` : value
}

export function row(values: readonly (string | number)[], separator: ',' | ';' = ',', ending = '\n'): string {
  let line = ''
  for (let at = 0; at < values.length; at++) {
    const value = values[at] as string | number
    if (at > 0) line += separator
    line += typeof value === 'number' ? value : field(value, separator)
  }
  return line + ending
}

export function yesNo(value: boolean): string {
  return value ? 'y' : 'n'
}

/** 22980000 fen is 229800 yuan; prices here are whole yuan, except in the workshop. */
export function yuan(fen: number): string {
  return fen % 100 === 0 ? String(fen / 100) : (fen / 100).toFixed(2)
}
