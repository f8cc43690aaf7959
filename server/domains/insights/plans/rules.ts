import { type PlanMeasure, planProblems } from '../../../../contract/plans.ts'
import { type Scope, seesMoney } from '../../../kernel/ctx.ts'
import type { FieldError } from '../../../kernel/errors.ts'
import type { Dealer, Series } from './queries.ts'

type Given = { dealerId: string; seriesId: string | null; measure: PlanMeasure }
type Subjects = { dealers: ReadonlyMap<string, Dealer>; series: ReadonlyMap<string, Series> }

/** A dealer is told what it is to reach. */
export const mayPlan = ({ kind }: Pick<Scope, 'kind'>): boolean => kind !== 'dealer'

const unknownDealer = {
  zh: '没有这家经销商，或不在你的范围内',
  en: 'No such dealer, or not within your scope',
}

/** What is wrong with one plan, by field; else whose brand it is. A plan of the whole house is of the dealer's own brand. */
export function placePlan(
  scope: Scope,
  { dealerId, seriesId, measure }: Given,
  { dealers, series }: Subjects,
): { brandId: string } | { fault: FieldError } {
  const dealer = dealers.get(dealerId)
  if (!dealer || (scope.kind === 'region' && !scope.nodes.includes(dealerId)))
    return { fault: { field: 'dealerId', ...unknownDealer } }
  const car = seriesId === null ? undefined : series.get(seriesId)
  if (seriesId !== null && (!car || !dealer.brandIds.includes(car.brandId)))
    return {
      fault: {
        field: 'seriesId',
        zh: '没有这个车系，或这家店不经营它的品牌；不按车系时留空',
        en: 'No such series, or the dealer does not sell its brand; leave it out for the whole dealer',
      },
    }
  const brandId = car?.brandId ?? dealer.brandId
  const brands = scope.kind === 'brand' ? scope.nodes : scope.kind === 'region' ? scope.brands : null
  if (brands && !brands.includes(brandId)) return { fault: { field: 'dealerId', ...unknownDealer } }
  if (measure === 'revenue' && !seesMoney(scope)) {
    const { zh, en } = planProblems.noMoney
    return { fault: { field: 'measure', zh, en } }
  }
  return { brandId }
}
