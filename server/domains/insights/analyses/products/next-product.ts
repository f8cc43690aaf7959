import type { Ctx } from '../../../../kernel/ctx.ts'
import { cursorOf, readCursor } from '../../../../kernel/db/keyset.ts'
import { askQuestion, type Question, type Window } from '../../door.ts'
import { proportion } from '../../models/effects/difference.ts'
import { basketItems } from '../../questions/basket-items/question.ts'
import { baskets } from '../../questions/baskets/question.ts'
import { cartCustomers } from '../../questions/cart-customers/question.ts'
import { cartNext } from '../../questions/cart-next/question.ts'
import { nextCustomers } from '../../questions/next-customers/question.ts'
import { nextProducts } from '../../questions/next-products/question.ts'
import { type Asked, analysis } from '../analysis.ts'
import { column, percent, ranged } from '../cells.ts'
import { customerNames } from '../named.ts'
import { itemKinds, supportChoice, tooFew } from './basket-rules.ts'
import { asksCarts, cartNextBehind, cartNextRows } from './cart-next.ts'
import { cartKinds } from './left-in-cart.ts'
import { fewestBaskets, type ProductRule, productRules, surestFirst } from './rules.ts'

const sure = 0.3
const mostRules = 200

export const nextProduct = analysis<'support'>({
  name: 'next-product',
  room: 'products',
  title: { zh: '下一件最合适的产品', en: 'Next best product' },
  definition: {
    zh: '按客户全部历史工单得出的关联规则：已有左侧、尚无右侧的客户，推荐右侧；每位客户只推荐置信度最高、且同款车做过的一件。网上购物车里留有商品（1 至 30 天没有动过）的客户，以其中金额最高的一件为先',
    en: 'Rules from all that customers ever had done: who has the left side and not the right is offered the right; each customer gets the one product the surest rule names, among what cars of the same model ever had. Who left something in the web cart, untouched for 1 to 30 days, gets the dearest thing in it first',
  },
  formula: {
    zh: '预计成交 = 每位客户所依据规则的置信度之和；购物车按放过该商品且已决定的购物车的下单占比',
    en: 'expected takers = the sum of the confidences behind each customer; of carts, the share ordered of the decided carts the item was in',
  },
  register: ['A8-03', 'A23-06', 'A20-06'],
  filters: ['brand', 'region', 'dealer', 'series'],
  choices: [supportChoice],
  chart: { kind: 'bar', x: 'product', y: ['customers'], lying: true },
  questions: [baskets, nextProducts, nextCustomers, basketItems, cartNext, cartCustomers] as Question[],
  find: async (ctx, asked) => {
    const [{ found, rules }, chosen, names] = await Promise.all([
      rulesFor(ctx, asked),
      cartNextRows(ctx, asked.window),
      itemNames(ctx, asked.window),
    ])
    if (chosen.length === 0 && rules.length === 0)
      return { columns, rows: [], empty: found < fewestBaskets ? tooFew(found) : tooRare }
    const counts =
      rules.length > 0 ? await askQuestion(ctx, nextProducts, asked.window, sides(rules, asked.window)) : []
    const rows = [...chosen, ...rowsOf(rules, counts, names)].sort(
      (a, b) => b.customers - a.customers || a.item.localeCompare(b.item),
    )
    const [best] = rows
    return {
      columns,
      rows,
      figures: [
        {
          key: 'customers',
          title: { zh: '可推荐客户', en: 'Customers with a next product' },
          kind: 'count',
          value: rows.reduce((sum, row) => sum + row.customers, 0),
        },
      ],
      says: best ? sentence(best) : null,
      notes: [
        {
          zh: '预计成交按过去一起出现的比例，不是推荐的因果效果：用有对照组的活动去验证',
          en: 'Expected takers follow from what went together before, not from the effect of offering it: prove that with a campaign that has a hold-out',
        },
        ...(found < fewestBaskets ? [tooFew(found)] : []),
        ...(asksCarts(asked.window) ? [] : [noSeries]),
      ],
    }
  },
  behind: async (ctx, asked, row, page) => {
    if (row.source === 'cart')
      return {
        columns: behindCart,
        ...(await cartNextBehind(ctx, asked.window, row.item ?? '', page)),
      }
    const { rules } = await rulesFor(ctx, asked)
    if (rules.length === 0) return { columns: behindColumns, items: [], next: null }
    const [after] = page.after ? readCursor(page.after, 1) : ['']
    const rows = await askQuestion(ctx, nextCustomers, asked.window, {
      ...sides(rules, asked.window),
      item: row.item ?? '',
      after: String(after),
      limit: page.limit + 1,
    })
    const shown = rows.slice(0, page.limit)
    const customers = await customerNames(
      ctx,
      shown.map((one) => one.customerId),
    )
    const names = await itemNames(ctx, asked.window)
    const last = shown.at(-1)
    return {
      columns: behindColumns,
      items: shown.map(({ customerId, rule }) => ({
        id: customerId,
        title: customers.get(customerId) ?? '–',
        page: 'customer' as const,
        cells: { reason: reasonOf(rules[rule]!, names), confidence: rules[rule]!.confidence },
      })),
      next: rows.length > page.limit && last ? cursorOf([last.customerId]) : null,
    }
  },
})

async function rulesFor(ctx: Ctx, { window, chosen }: Asked<'support'>) {
  const groups = await askQuestion(ctx, baskets, window, { basket: 'customer', kind: '', ever: true })
  const { baskets: found, rules } = productRules(groups, {
    support: Number(chosen.support),
    confidence: sure,
  })
  return { found, rules: surestFirst(rules, mostRules) }
}

const sides = (rules: readonly ProductRule[], window: Window) => ({
  but_carts: asksCarts(window),
  given: rules.map((rule) => rule.given),
  also: rules.map((rule) => rule.also),
})

type Items = Map<string, { name: string; kind: string }>
async function itemNames(ctx: Ctx, window: Window): Promise<Items> {
  const items = await askQuestion(ctx, basketItems, window, {})
  return new Map(items.map((item) => [item.item, item]))
}
const nameOf = (items: Items, item: string) => items.get(item)?.name ?? item
const reasonOf = (rule: ProductRule, items: Items) =>
  `${rule.given.map((item) => nameOf(items, item)).join(' + ')} → ${nameOf(items, rule.also)} ${percent(rule.confidence)}`

/** One row a product; its reason is the rule behind most of its customers. */
export function rowsOf(
  rules: readonly ProductRule[],
  counts: readonly { rule: number; customers: number }[],
  items: Items,
) {
  const byProduct = new Map<string, { rule: ProductRule; customers: number }[]>()
  for (const { rule: place, customers } of counts) {
    const rule = rules[place]!
    byProduct.set(rule.also, [...(byProduct.get(rule.also) ?? []), { rule, customers }])
  }
  return [...byProduct]
    .map(([item, parts]) => {
      const sum = (of: (part: (typeof parts)[0]) => number) => parts.reduce((all, part) => all + of(part), 0)
      const bound = (side: 'low' | 'high') =>
        sum(({ rule, customers }) => customers * proportion({ of: rule.of, did: rule.count })[side])
      const main = parts.reduce((most, part) => (part.customers > most.customers ? part : most))
      return {
        item,
        product: nameOf(items, item),
        kind: items.get(item)?.kind ?? null,
        source: 'rule' as 'rule' | 'cart',
        customers: sum((part) => part.customers),
        expected: sum(({ rule, customers }) => customers * rule.confidence),
        expectedLow: bound('low'),
        expectedHigh: bound('high'),
        reason: reasonOf(main.rule, items),
      }
    })
    .sort((a, b) => b.customers - a.customers || a.item.localeCompare(b.item))
}

const sources = {
  cart: { zh: '自己的购物车', en: 'Their own cart' },
  rule: { zh: '关联规则', en: 'A rule' },
}
const tooRare = {
  zh: '没有达到门槛的规则：可降低最小支持度',
  en: 'No rule is this frequent: lower the minimum support',
}
const noSeries = {
  zh: '购物车不分车系：筛选车系时只看规则',
  en: 'A cart says nothing of a series: with that filter only rules count',
}

type Row = ReturnType<typeof rowsOf>[number] | Awaited<ReturnType<typeof cartNextRows>>[number]
/** A cart's row says how many of the carts it was in were ordered; a rule's says the rule. */
function sentence({ product, source, customers, reason, expected }: Row) {
  if (source === 'cart')
    return {
      zh: `${customers} 位客户把“${product}”留在自己的购物车里：放过它且已决定的购物车的下单占比：${reason}`,
      en: `${customers} customers left ${product} in their own cart; of the decided carts it was in, this share was ordered: ${reason}`,
    }
  return {
    zh: `最多的是“${product}”：${customers} 位客户，因为${reason}；预计 ${Math.round(expected ?? 0)} 位会要`,
    en: `Most often it is ${product}: ${customers} customers, because of ${reason}; about ${Math.round(expected ?? 0)} would take it`,
  }
}

const columns = [
  column('item', '编码', 'Code', 'text'),
  column('product', '产品', 'Product', 'text'),
  column('kind', '类别', 'Kind', 'text', { ...cartKinds, ...itemKinds }),
  column('source', '来自', 'From', 'text', sources),
  column('customers', '客户', 'Customers', 'count'),
  ...ranged('expected', '预计成交', 'Expected takers', 'number'),
  column('reason', '主要依据', 'Main reason', 'text'),
]
const behindCart = [column('hours', '小时数', 'Hours since', 'number')]
const behindColumns = [
  column('reason', '依据', 'Reason', 'text'),
  column('confidence', '置信度', 'Confidence', 'share'),
]
