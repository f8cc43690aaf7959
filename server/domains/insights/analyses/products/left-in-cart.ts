import { cursorOf, readCursor } from '../../../../kernel/db/keyset.ts'
import { askQuestion, type Question } from '../../door.ts'
import { cartItems } from '../../questions/cart-items/question.ts'
import { cartRows } from '../../questions/cart-rows/question.ts'
import { analysis } from '../analysis.ts'
import { column, percent, ranged, shareCells } from '../cells.ts'
import { customerNames } from '../named.ts'

export const cartKinds = {
  accessory: { zh: '精品', en: 'Accessory' },
  service: { zh: '服务', en: 'Service' },
  part: { zh: '配件', en: 'Part' },
  option: { zh: '选装', en: 'Option' },
}
const most = 200
const untouched = {
  key: 'untouched' as const,
  title: { zh: '多久没有动过', en: 'Untouched for' },
  options: [
    { value: '24', title: { zh: '24 小时', en: '24 hours' } },
    { value: '168', title: { zh: '7 天', en: '7 days' } },
    { value: '720', title: { zh: '30 天', en: '30 days' } },
  ],
}
const yuan = (fen: number) => Math.round(fen / 100).toLocaleString('en')

export const leftInCart = analysis<'untouched'>({
  name: 'left-in-cart',
  room: 'products',
  title: { zh: '留在网上购物车里的商品', en: 'What is left in the web cart' },
  definition: cartItems.definition,
  formula: cartItems.formula,
  register: ['A20-06', 'A8-03'],
  filters: ['period', 'brand', 'region', 'dealer'],
  choices: [untouched],
  chart: { kind: 'bar', x: 'product', y: ['left'], lying: true },
  questions: [cartItems, cartRows] as Question[],
  find: async (ctx, { window, chosen }) => {
    const found = await askQuestion(ctx, cartItems, window, { hours: Number(chosen.untouched) })
    const all = found.find((row) => row.item === '')
    const items = found.filter((row) => row.item !== '')
    const [dearest] = items
    const wait = untouched.options.find(({ value }) => value === chosen.untouched)!.title
    return {
      columns,
      rows: items.slice(0, most).map(({ name, ordered, decided, ...row }) => ({
        ...row,
        product: name,
        ordered,
        decided,
        ...shareCells('share', { of: decided, did: ordered }),
      })),
      figures: all
        ? [
            {
              key: 'carts',
              title: { zh: '未下单的购物车', en: 'Carts left' },
              kind: 'count',
              value: all.left,
            },
            {
              key: 'value',
              title: { zh: '车内金额', en: 'Value in them' },
              kind: 'fen',
              value: all.valueFen,
            },
            {
              key: 'known',
              title: { zh: '认识的客户', en: 'Known customers' },
              kind: 'count',
              value: all.known,
            },
            { key: 'reachable', title: reachableTitle, kind: 'count', value: all.reachable },
          ]
        : [],
      says:
        all && dearest
          ? {
              zh: `${all.left} 个购物车超过${wait.zh}没有动过，共 ¥${yuan(all.valueFen)}；金额最高的是“${dearest.name}”，放过它且已决定的 ${dearest.decided} 个购物车中 ${percent(dearest.ordered / dearest.decided)} 下了单；可提醒 ${all.reachable} 位客户`,
              en: `${all.left} carts have been untouched for ${wait.en} or more, worth ¥${yuan(all.valueFen)}; the most money lies in ${dearest.name}, which ${percent(dearest.ordered / dearest.decided)} of the ${dearest.decided} decided carts it was in took to an order; ${all.reachable} customers may be reminded`,
            }
          : null,
      notes: [
        {
          zh: '购物车里的价格不是收入；“可提醒”指同意厂家营销、有电话或邮箱且未要求免打扰，截至购物车最近一次变化或昨夜',
          en: 'Prices in a cart are not revenue. Who may be reminded has agreed to marketing by the carmaker, has a phone or an e-mail and did not ask to be left alone; as of the cart’s last change, or of last night',
        },
        ...(items.length > most
          ? [{ zh: `只列出金额最高的 ${most} 件`, en: `The ${most} items with the most money` }]
          : []),
      ],
      empty: all
        ? null
        : {
            zh: `没有购物车超过${wait.zh}没有动过：网站需上报购物车（表单脚本或“网上购物车”导入），或缩短时间`,
            en: `No cart has been untouched for ${wait.en}: the website must tell of its carts (form script, or import Web carts), or choose a shorter time`,
          },
    }
  },
  behind: async (ctx, { window, chosen }, row, page) => {
    const [after] = page.after ? readCursor(page.after, 1) : ['']
    const carts = await askQuestion(ctx, cartRows, window, {
      hours: Number(chosen.untouched),
      item: row.item ?? '',
      after: String(after),
      limit: page.limit + 1,
    })
    const shown = carts.slice(0, page.limit)
    const names = await customerNames(
      ctx,
      shown.flatMap(({ customerId }) => customerId ?? []),
    )
    const last = shown.at(-1)
    return {
      columns: behindColumns,
      items: shown.map(({ cartId, customerId, reachable, ...cells }) => ({
        // A known customer's cart opens the customer.
        id: customerId ?? cartId,
        title: (customerId && names.get(customerId)) ?? `#${cartId.slice(-4)}`,
        page: customerId && names.has(customerId) ? ('customer' as const) : null,
        cells: { ...cells, who: customerId ? (reachable ? 'reachable' : 'known') : 'nobody' },
      })),
      next: carts.length > page.limit && last ? cursorOf([last.cartId]) : null,
    }
  },
})

const reachableTitle = { zh: '可提醒', en: 'May be reminded' }
const columns = [
  column('item', '编码', 'Code', 'text'),
  column('product', '商品', 'Item', 'text'),
  column('kind', '类别', 'Kind', 'text', cartKinds),
  column('left', '留在几个购物车', 'Carts it is left in', 'count'),
  column('quantity', '件数', 'Quantity', 'count'),
  column('valueFen', '金额', 'Value', 'fen'),
  column('ordered', '下单的购物车', 'Carts ordered', 'count'),
  column('decided', '已决定的购物车', 'Carts decided', 'count'),
  ...ranged('share', '下单占比', 'Share ordered', 'share'),
  column('known', '认识的客户', 'Known customers', 'count'),
  column('reachable', reachableTitle.zh, reachableTitle.en, 'count'),
  column('hours', '小时数（中位）', 'Hours since (median)', 'number'),
]
const behindColumns = [
  column('who', '是谁', 'Who', 'text', {
    reachable: { zh: '可提醒', en: 'May be reminded' },
    known: { zh: '认识，不可营销', en: 'Known, no marketing' },
    nobody: { zh: '匿名访客', en: 'Nobody yet' },
  }),
  column('quantity', '件数', 'Quantity', 'count'),
  column('valueFen', '金额', 'Value', 'fen'),
  column('cartFen', '整个购物车', 'The whole cart', 'fen'),
  column('hours', '小时数', 'Hours since', 'number'),
]
