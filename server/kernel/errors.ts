import type { Words } from '../../contract/endpoint.ts'
import { type Refusal, words } from '../../contract/problem.ts'

export type FieldError = { field: string } & Words

/** The one way to say no: a refusal from the contract, filled with values, and the fields it concerns. */
export class Refused extends Error {
  readonly refusal: Refusal
  readonly words: Words
  readonly fields: FieldError[]

  constructor(refusal: Refusal, values: Record<string, string | number> = {}, fields: FieldError[] = []) {
    const said = words(refusal, values)
    super(said.en)
    this.refusal = refusal
    this.words = said
    this.fields = fields
  }
}

/** Unwraps a row that must be there, in scope. Not there and not yours read the same. */
export function found<T>(row: T | undefined | null, refusal: Refusal): T {
  if (row === undefined || row === null) throw new Refused(refusal)
  return row
}
