import type { PlanMeasure } from '../../../../contract/plans.ts'
import { commonProblems, words } from '../../../../contract/problem.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { networkSnapshot } from '../../dealers/index.ts'
import { type PlanGiven, savePlans } from '../../insights/index.ts'
import { type Catalogue, catalogue } from '../../vehicles/index.ts'
import { month } from '../values/months.ts'
import { money, whole } from '../values/numbers.ts'
import { code, text } from '../values/texts.ts'
import { differencesOf } from './compare.ts'
import { type Batch, type FieldFault, faulty, field, type Kind, type ReadRow, type Written } from './kind.ts'
import { placeOf } from './place.ts'

const count = whole(0, 10_000_000)
/** The columns of the file, and what each plans. */
const measureOf = {
  leadsPlan: 'leads',
  visitsPlan: 'visits',
  testDrivesPlan: 'test-drives',
  ordersPlan: 'orders',
  deliveriesPlan: 'deliveries',
  revenuePlan: 'revenue',
} as const satisfies Record<string, PlanMeasure>
type Column = keyof typeof measureOf
const columns = Object.keys(measureOf) as Column[]

/** What dealers are to reach: a line per dealer and month, or also by series; an empty cell says nothing. */
export const plans: Kind = {
  kind: 'plans',
  zh: '销售计划',
  en: 'Sales plans',
  fields: [
    field('dealerCode', '经销商编码 / Dealer code', 'plan', code(40), '经销商|门店编码|dealer_code|dealer'),
    field('month', '月份 / Month', 'plan', month, '计划月份|目标月份|年月|period', { required: true }),
    field('series', '车系 / Series', 'plan', text(80), '车型系列|model line|model series'),
    field(
      'leadsPlan',
      '线索计划 / Leads planned',
      'plan',
      count,
      '线索目标|计划线索|leads_plan|leads target|lead target',
    ),
    field(
      'visitsPlan',
      '到店计划 / Visits planned',
      'plan',
      count,
      '到店目标|计划到店|visits_plan|visits target|visit target',
    ),
    field(
      'testDrivesPlan',
      '试驾计划 / Test drives planned',
      'plan',
      count,
      '试驾目标|计划试驾|test_drives_plan|test drives target|test drive target',
    ),
    field(
      'ordersPlan',
      '下订计划 / Orders planned',
      'plan',
      count,
      '下订目标|订单目标|订单计划|计划订单|orders_plan|orders target|order target',
    ),
    field(
      'deliveriesPlan',
      '交车计划 / Deliveries planned',
      'plan',
      count,
      '交车目标|交付目标|销量目标|计划交车|deliveries_plan|deliveries target|sales target',
    ),
    field(
      'revenuePlan',
      '收入计划（元） / Revenue planned (yuan)',
      'plan',
      money,
      '收入计划|收入目标|销售额目标|revenue_plan_yuan|revenue planned|revenue target',
    ),
  ],
  headOffice: true,
  batchRows: 1_000,
  ties: [['dealerCode+month']],
  needs: (mapped, { dealerId }) =>
    [
      !(mapped.has('dealerCode') || dealerId) && {
        field: 'dealerCode',
        zh: '经销商编码（一列，或整个文件）',
        en: 'the dealer code: a column, or for the whole file',
      },
      !columns.some((column) => mapped.has(column)) && {
        field: 'ordersPlan',
        zh: '至少一列计划：线索、到店、试驾、下订、交车或收入',
        en: 'at least one column of plans: leads, visits, test drives, orders, deliveries or revenue',
      },
    ].filter((need) => need !== false),
  check: (values) =>
    columns.some((column) => values[column] !== undefined)
      ? []
      : [
          faulty(
            'ordersPlan',
            'nothing-planned',
            '这一行没有任何计划数',
            'There is no planned number in this row',
          ),
        ],
  write: writePlans,
}

async function writePlans(ctx: Ctx, rows: ReadRow[], batch: Batch): Promise<Written[]> {
  const closed = closedTo(ctx)
  if (closed) return rows.map(() => ({ outcome: 'invalid', faults: [closed] }))
  const [network, cars] = [await networkSnapshot(ctx), await catalogue(ctx)]
  const answers: Written[] = rows.map(() => ({ outcome: 'unchanged' }))
  const cells: { row: number; column: Column; given: PlanGiven }[] = []
  for (const [at, { values }] of rows.entries()) {
    const place = placeOf(ctx, network, batch, values)
    const dealer = 'fault' in place ? undefined : network.byId.get(place.dealerId ?? '')
    const subject = dealer && subjectOf(ctx, values.series as string | undefined, dealer, cars)
    const fault =
      'fault' in place ? place.fault : !subject ? missing : 'fault' in subject ? subject.fault : null
    if (fault) answers[at] = { outcome: 'invalid', faults: [fault] }
    else if (dealer && subject && 'brandId' in subject)
      for (const column of columns)
        if (values[column] !== undefined)
          cells.push({
            row: at,
            column,
            given: {
              dealerId: dealer.id,
              ...subject,
              month: values.month as string,
              measure: measureOf[column],
              value: values[column] as number,
            },
          })
  }
  const written = await savePlans(
    ctx,
    cells.map(({ given }) => given),
  )
  for (const { index, id, before } of written) {
    const { row, column, given } = cells[index]!
    const { outcome, differences = [] } = answers[row]!
    answers[row] = {
      // A line that brings anything new is a new line, even if it also changes another number.
      outcome: before && outcome !== 'create' ? 'update' : 'create',
      subjectId: id,
      differences: [
        ...differences,
        ...(before ? differencesOf({ [column]: before.value }, { [column]: given.value }) : []),
      ],
    }
  }
  return answers
}

const missing = faulty('dealerCode', 'missing', '缺少经销商编码', 'The dealer code is missing')

/** A file is no way around the permission. */
function closedTo({ actor }: Ctx): FieldFault | null {
  if (actor.kind === 'system' || actor.permissions.has('insights.plan')) return null
  const { zh, en } = words(commonProblems.forbidden, { permission: 'insights.plan' })
  return faulty('dealerCode', 'not-allowed', zh, en)
}

type Dealer = { id: string; brandId: string; brandIds: string[] }
type Subject = Pick<PlanGiven, 'brandId' | 'seriesId'>

/** A plan of the whole house is of the dealer's own brand, one of a series of its brand. */
function subjectOf(
  ctx: Ctx,
  series: string | undefined,
  dealer: Dealer,
  cars: Catalogue,
): Subject | { fault: FieldFault } {
  const found = series ? cars.findInterest(null, series, null) : null
  if (
    found &&
    (!found.seriesId || !found.brandId || ![dealer.brandId, ...dealer.brandIds].includes(found.brandId))
  )
    return {
      fault: faulty(
        'series',
        'unknown-series',
        '没有这个车系，或这家店不经营它的品牌；整店计划请留空',
        'No such series, or the dealer does not sell its brand; leave it empty for the whole dealer',
      ),
    }
  const brandId = found?.brandId ?? dealer.brandId
  return ctx.scope.kind !== 'brand' || ctx.scope.nodes.includes(brandId)
    ? { brandId, seriesId: found?.seriesId ?? null }
    : { fault: faulty('dealerCode', 'foreign-dealer', '不在你的范围内', 'Out of your scope') }
}
