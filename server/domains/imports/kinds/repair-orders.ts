import type { Payer, RepairKind } from '../../../../contract/service.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { networkSnapshot } from '../../dealers/index.ts'
import { type RepairArrival, saveRepairOrders } from '../../service/index.ts'
import { pastInstant } from '../values/days.ts'
import { plate, vin } from '../values/identifiers.ts'
import { money, whole } from '../values/numbers.ts'
import { payer, type ReadLine, repairItems, repairKind } from '../values/repairs.ts'
import { code, text } from '../values/texts.ts'
import { answersOf } from './bulk.ts'
import { type Batch, faulty, field, type Kind, type ReadRow, type Written } from './kind.ts'
import { noDealer } from './orders.ts'
import { placeOf } from './place.ts'
import { buyer, dealerCode } from './sale-fields.ts'

const amount = (key: string, label: string, synonyms: string) =>
  field(key, label, 'repair order', money, synonyms)

export const repairOrders: Kind = {
  kind: 'repair-orders',
  zh: '维修工单',
  en: 'Repair orders',
  fields: [
    field(
      'number',
      '工单号 / Repair order number',
      'repair order',
      code(60),
      '维修单号|工单编号|委托书号|结算单号|施工单号|order_no|repair order|ro number|ro no|job card|work order|invoice no',
      { required: true },
    ),
    dealerCode('repair order'),
    field('vin', '车架号 / VIN', 'vehicle', vin, '车辆识别代号|底盘号|vin|vin code|chassis no', {
      shaped: true,
    }),
    field(
      'plate',
      '车牌号 / Plate',
      'vehicle',
      plate,
      '车牌|牌照|牌照号|plate_no|plate number|licence plate',
    ),
    ...buyer,
    field(
      'openedAt',
      '进厂时间 / Opened at',
      'repair order',
      pastInstant,
      '进厂日期|开单时间|开单日期|接车时间|来店时间|维修日期|opened_at|opened on|date in|check in|service date|open date',
      { required: true },
    ),
    field(
      'closedAt',
      '结算时间 / Closed at',
      'repair order',
      pastInstant,
      '结算日期|出厂时间|出厂日期|交车时间|完工时间|closed_at|closed on|date out|invoice date|close date',
    ),
    field(
      'mileageKm',
      '里程 / Mileage',
      'repair order',
      whole(0, 5_000_000),
      '行驶里程|进厂里程|公里数|里程数|mileage_km|odometer|km|mileage in',
    ),
    field(
      'kind',
      '工单类型 / Kind',
      'repair order',
      repairKind,
      '维修类型|业务类型|维修类别|修理类别|kind|type|order type|service type|job type',
    ),
    field(
      'items',
      '项目 / Items',
      'repair order',
      repairItems,
      '维修项目|配件|项目明细|工单明细|作业内容|items|jobs|parts|lines|work done',
    ),
    amount('labourFen', '工时费 / Labour', '工时|人工费|labour_yuan|labor|labour amount|labor amount'),
    amount('partsFen', '配件费 / Parts amount', '材料费|零件费|配件金额|parts_yuan|parts amount'),
    amount(
      'accessoriesFen',
      '精品费 / Accessories',
      '精品金额|附件费|用品费|accessories_yuan|accessories amount',
    ),
    amount('totalFen', '合计 / Total', '总金额|应收金额|实收金额|结算金额|total_yuan|total amount|amount'),
    amount('costFen', '成本 / Cost', '总成本|成本合计|cost_yuan|cost amount|total cost'),
    field(
      'paidBy',
      '付款方 / Paid by',
      'repair order',
      payer,
      '结算对象|付款类型|付费类型|paid_by|payer|pay type',
    ),
    field(
      'adviser',
      '服务顾问 / Adviser',
      'repair order',
      text(60),
      '接待|接车员|服务接待|顾问|adviser|advisor|service advisor',
    ),
  ],
  headOffice: false,
  batchRows: 2_000,
  ties: [['number'], ['vin'], ['plate'], ['phone']],
  check: ({ vin: named, plate: shown }) =>
    named === undefined && shown === undefined
      ? [
          faulty(
            'vin',
            'no-car',
            '没有车架号和车牌，无法找到车辆',
            'No VIN and no plate: the car cannot be found',
          ),
        ]
      : [],
  needs: (mapped, { dealerId }) =>
    [
      !(mapped.has('dealerCode') || dealerId) && {
        field: 'dealerCode',
        zh: '经销商编码（一列，或整个文件）',
        en: 'the dealer code: a column, or for the whole file',
      },
      !(mapped.has('vin') || mapped.has('plate')) && {
        field: 'vin',
        zh: '车架号或车牌号',
        en: 'the VIN or the plate',
      },
    ].filter((need) => need !== false),
  write: writeRepairs,
}

async function writeRepairs(ctx: Ctx, rows: ReadRow[], batch: Batch): Promise<Written[]> {
  const network = await networkSnapshot(ctx)
  const answers: Written[] = []
  const good: { at: number; row: ReadRow; arrival: RepairArrival }[] = []
  for (const [at, row] of rows.entries()) {
    const place = placeOf(ctx, network, batch, row.values)
    if ('fault' in place) answers[at] = { outcome: 'invalid', faults: [place.fault] }
    else if (!(place.dealerId && place.brandId)) answers[at] = { outcome: 'invalid', faults: [noDealer] }
    else good.push({ at, row, arrival: arrivalOf(row, batch, place.dealerId, place.brandId) })
  }
  const outcome = await saveRepairOrders(
    ctx,
    good.map(({ arrival }) => arrival),
    batch,
  )
  const answered = answersOf(
    good.map(({ row }) => row),
    outcome,
  )
  for (const [n, { at }] of good.entries()) answers[at] = answered[n]!
  return answers
}

function arrivalOf(row: ReadRow, batch: Batch, dealerId: string, brandId: string): RepairArrival {
  const { values } = row
  const said = (key: string) => (values[key] as string | undefined) ?? null
  const number = (key: string) => (values[key] as number | undefined) ?? null
  return {
    number: (values.number as string).toUpperCase(),
    dealerId,
    brandId,
    vin: said('vin'),
    plate: said('plate'),
    person: { name: said('name'), phone: said('phone') },
    openedAt: new Date(values.openedAt as string),
    closedAt: values.closedAt ? new Date(values.closedAt as string) : null,
    mileageKm: number('mileageKm'),
    kind: (values.kind as RepairKind | undefined) ?? 'repair',
    lines: (values.items as ReadLine[] | undefined) ?? null,
    labourFen: number('labourFen'),
    partsFen: number('partsFen'),
    accessoriesFen: number('accessoriesFen'),
    totalFen: number('totalFen'),
    costFen: number('costFen'),
    paidBy: (values.paidBy as Payer | undefined) ?? null,
    adviser: said('adviser'),
    raw: batch.rawOf(row),
  }
}
