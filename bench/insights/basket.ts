import { writeFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { associationRules } from '../../server/domains/insights/models/basket/association.ts'
import type { BasketLines } from '../../server/domains/insights/models/basket/baskets.ts'
import { frequentItemsets } from '../../server/domains/insights/models/basket/itemsets.ts'
import { seeded } from '../../server/domains/insights/models/numbers/random.ts'

// Baskets of parts and accessories, and the same lines as a file for the peer (basket.py):
// node bench/insights/basket.ts --lines=500000 --support=0.01 --seed=7 [--out=lines.csv]

/** 27 lines a basket over 4,000 items, as in a web shop's year; some items are bought with their companions. */
function baskets(lines: number, seed: number): BasketLines {
  const random = seeded(seed)
  const items = Array.from({ length: 4000 }, (_, at) => `item ${at}`)
  const basketOf = new Uint32Array(lines)
  const itemOf = new Uint32Array(lines)
  let [basket, left] = [-1, 0]
  let item = 0
  for (let line = 0; line < lines; line++) {
    if (left === 0) {
      basket++
      left = 1 + Math.floor(-27 * Math.log(1 - random()))
    }
    const companion = random() < 0.25
    item = companion ? (item ^ 1) % 4000 : Math.floor(4000 * random() ** 3)
    basketOf[line] = basket
    itemOf[line] = item
    left--
  }
  return { baskets: basket + 1, items, basketOf, itemOf }
}

const { values } = parseArgs({
  options: {
    lines: { type: 'string', default: '500000' },
    support: { type: 'string', default: '0.01' },
    seed: { type: 'string', default: '7' },
    out: { type: 'string' },
  },
})
const lines = baskets(Number(values.lines), Number(values.seed))
if (values.out)
  writeFileSync(
    values.out,
    `basket,item\n${Array.from(lines.basketOf, (basket, line) => `${basket},${lines.itemOf[line]}`).join('\n')}\n`,
  )
const began = performance.now()
const found = frequentItemsets(lines, { support: Number(values.support) })
const itemsets = performance.now()
const rules = associationRules(found, { confidence: 0.3 })
const ended = performance.now()
console.log(
  JSON.stringify(
    {
      lines: lines.basketOf.length,
      baskets: lines.baskets,
      itemsets: found.itemsets.length,
      rules: rules.length,
      seconds: { itemsets: Math.round(itemsets - began) / 1000, rules: Math.round(ended - itemsets) / 1000 },
      loadAverage: loadavg(),
      peakMiB: Math.round(process.resourceUsage().maxRSS / 1024),
    },
    null,
    1,
  ),
)
