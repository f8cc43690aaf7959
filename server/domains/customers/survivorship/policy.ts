import type { SurvivorshipRules } from '../../../../contract/survivorship.ts'
import { second } from '../../../kernel/clock.ts'
import type { Ctx, Services } from '../../../kernel/ctx.ts'
import { networkSnapshot } from '../../dealers/index.ts'
import { brandsOf } from '../queries/survivorship.ts'
import { allRules } from '../queries/survivorship-rules.ts'
import { defaultRules, type FieldRules } from './criteria.ts'
import { goldenFields, nameOfField } from './fields.ts'

/** Rules as they are asked. `isDefault`: what wins can be told without knowing who lost. */
export type Ruled = { fields: FieldRules; trust: Readonly<Record<string, number>>; isDefault: boolean }
export type Survivorship = { network: Ruled; byBrand: ReadonlyMap<string, Ruled> }

export function ruledBy({ fields, trust }: SurvivorshipRules): Ruled {
  const { residentId, ...others } = fields
  const byField: FieldRules = { ...others, residentIdHash: residentId }
  const isDefault = goldenFields.every((field) => byField[field].join() === defaultRules[field].join())
  return { fields: byField, trust, isDefault }
}

/** What everybody starts with. */
export const startingRules: SurvivorshipRules = {
  fields: Object.fromEntries(
    goldenFields.map((field) => [nameOfField(field), [...defaultRules[field]]]),
  ) as SurvivorshipRules['fields'],
  trust: {},
}
const starting = ruledBy(startingRules)

const freshMs = 5 * second
const kept = new WeakMap<Services, { survivorship: Survivorship; at: number }>()

/** Remembered for five seconds per process, like the network. */
export async function survivorshipNow(ctx: Ctx): Promise<Survivorship> {
  const known = kept.get(ctx.services)
  const age = known ? ctx.now.getTime() - known.at : -1
  if (known && age >= 0 && age < freshMs) return known.survivorship
  const rows = await allRules(ctx)
  const network = rows.find((row) => row.brandId === null)
  const survivorship = {
    network: network ? ruledBy(network.rules) : starting,
    byBrand: new Map(
      rows.flatMap(({ brandId, rules }) => (brandId ? [[brandId, ruledBy(rules)] as const] : [])),
    ),
  }
  kept.set(ctx.services, { survivorship, at: ctx.now.getTime() })
  return survivorship
}

/** After rules were saved in this process. */
export const forgetSurvivorship = (ctx: Ctx): void => void kept.delete(ctx.services)

/**
 * Whose rules count for each of these people: the brand's, when only that brand deals with them and has its own, and
 * else the network's. `reaching`: nodes that are about to reach them. Call it in the system scope.
 */
export async function rulesFor(
  ctx: Ctx,
  survivorship: Survivorship,
  ids: readonly string[],
  reaching?: ReadonlyMap<string, readonly string[]>,
): Promise<(id: string) => Ruled> {
  const { network, byBrand } = survivorship
  if (byBrand.size === 0) return () => network
  const brandIds = (await networkSnapshot(ctx)).brands.map((brand) => brand.id)
  const dealing = await brandsOf(ctx, ids, brandIds)
  const isBrand = new Set(brandIds)
  return (id) => {
    const brands = new Set([
      ...(dealing.get(id) ?? []),
      ...(reaching?.get(id) ?? []).filter((node) => isBrand.has(node)),
    ])
    return (brands.size === 1 && byBrand.get([...brands][0]!)) || network
  }
}

/** The rules as they would be with a draft in its place. */
export async function withDraft(
  ctx: Ctx,
  brandId: string | null,
  rules: SurvivorshipRules,
): Promise<Survivorship> {
  const now = await survivorshipNow(ctx)
  const draft = ruledBy(rules)
  if (brandId === null) return { ...now, network: draft }
  return { ...now, byBrand: new Map([...now.byBrand, [brandId, draft]]) }
}
