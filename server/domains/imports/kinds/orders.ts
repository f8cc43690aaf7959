import type { Ctx } from '../../../kernel/ctx.ts'
import { networkSnapshot } from '../../dealers/index.ts'
import { type OrderArrival, saveOrders } from '../../sales/index.ts'
import { type Catalogue, catalogue } from '../../vehicles/index.ts'
import { day, pastInstant } from '../values/days.ts'
import { money } from '../values/numbers.ts'
import type { Reader } from '../values/reading.ts'
import { text } from '../values/texts.ts'
import { answersOf } from './bulk.ts'
import { type Batch, type FieldFault, faulty, field, type Kind, type ReadRow, type Written } from './kind.ts'
import { accountsNamed } from './people-named.ts'
import { brandBy, placeOf } from './place.ts'
import { buyer, dealerCode, leadNumber, orderNumber } from './sale-fields.ts'

/** Of all the states books know only this one changes what an order is; a delivery comes with its own book. */
const orderState: Reader = (raw) => ({
  value: /取消|退订|退单|退车|作废|撤销|cancel|void|refund/i.test(raw) ? 'cancelled' : 'placed',
})

export const orders: Kind = {
  kind: 'orders',
  zh: '订单',
  en: 'Orders',
  fields: [
    orderNumber({ required: true }),
    leadNumber,
    dealerCode('order'),
    ...buyer,
    field('brand', '品牌 / Brand', 'order', text(80), 'make|车辆品牌'),
    field('series', '车系 / Series', 'order', text(80), '意向车系|model line|model series'),
    field(
      'variant',
      '车型 / Model',
      'order',
      text(120),
      '版本|配置|车型名称|订购车型|variant|model|trim|car model',
    ),
    field(
      'priceFen',
      '成交价 / Price',
      'order',
      money,
      '成交价格|成交金额|订单金额|车价|合同金额|price_yuan|price|amount|order amount|selling price',
      { required: true },
    ),
    field('depositFen', '订金 / Deposit', 'order', money, '定金|已付订金|deposit_yuan|down payment'),
    field(
      'orderedAt',
      '下订时间 / Ordered at',
      'order',
      pastInstant,
      '下订日期|订单日期|订单时间|下单时间|下单日期|签约日期|订车日期|ordered_at|ordered on|order date|order at|contract date',
      { required: true },
    ),
    field(
      'promisedOn',
      '承诺交车日 / Promised on',
      'order',
      day,
      '预计交车日期|预计交车|约定交车日|promised_on|promise date|expected delivery',
    ),
    field(
      'cancelledAt',
      '退订时间 / Cancelled at',
      'order',
      pastInstant,
      '退订日期|取消时间|取消日期|cancelled_at|canceled at|cancelled on|cancel date',
    ),
    field('cancelReason', '退订原因 / Cancel reason', 'order', text(200), '取消原因|cancel_reason'),
    field('state', '订单状态 / State', 'order', orderState, '状态|订单进度|order status|status'),
    field(
      'consultant',
      '销售顾问 / Consultant',
      'order',
      text(60),
      '顾问|销售|销售人员|业务员|salesperson|sales consultant|seller',
    ),
  ],
  headOffice: false,
  batchRows: 2_000,
  ties: [['orderNumber'], ['leadNumber'], ['phone']],
  needs: (mapped, { dealerId }) =>
    [
      !(mapped.has('dealerCode') || dealerId) && {
        field: 'dealerCode',
        zh: '经销商编码（一列，或整个文件）',
        en: 'the dealer code: a column, or for the whole file',
      },
      !(mapped.has('leadNumber') || (mapped.has('name') && mapped.has('phone'))) && {
        field: 'leadNumber',
        zh: '线索编号，或客户姓名和电话',
        en: 'the lead number, or name and phone of the customer',
      },
    ].filter((need) => need !== false),
  write: writeOrders,
}

async function writeOrders(ctx: Ctx, rows: ReadRow[], batch: Batch): Promise<Written[]> {
  const [network, cars] = [await networkSnapshot(ctx), await catalogue(ctx)]
  const answers: Written[] = []
  const good: { at: number; row: ReadRow; dealer: Dealer; brandId: string }[] = []
  for (const [at, row] of rows.entries()) {
    const place = placeOf(ctx, network, batch, row.values)
    const dealer = 'fault' in place ? undefined : network.byId.get(place.dealerId ?? '')
    const brand = dealer && brandOf(ctx, row, dealer, cars, (said) => brandBy(network, said)?.id)
    if ('fault' in place) answers[at] = { outcome: 'invalid', faults: [place.fault] }
    else if (!dealer || !brand) answers[at] = { outcome: 'invalid', faults: [noDealer] }
    else if ('fault' in brand) answers[at] = { outcome: 'invalid', faults: [brand.fault] }
    else good.push({ at, row, dealer, brandId: brand.id })
  }
  const named = good.map(({ row, dealer }) => ({
    dealerId: dealer.id,
    said: row.values.consultant as string | undefined,
  }))
  const accountOf = await accountsNamed(ctx, batch, named)
  const arrivals = good.map(
    ({ row, dealer, brandId }, n): OrderArrival => ({
      ...arrivalOf(row, cars, brandId),
      dealerId: dealer.id,
      dealerCode: dealer.code,
      consultantId: accountOf(named[n]!),
      raw: batch.rawOf(row),
    }),
  )
  const outcome = await saveOrders(ctx, arrivals, { source: batch.source, importId: batch.importId })
  const answered = answersOf(
    good.map(({ row }) => row),
    outcome,
  )
  for (const [n, { at }] of good.entries()) answers[at] = answered[n]!
  return answers
}

type Dealer = { id: string; code: string; brandId: string; brandIds: string[] }
export const noDealer = faulty('dealerCode', 'missing', '缺少经销商编码', 'The dealer code is missing')

/** The brand of the car, when this dealer sells it and the caller deals with it; said nothing of, the dealer's own. */
function brandOf(
  ctx: Ctx,
  { values }: ReadRow,
  dealer: Dealer,
  cars: Catalogue,
  brandNamed: (said: string) => string | undefined,
): { id: string } | { fault: FieldFault } {
  const said = values.brand as string | undefined
  const asked = said ? brandNamed(said) : undefined
  if (said && !asked)
    return { fault: faulty('brand', 'unknown-brand', '没有这个品牌', 'There is no such brand') }
  const found = cars.findInterest(said, values.series as string, values.variant as string).brandId
  const id = asked ?? (found && dealer.brandIds.includes(found) ? found : dealer.brandId)
  const isDealt = dealer.brandIds.includes(id) || dealer.brandId === id
  const { kind, brands } = ctx.scope
  if (!isDealt || ((kind === 'brand' || kind === 'region') && !brands.includes(id)))
    return {
      fault: faulty(
        'brand',
        'foreign-brand',
        '这家店不经营这个品牌，或不在你的范围内',
        'The dealer does not sell this brand, or it is out of your scope',
      ),
    }
  return { id }
}

function arrivalOf(
  { values }: ReadRow,
  cars: Catalogue,
  brandId: string,
): Omit<OrderArrival, 'dealerId' | 'dealerCode' | 'consultantId' | 'raw'> {
  const said = (key: string) => (values[key] as string | undefined) ?? null
  const at = (key: string) => (values[key] ? new Date(values[key] as string) : null)
  const interest = cars.findInterest(said('brand'), said('series'), said('variant'))
  return {
    number: values.orderNumber as string,
    leadNumber: said('leadNumber'),
    brandId,
    person: { name: said('name'), phones: said('phone') ? [said('phone')!] : [] },
    series: said('series'),
    variant: said('variant'),
    variantId: interest.brandId === brandId ? interest.variantId : null,
    priceFen: values.priceFen as number,
    depositFen: (values.depositFen as number | undefined) ?? null,
    orderedAt: at('orderedAt')!,
    promisedOn: said('promisedOn'),
    isCancelled: values.cancelledAt !== undefined || values.state === 'cancelled',
    cancelledAt: at('cancelledAt'),
    cancelReason: said('cancelReason'),
  }
}
