import type { LeadItem } from '../../../contract/leads.ts'
import type { Ctx } from '../../kernel/ctx.ts'
import { nameOf } from '../../kernel/divisions.ts'
import { maskPhone } from '../../kernel/phone.ts'
import { namesOf } from '../admin/index.ts'
import { networkSnapshot } from '../dealers/index.ts'
import { type Catalogue, catalogue } from '../vehicles/index.ts'
import { type ListRow, listedLeads } from './queries/list.ts'

type Car = { name: string; priceFen: number | null }
const cars = new WeakMap<Catalogue, Map<string, Car>>()

/** Series and variants by id; built once per reading of the catalogue. */
export function carsOf(list: Catalogue): Map<string, Car> {
  let known = cars.get(list)
  if (!known) {
    known = new Map<string, Car>()
    for (const series of list.series) {
      known.set(series.id, { name: series.name, priceFen: null })
      for (const variant of series.variants)
        known.set(variant.id, { name: variant.name, priceFen: variant.priceFen })
    }
    cars.set(list, known)
  }
  return known
}

const iso = (at: Date | null): string | null => at?.toISOString() ?? null

/** Rows as a screen shows them: names beside ids, the telephone masked. */
export async function present(ctx: Ctx, rows: ListRow[]): Promise<LeadItem[]> {
  const network = await networkSnapshot(ctx)
  const known = carsOf(await catalogue(ctx))
  const consultants = [...new Set(rows.map((row) => row.consultantId).filter((id) => id !== null))]
  const names = new Map((await namesOf(ctx, consultants)).map((account) => [account.id, account.name]))
  return rows.map(({ name, salutation, kind, phone, seriesId, variantId, divisionCode, ...row }) => ({
    ...row,
    person: { name: name ?? '—', salutation, kind: kind ?? 'person', phone: phone ? maskPhone(phone) : null },
    brandName: network.nodes.get(row.brandId)?.name ?? '',
    seriesName: seriesId ? (known.get(seriesId)?.name ?? null) : null,
    variantName: variantId ? (known.get(variantId)?.name ?? null) : null,
    priceFen: variantId ? (known.get(variantId)?.priceFen ?? null) : null,
    dealerName: row.dealerId ? (network.byId.get(row.dealerId)?.name ?? null) : null,
    consultantName: row.consultantId ? (names.get(row.consultantId) ?? null) : null,
    divisionName: divisionCode ? nameOf(divisionCode) : null,
    capturedAt: row.capturedAt.toISOString(),
    lastTouchAt: row.lastTouchAt.toISOString(),
    dispatchedAt: iso(row.dispatchedAt),
    dueAt: iso(row.dueAt),
    pausedAt: iso(row.pausedAt),
    firstFeedbackAt: iso(row.firstFeedbackAt),
    breachedAt: iso(row.breachedAt),
    attentionAt: iso(row.attentionAt),
    nextStepAt: iso(row.nextStepAt),
    closedAt: iso(row.closedAt),
  }))
}

/** One lead as the caller now sees it; null when it has left the caller's scope. */
export async function shown(ctx: Ctx, id: string): Promise<LeadItem | null> {
  const [item] = await present(ctx, await listedLeads(ctx, [id]))
  return item ?? null
}
