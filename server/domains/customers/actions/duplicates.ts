import type { checkDuplicates } from '../../../../contract/customers.ts'
import type { Call, Reply } from '../../../../contract/endpoint.ts'
import { readCreditCode } from '../../../kernel/credit-code.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { queryKeys } from '../../../kernel/finder.ts'
import { readPhone } from '../../../kernel/phone.ts'
import { readPlate } from '../../../kernel/plate.ts'
import { readResidentId } from '../../../kernel/resident-id.ts'
import { networkSnapshot } from '../../dealers/index.ts'
import { type Claim, decide } from '../matching/exact.ts'
import { nameForms } from '../matching/names.ts'
import { showRow } from '../present.ts'
import { whoIsKnown } from '../queries/arrivals.ts'
import { listPeople, peopleByIds } from '../queries/list.ts'

type Typed = Call<typeof checkDuplicates>['body']
const mostItems = 8

/**
 * Who could this be, while it is being typed. Of people outside the reader's reach it says only that there is
 * somebody, and only when the identification itself would attach to them.
 */
export async function findDuplicates(ctx: Ctx, typed: Typed): Promise<Reply<typeof checkDuplicates>> {
  const forms = nameForms(typed.name)
  const claims = claimsTyped(ctx, typed)
  const hash = claims.find((claim) => claim.kind === 'resident-id')?.value ?? null
  const evidence = await whoIsKnown(
    ctx,
    claims.map((claim) => ({ n: 0, ...claim, who: typed.kind, forms, hash })),
  )
  const certain = decide(evidence)
  const how = new Map(evidence.toReversed().map((one) => [one.customerId, one.kind as string]))
  const known = await peopleByIds(ctx, [...how.keys()])
  const keys = typed.name.length > 1 ? queryKeys(typed.name) : []
  const alike =
    keys.length > 0 && forms.whole
      ? await listPeople(ctx, { search: { kind: 'keys', keys } }, { limit: mostItems })
      : []
  const network = await networkSnapshot(ctx)
  const shown = new Map(
    [...alike, ...known]
      .filter((person) => person.id !== typed.exceptId)
      .map((person) => [person.id, person]),
  )
  return {
    items: [...shown.values()]
      .map((person) => ({
        ...showRow(network, person),
        how: how.get(person.id) ?? 'name',
        certain: person.id === certain?.customerId,
      }))
      .sort(
        (a, b) =>
          Number(b.certain) - Number(a.certain) || Number(b.how !== 'name') - Number(a.how !== 'name'),
      )
      .slice(0, mostItems),
    elsewhere: certain !== null && certain.customerId !== typed.exceptId && !shown.has(certain.customerId),
  }
}

function claimsTyped(ctx: Ctx, typed: Typed): Claim[] {
  const claims: Claim[] = []
  for (const phone of typed.phones) {
    const reading = readPhone(phone)
    if (reading.ok) claims.push({ kind: 'phone', value: reading.e164 })
  }
  const resident = typed.residentId ? readResidentId(typed.residentId) : null
  if (resident?.ok)
    claims.push({ kind: 'resident-id', value: ctx.services.secrets.blind(resident.id18).toString('hex') })
  const code = typed.creditCode ? readCreditCode(typed.creditCode) : null
  if (code?.ok) claims.push({ kind: 'credit-code', value: code.code })
  const plate = typed.plate ? readPlate(typed.plate) : null
  if (plate?.ok) claims.push({ kind: 'plate', value: plate.plate })
  return claims
}
