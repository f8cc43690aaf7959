import type { createCustomer, editCustomer, revealCustomer } from '../../../../contract/customers.ts'
import { customerProblems } from '../../../../contract/customers.ts'
import type { Call } from '../../../../contract/endpoint.ts'
import { commonProblems } from '../../../../contract/problem.ts'
import { recordAudit } from '../../../kernel/audit.ts'
import { type Ctx, dealerOf } from '../../../kernel/ctx.ts'
import { type FieldError, found, Refused } from '../../../kernel/errors.ts'
import { newId } from '../../../kernel/ids.ts'
import { maskResidentId, readMaskedResidentId } from '../../../kernel/resident-id.ts'
import { currentPeople } from '../queries/arrivals.ts'
import { identifiersOf, type PersonRow, personById, updatePerson } from '../queries/person.ts'
import { readTyped } from '../reading.ts'
import { composeEdit, keepEdit, readEdit } from './edit.ts'
import { identifyPeople } from './identify.ts'
import { learnByHand } from './reach.ts'
import { seenPerson, showPerson } from './read.ts'

/** A person typed in. Somebody the network knows already is found, filled up and from now on dealt with here. */
export async function createByHand(
  ctx: Ctx,
  { knownCustomerId, brandId, ...body }: Call<typeof createCustomer>['body'],
) {
  const { read, faults } = readTyped(body)
  if (faults.length > 0) throw new Refused(commonProblems.invalid, {}, faults)
  const dealerId = dealerOf(ctx)
  if (brandId && ctx.scope.brands.length > 0 && !ctx.scope.brands.includes(brandId))
    throw new Refused(commonProblems.notFound)
  const brand = brandId ?? (ctx.scope.brands.length === 1 ? ctx.scope.brands[0]! : null)
  const { phone, otherPhones, ...person } = read
  const [identified] = await identifyPeople(ctx, [
    {
      recordId: newId(ctx.now),
      source: 'by-hand',
      kind: 'by-hand',
      happenedAt: ctx.now,
      raw: { ...body, residentId: body.residentId && maskResidentId(body.residentId) },
      brandId: brand,
      dealerId,
      reachNodes: [brand, dealerId].filter((node) => node !== null),
      person: { ...person, phones: [...(phone ? [phone] : []), ...otherPhones] },
      knownCustomerId,
    },
  ])
  const { customerId, outcome, how } = identified!
  return { id: customerId, outcome, how }
}

/** Changes what was typed, if nobody else did meanwhile; a conflict names each field's value as it is now. */
export async function editByHand(
  ctx: Ctx,
  id: string,
  { version: sent, ...typed }: Call<typeof editCustomer>['body'],
  ifMatch: string | undefined,
) {
  const version = sent ?? Number(/^(?:W\/)?"?(\d+)"?$/.exec(ifMatch ?? '')?.[1] ?? Number.NaN)
  if (Number.isNaN(version)) throw new Refused(customerProblems.versionMissing)
  const { read, faults } = readTyped(typed)
  // Kept from changing: an arrival that only says the same again moves origins without a new version.
  const row = found((await currentPeople(ctx, [id]))[0], customerProblems.nobody)
  if (faults.length > 0) throw new Refused(commonProblems.invalid, {}, faults)
  const fields = Object.keys(read)
  const edit = readEdit(ctx, row, read)
  if (row.version !== version) throw await conflict(ctx, id, fields)
  const { columns, origins } = await composeEdit(ctx, row, edit)
  if (!(await updatePerson(ctx, id, version, columns, origins))) throw await conflict(ctx, id, fields)
  await keepEdit(ctx, row, edit)
  await learnByHand(ctx, id, {
    name: read.name,
    phone: read.phone,
    company: read.company,
    email: read.email,
    creditCode: read.creditCode,
    residentHash: edit.said.values.residentIdHash ?? null,
    residentShown: typed.residentId ? readMaskedResidentId(typed.residentId) : null,
  })
  await ctx.emit({
    type: 'customers.edited',
    subjectId: id,
    customerId: id,
    dealerId: dealerOf(ctx),
    brandId: ctx.scope.kind === 'brand' ? ctx.scope.nodes[0] : null,
    data: { fields },
  })
  return showPerson(ctx, id)
}

async function conflict(ctx: Ctx, id: string, fields: string[]): Promise<Refused> {
  const now = await showPerson(ctx, id)
  const values: Record<string, string | null> = {
    ...Object.fromEntries(Object.entries(now.fields).map(([field, { value }]) => [field, value])),
    doNotContact: String(now.doNotContact),
    deceased: String(now.deceased),
  }
  const errors: FieldError[] = fields.map((field) => ({
    field,
    zh: values[field] ?? '',
    en: values[field] ?? '',
  }))
  return new Refused(customerProblems.changed, {}, [
    ...errors,
    { field: 'version', zh: String(now.version), en: String(now.version) },
  ])
}

/** The plain value of one field; who looked, at what and why stays in the audit. */
export async function reveal(ctx: Ctx, id: string, { field, reason }: Call<typeof revealCustomer>['body']) {
  const row = found(await personById(ctx, id), customerProblems.nobody)
  const values = await plainValues(ctx, row, field)
  await recordAudit(ctx, {
    table: 'customers.customer',
    rowId: id,
    action: 'reveal',
    reason,
    after: { field },
  })
  return { values }
}

async function plainValues(
  ctx: Ctx,
  row: PersonRow,
  field: Call<typeof revealCustomer>['body']['field'],
): Promise<string[]> {
  if (field === 'residentId')
    return row.residentIdCipher ? [ctx.services.secrets.open(row.residentIdCipher)] : []
  if (field === 'phone' || field === 'email' || field === 'income') return row[field] ? [row[field]] : []
  const kind = field === 'plates' ? 'plate' : 'phone'
  const identifiers = await identifiersOf(ctx, row.id)
  return identifiers
    .filter((identifier) => identifier.kind === kind && identifier.value !== row.phone)
    .map((identifier) => identifier.value)
}

export async function note(ctx: Ctx, id: string, text: string) {
  const person = await seenPerson(ctx, id)
  const brandId = ctx.scope.kind === 'brand' ? ctx.scope.nodes[0] : null
  await ctx.emit({
    type: 'customers.noted',
    subjectId: person.id,
    customerId: person.id,
    brandId,
    dealerId: dealerOf(ctx),
    data: { text },
  })
  return { at: ctx.now.toISOString() }
}
