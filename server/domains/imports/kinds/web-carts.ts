import { type CartState, mostCartLines, mostPriceFen, mostQuantity } from '../../../../contract/carts.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { trackingIndex } from '../../campaigns/index.ts'
import { type CartArrival, saveCarts } from '../../customers/index.ts'
import { pastInstant } from '../values/days.ts'
import { money, whole } from '../values/numbers.ts'
import { fault, type Reader } from '../values/reading.ts'
import { code, oneOf, text } from '../values/texts.ts'
import { type Batch, faulty, field, type Kind, type ReadRow, type Written } from './kind.ts'

const kind = oneOf(
  {
    accessory: '精品 附件 用品 周边 配饰 accessories',
    service: '服务 保养 套餐 service_package maintenance',
    part: '配件 零件 备件 parts',
    option: '选装 选配 配置 options',
  },
  '类别',
  'kind of item',
)
const state = oneOf(
  {
    open: '未下单 进行中 有效 active pending abandoned 放弃',
    ordered: '已下单 已购买 已支付 completed converted purchased paid',
    emptied: '已清空 清空 empty cleared deleted',
  },
  '状态',
  'state',
)
const price: Reader = (raw, now) => {
  const read = money(raw, now)
  return read?.value !== undefined && Number(read.value) > mostPriceFen
    ? fault('out-of-range', '单价超过一百万元', 'More than a million yuan for one')
    : read
}
const line = (key: string, label: string, read: Reader, synonyms: string, more: { required?: true } = {}) =>
  field(key, label, 'web cart', read, synonyms, more)

/** One row a line of a cart. */
export const webCarts: Kind = {
  kind: 'web-carts',
  zh: '网上购物车',
  en: 'Web carts',
  fields: [
    line(
      'cartId',
      '购物车编号 / Cart number',
      code(100),
      '购物车ID|cart_id|cart no|basket id|quote_id|checkout_id',
      {
        required: true,
      },
    ),
    line(
      'visitorId',
      '访客编号 / Visitor id',
      code(120),
      '访客ID|访客标识|浏览器编号|visitor_id|visitor|client_id|distinct_id|anonymous_id|cookie_id',
      { required: true },
    ),
    line('code', '商品编码 / Item code', code(80), '商品编号|货号|sku|item_code|product_code|variant_id'),
    line('name', '商品名称 / Item', text(200), '商品|品名|product|item_name|product_name|title', {
      required: true,
    }),
    line('kind', '类别 / Kind of item', kind, '商品类别|商品类型|item_kind|item_type|category|product_type'),
    line('quantity', '数量 / Quantity', whole(1, mostQuantity), '件数|qty|count'),
    line('priceFen', '单价 / Price of one', price, '价格|售价|price|price_yuan|unit_price|item_price', {
      required: true,
    }),
    line('addedAt', '加入时间 / Added at', pastInstant, '加购时间|放入时间|added_at|add_time|created_at', {
      required: true,
    }),
    line('removedAt', '移除时间 / Taken out at', pastInstant, '移出时间|删除时间|removed_at|deleted_at'),
    line('state', '购物车状态 / State of the cart', state, '状态|cart_state|cart_status|status'),
    line('orderedAt', '下单时间 / Ordered at', pastInstant, '支付时间|ordered_at|converted_at|purchased_at'),
    line(
      'updatedAt',
      '更新时间 / Changed at',
      pastInstant,
      '最近修改|最后更新|updated_at|modified_at|last_activity',
    ),
    line(
      'campaign',
      '活动编码 / Campaign code',
      code(100),
      'campaign_code|utm_campaign|跟踪码|tracking code',
    ),
  ],
  headOffice: true,
  batchRows: 5_000,
  ties: [['visitorId+cartId']],
  write: writeWebCarts,
}

async function writeWebCarts(ctx: Ctx, rows: ReadRow[], batch: Batch): Promise<Written[]> {
  const campaigns = await trackingIndex(ctx)
  const answers: Written[] = []
  const carts = new Map<string, { cart: CartArrival; rows: number[] }>()
  for (const [at, { values }] of rows.entries()) {
    const said = (key: string) => (values[key] as string | undefined) ?? null
    const brandId = campaigns.get(said('campaign') ?? '')?.brandId ?? batch.brandId
    if (ctx.scope.kind === 'brand' && brandId && !ctx.scope.nodes.includes(brandId)) {
      answers[at] = { outcome: 'invalid', faults: [foreignBrand] }
      continue
    }
    const name = `${said('visitorId')} ${said('cartId')}`
    const known = carts.get(name)
    carts.set(name, {
      cart: withRow(known?.cart ?? emptyCart(said('visitorId')!, said('cartId')!, brandId), values),
      rows: [...(known?.rows ?? []), at],
    })
  }
  const all = [...carts.values()]
  const kept = await saveCarts(
    ctx,
    batch.source,
    all.map(({ cart }) => cart),
  )
  for (const [n, { rows: of }] of all.entries()) {
    const { outcome, cartId } = kept[n]!
    for (const at of of)
      answers[at] =
        outcome === 'full' ? { outcome: 'invalid', faults: [full] } : { outcome, subjectId: cartId }
  }
  return answers
}

const emptyCart = (visitor: string, key: string, brandId: string | null): CartArrival => ({
  visitor,
  key,
  brandId,
  at: new Date(0),
  state: 'open',
  orderedAt: null,
  whole: false,
  items: [],
})

/** Of one item said twice the later row counts; the cart's state is what any row says of its end. */
function withRow(cart: CartArrival, values: ReadRow['values']): CartArrival {
  const instant = (key: string) => (values[key] === undefined ? null : new Date(values[key] as string))
  const [addedAt, removedAt, orderedAt] = [instant('addedAt')!, instant('removedAt'), instant('orderedAt')]
  const name = values.name as string
  const item: CartArrival['items'][number] = {
    code: (values.code as string | undefined) ?? name.slice(0, 80),
    name,
    kind: (values.kind as CartArrival['items'][number]['kind'] | undefined) ?? 'accessory',
    quantity: (values.quantity as number | undefined) ?? 1,
    priceFen: values.priceFen as number,
    addedAt,
    removedAt,
  }
  const said = orderedAt ? 'ordered' : ((values.state as CartState | undefined) ?? 'open')
  const times = [cart.at, addedAt, removedAt, orderedAt, instant('updatedAt')].filter((at) => at !== null)
  return {
    ...cart,
    at: new Date(Math.max(...times.map((at) => at.getTime()))),
    state: said === 'open' ? cart.state : said,
    orderedAt: orderedAt ?? cart.orderedAt,
    items: [...cart.items.filter((one) => one.code !== item.code), item],
  }
}

const foreignBrand = faulty(
  'campaign',
  'foreign-brand',
  '不是你的品牌的活动',
  'A campaign of a brand that is not yours',
)
const full = faulty(
  'cartId',
  'too-many',
  `一个购物车超过 ${mostCartLines} 种商品`,
  `More than ${mostCartLines} different things in one cart`,
)
