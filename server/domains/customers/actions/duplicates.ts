import type { checkDuplicates, LikenessChance } from '../../../../contract/customers.ts'
import type { Call, Reply } from '../../../../contract/endpoint.ts'
import { readCreditCode } from '../../../kernel/credit-code.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { findDivision } from '../../../kernel/divisions.ts'
import { queryKeys } from '../../../kernel/finder.ts'
import { readPhone } from '../../../kernel/phone.ts'
import { readPlate } from '../../../kernel/plate.ts'
import { readResidentId } from '../../../kernel/resident-id.ts'
import { networkSnapshot } from '../../dealers/index.ts'
import { prepare } from '../arrivals.ts'
import { likenessOf } from '../linking/live.ts'
import { type Claim, decide } from '../matching/exact.ts'
import type { Model } from '../matching/model.ts'
import { nameForms } from '../matching/names.ts'
import { chanceOf } from '../matching/scoring.ts'
import { showRow } from '../present.ts'
import { whoIsKnown } from '../queries/arrivals.ts'
import { listPeople, peopleByIds } from '../queries/list.ts'

type Typed = Call<typeof checkDuplicates>['body']
const mostItems = 8

/**
 * Who could this be, while it is being typed: by exact identifiers, by name, and by what the matching model makes of all
 * that was typed. Of people outside the reader's reach it says only that there is somebody, and only when the
 * identification itself would attach to them; the model's guesses are shown of people in reach alone.
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
  const likeness = await likenessTyped(ctx, typed)
  const probable = [...likeness].flatMap(([id, one]) => (one.isProbable && !how.has(id) ? [id] : []))
  const known = await peopleByIds(ctx, [...how.keys(), ...probable.slice(0, mostItems)])
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
  const isAlike = new Set(alike.map(({ id }) => id))
  return {
    items: [...shown.values()]
      .map((person) => ({
        ...showRow(network, person),
        how: how.get(person.id) ?? (isAlike.has(person.id) ? 'name' : 'probable'),
        certain: person.id === certain?.customerId,
        likeness: likeness.get(person.id)?.shown ?? null,
      }))
      .sort((a, b) => rank(b) - rank(a))
      .slice(0, mostItems),
    elsewhere: certain !== null && certain.customerId !== typed.exceptId && !shown.has(certain.customerId),
  }
}

type Item = Reply<typeof checkDuplicates>['items'][number]
/** Certain before exact before the rest, and within each the likeliest; nothing said of a name is the least. */
const rank = ({ certain, how, likeness }: Item): number =>
  (certain ? 10_000 : how !== 'name' && how !== 'probable' ? 1_000 : 0) + (likeness?.weight ?? -100)

const chanceWord = (weight: number): LikenessChance => {
  const chance = chanceOf(weight)
  return chance >= 0.99
    ? 'nearly-certain'
    : chance >= 0.9
      ? 'very-likely'
      : chance >= 0.5
        ? 'likely'
        : 'possible'
}

/** As it would arrive if it were saved now; a number that cannot be read yet says nothing yet. */
async function likenessTyped(
  ctx: Ctx,
  typed: Typed,
): Promise<Map<string, { shown: NonNullable<Item['likeness']>; isProbable: boolean }>> {
  const code = typed.creditCode ? readCreditCode(typed.creditCode) : null
  const resident = typed.residentId ? readResidentId(typed.residentId) : null
  const plate = typed.plate ? readPlate(typed.plate) : null
  const found = await likenessOf(
    ctx,
    prepare(ctx, {
      recordId: '',
      source: 'by-hand',
      kind: 'by-hand',
      happenedAt: ctx.now,
      raw: { residentId: typed.residentId },
      brandId: ctx.scope.brands.length === 1 ? ctx.scope.brands[0]! : null,
      dealerId: null,
      reachNodes: [],
      person: {
        kind: typed.kind,
        name: typed.name,
        phones: typed.phones.flatMap((text) => phoneIn(text) ?? []),
        residentId: resident?.ok ? resident.id18 : null,
        creditCode: code?.ok ? code.code : null,
        plates: plate?.ok ? [plate.plate] : [],
        email: typed.email || null,
        birthOn: typed.birthOn ?? null,
        address: typed.address || null,
        divisionCode: typed.address ? findDivision(typed.address) : null,
      },
    }),
  )
  if (!found) return new Map()
  const { model, weighed, reviewAt } = found
  return new Map(
    weighed.map(({ customerId, weight, levels }) => [
      customerId,
      {
        isProbable: weight >= reviewAt,
        shown: { weight, chance: chanceWord(weight), said: saidOf(model, levels) },
      },
    ]),
  )
}

/** Of what both have: the level each comparison ends on. */
const saidOf = ({ comparisons }: Model, levels: readonly number[]) =>
  comparisons.flatMap(({ name, levels: named }, at) => {
    const level = levels[at]!
    if (level === 0) return []
    const word = named[level - 1]?.name
    const agrees = word !== undefined && word !== 'other'
    return [{ comparison: name, level: word ?? 'different', agrees }]
  })

const phoneIn = (text: string): string | null => {
  const reading = readPhone(text)
  return reading.ok ? reading.e164 : null
}

function claimsTyped(ctx: Ctx, typed: Typed): Claim[] {
  const claims: Claim[] = []
  for (const phone of typed.phones) {
    const value = phoneIn(phone)
    if (value) claims.push({ kind: 'phone', value })
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
