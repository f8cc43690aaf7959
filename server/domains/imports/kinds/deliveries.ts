import type { Ctx } from '../../../kernel/ctx.ts'
import { networkSnapshot } from '../../dealers/index.ts'
import { type DeliveryArrival, saveDeliveries } from '../../sales/index.ts'
import { pastInstant } from '../values/days.ts'
import { plate, vin } from '../values/identifiers.ts'
import { money } from '../values/numbers.ts'
import { listed, text } from '../values/texts.ts'
import { answersOf } from './bulk.ts'
import { type Batch, faulty, field, type Kind, type ReadRow, type Written } from './kind.ts'
import { noDealer } from './orders.ts'
import { placeOf } from './place.ts'
import { dealerCode, leadNumber, orderNumber } from './sale-fields.ts'

export const deliveries: Kind = {
  kind: 'deliveries',
  zh: '交车',
  en: 'Deliveries',
  fields: [
    orderNumber(),
    leadNumber,
    dealerCode('delivery'),
    field('vin', '车架号 / VIN', 'vehicle', vin, '车辆识别代号|底盘号|vin|vin code|chassis no', {
      required: true,
      shaped: true,
    }),
    field(
      'plate',
      '车牌号 / Plate',
      'vehicle',
      plate,
      '车牌|牌照|牌照号|plate_no|plate number|licence plate',
    ),
    field(
      'priceFen',
      '成交价 / Price',
      'delivery',
      money,
      '成交价格|成交金额|开票金额|开票价|发票金额|price_yuan|price|amount|invoice amount',
    ),
    field(
      'deliveredAt',
      '交车时间 / Delivered at',
      'delivery',
      pastInstant,
      '交车日期|交付日期|交付时间|提车日期|delivered_at|delivered on|delivery date|delivery at|handover date',
      { required: true },
    ),
    field(
      'colour',
      '颜色 / Colour',
      'delivery',
      text(40),
      '外观颜色|车身颜色|车色|外色|exterior colour|color|body colour',
    ),
    field(
      'options',
      '选装 / Options',
      'delivery',
      listed(20, 60),
      '选装包|选装件|选配|选装配置|option|option packs|extras',
    ),
  ],
  headOffice: false,
  batchRows: 2_000,
  ties: [['orderNumber'], ['leadNumber'], ['vin']],
  check: (values) =>
    values.orderNumber === undefined && values.leadNumber === undefined
      ? [
          faulty(
            'orderNumber',
            'no-order',
            '没有订单号或线索编号，无法找到订单',
            'No order number and no lead number: the order cannot be found',
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
      !(mapped.has('orderNumber') || mapped.has('leadNumber')) && {
        field: 'orderNumber',
        zh: '订单号或线索编号',
        en: 'the order number or the lead number',
      },
    ].filter((need) => need !== false),
  write: writeDeliveries,
}

async function writeDeliveries(ctx: Ctx, rows: ReadRow[], batch: Batch): Promise<Written[]> {
  const network = await networkSnapshot(ctx)
  const answers: Written[] = []
  const good: { at: number; row: ReadRow; arrival: DeliveryArrival }[] = []
  for (const [at, row] of rows.entries()) {
    const place = placeOf(ctx, network, batch, row.values)
    if ('fault' in place) answers[at] = { outcome: 'invalid', faults: [place.fault] }
    else if (!place.dealerId) answers[at] = { outcome: 'invalid', faults: [noDealer] }
    else good.push({ at, row, arrival: arrivalOf(row, place.dealerId) })
  }
  const outcome = await saveDeliveries(
    ctx,
    good.map(({ arrival }) => arrival),
  )
  const answered = answersOf(
    good.map(({ row }) => row),
    outcome,
  )
  for (const [n, { at }] of good.entries()) answers[at] = answered[n]!
  return answers
}

const arrivalOf = ({ values, emptied }: ReadRow, dealerId: string): DeliveryArrival => ({
  orderNumber: (values.orderNumber as string | undefined) ?? null,
  leadNumber: (values.leadNumber as string | undefined) ?? null,
  dealerId,
  vin: values.vin as string,
  plate: (values.plate as string | undefined) ?? null,
  priceFen: (values.priceFen as number | undefined) ?? null,
  deliveredAt: new Date(values.deliveredAt as string),
  colour: (values.colour as string | undefined) ?? null,
  // An empty cell of the column says that none was taken; a file without it says nothing.
  options: (values.options as string[] | undefined) ?? (emptied.includes('options') ? [] : null),
})
