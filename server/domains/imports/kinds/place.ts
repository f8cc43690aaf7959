import { type Ctx, dealerOf } from '../../../kernel/ctx.ts'
import type { Network } from '../../dealers/index.ts'
import { type Batch, type FieldFault, faulty, type Values } from './kind.ts'

export type Place = { dealerId: string | null; brandId: string | null }

/** Whose row it is: the column's word before the file's. A dealer's row is the dealer's, whatever the file says. */
export function placeOf(
  ctx: Ctx,
  network: Network,
  batch: Batch,
  values: Values,
): Place | { fault: FieldFault } {
  const said = values.dealerCode as string | undefined
  const dealer = said
    ? network.byCode.get(said.toUpperCase())
    : batch.dealerId
      ? network.byId.get(batch.dealerId)
      : undefined
  if (said && !dealer)
    return {
      fault: faulty('dealerCode', 'unknown-dealer', '没有这个编码的经销商', 'No dealer with this code'),
    }
  if (!isWithin(ctx, dealer))
    return {
      fault: faulty(
        'dealerCode',
        'foreign-dealer',
        '不在你的范围内：只能导入自己的经销商',
        'Out of your scope: you import into your own dealers only',
      ),
    }
  const brandId =
    batch.brandId ?? dealer?.brandId ?? (ctx.scope.kind === 'brand' ? ctx.scope.nodes[0]! : null)
  return {
    dealerId: dealer?.id ?? null,
    brandId: brandId ?? (network.brands.length === 1 ? network.brands[0]!.id : null),
  }
}

type Dealer = { id: string; brandId: string }
function isWithin(ctx: Ctx, dealer: Dealer | undefined): boolean {
  const own = dealerOf(ctx)
  if (own) return dealer?.id === own
  if (ctx.scope.kind === 'brand') return dealer === undefined || ctx.scope.nodes.includes(dealer.brandId)
  return ctx.scope.kind !== 'region' || (dealer !== undefined && ctx.scope.nodes.includes(dealer.id))
}

/** A brand by code or name, 环路 or HL. */
export const brandBy = (network: Network, said: string): Network['brands'][number] | undefined => {
  const wanted = said.trim().toUpperCase()
  return network.brands.find(
    (brand) => brand.code.toUpperCase() === wanted || brand.name.toUpperCase() === wanted,
  )
}
