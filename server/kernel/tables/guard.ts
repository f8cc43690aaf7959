/**
 * Formula injection (OWASP, ASVS 1.2.10): a name like `=HYPERLINK(…)` must not run when an export is opened.
 * Full-width signs count, because Chinese Excel takes them for the plain ones.
 */
const dangerous = /^'*[=+\-@\t\r\n＝＋－＠]/
const plainNumber = /^-?\d+(?:\.\d+)?$/

/** True for text a spreadsheet would run; `-5` is a number and stays one, `+8613800138000` is not. */
export function needsGuard(text: string): boolean {
  // Letters, digits and Chinese (all but the full-width forms) are nearly every cell: one comparison each.
  const first = text.charCodeAt(0)
  if (first > 64 && first < 0xff00) return false
  return dangerous.test(text) && !plainNumber.test(text)
}

/** Text already starting `'=` gets one more, so that `unguard` gives back exactly what was guarded. */
export function guard(text: string): string {
  return needsGuard(text) ? `'${text}` : text
}

/** Takes the guard off a cell of our own export that comes back as an import. */
export function unguard(cell: string): string {
  return cell.charCodeAt(0) === 39 && dangerous.test(cell) ? cell.slice(1) : cell
}
