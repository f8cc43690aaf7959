import type { JudgedField } from '../../../../contract/credibility.ts'
import { customerProblems } from '../../../../contract/customers.ts'
import { commonProblems } from '../../../../contract/problem.ts'
import type { PolicyStep } from '../../../../contract/step-policy.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { type FieldError, found, Refused } from '../../../kernel/errors.ts'
import { type PersonRow, personById } from '../queries/person.ts'
import { requiredNow } from './step-policy.ts'
import { fieldWords } from './words.ts'

const known: Partial<Record<JudgedField, (person: PersonRow) => unknown>> = {
  name: (person) => person.name,
  phone: (person) => person.phone,
  divisionCode: (person) => person.divisionCode,
  address: (person) => person.address,
  email: (person) => person.email,
  // A company has a credit code where a person has an ID number, and no birthday.
  residentId: (person) => (person.kind === 'organisation' ? person.creditCode : person.residentIdHash),
  birthOn: (person) => person.kind === 'organisation' || person.birthOn,
}

/**
 * Refused while the customer lacks what this step must have; each error names the field and where to fill it in.
 * `also`: what the step itself knows (the place of a lead). What files bring is never refused by it: history is what it
 * was, and a record without what its step must have loses completeness instead (credibility).
 */
export async function requireForStep(
  ctx: Ctx,
  customerId: string,
  step: PolicyStep,
  also: readonly JudgedField[] = [],
): Promise<void> {
  const required = (await requiredNow(ctx))[step]
  const person = found(await personById(ctx, customerId), customerProblems.nobody)
  const missing = withName(required).filter((field) => !also.includes(field) && !known[field]?.(person))
  if (missing.length === 0) return
  const errors: FieldError[] = missing.map((field) => ({
    field: `customer.${field}`,
    zh: `请先在客户页补上${fieldWords[field].zh}`,
    en: `Fill in the ${fieldWords[field].en} on the customer’s page first`,
  }))
  throw new Refused(commonProblems.invalid, {}, errors)
}

/** The same for somebody who is being typed in: `field` names each as the form does. */
export async function lackingFor(
  ctx: Ctx,
  step: PolicyStep,
  typed: Partial<Record<JudgedField, unknown>>,
  field: (field: JudgedField) => string,
): Promise<FieldError[]> {
  const required = (await requiredNow(ctx))[step]
  return withName(required).flatMap((one) =>
    typed[one]
      ? []
      : {
          field: field(one),
          zh: `请填写${fieldWords[one].zh}`,
          en: `The ${fieldWords[one].en} is needed`,
        },
  )
}

const withName = (required: readonly JudgedField[]): JudgedField[] => [
  ...new Set(['name' as const, ...required]),
]
