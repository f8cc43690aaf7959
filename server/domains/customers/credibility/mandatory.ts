import { type JudgedField, type ProcessStep, stepPolicy } from '../../../../contract/credibility.ts'
import { customerProblems } from '../../../../contract/customers.ts'
import { commonProblems } from '../../../../contract/problem.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { type FieldError, found, Refused } from '../../../kernel/errors.ts'
import { type PersonRow, personById } from '../queries/person.ts'
import { fieldWords } from './words.ts'

const known: Partial<Record<JudgedField, (person: PersonRow) => unknown>> = {
  name: (person) => person.name,
  phone: (person) => person.phone,
  divisionCode: (person) => person.divisionCode,
  address: (person) => person.address,
  residentId: (person) => person.residentIdHash,
  creditCode: (person) => person.creditCode,
  birthOn: (person) => person.birthOn,
  email: (person) => person.email,
}

/** Refused while the customer lacks what this step must have; each error names the field and where to fill it in. */
export async function requireForStep(ctx: Ctx, customerId: string, step: ProcessStep): Promise<void> {
  const person = found(await personById(ctx, customerId), customerProblems.nobody)
  const missing = stepPolicy[step].required.filter((field) => known[field] && !known[field](person))
  if (missing.length === 0) return
  const errors: FieldError[] = missing.map((field) => ({
    field: `customer.${field}`,
    zh: `请先在客户页补上${fieldWords[field].zh}`,
    en: `Fill in the ${fieldWords[field].en} on the customer’s page first`,
  }))
  throw new Refused(commonProblems.invalid, {}, errors)
}
