import { readFileSync } from 'node:fs'

const chip = (parameter: string, column: string, type = 'UUID') =>
  `(empty({${parameter}:Array(${type})}) or ${column} in {${parameter}:Array(${type})})`

/** What views.sql says by name: who may see a row, and the chips a view listens to. One condition, written once. */
const conditions: Record<string, string> = {
  seen_brand: '({every_brand:Bool} or brand_id in {scope_brands:Array(UUID)})',
  seen_dealer: '({every_dealer:Bool} or dealer_id in {scope_dealers:Array(UUID)})',
  brands: chip('brands', 'brand_id'),
  media: chip('media', 'medium', 'String'),
  regions: chip('regions', 'region_id'),
  campaigns: chip('campaigns', 'campaign_id'),
  dealers: chip('dealers', 'dealer_id'),
  series: chip('series', 'series_id'),
  audience:
    '(empty({audience:Array(UUID)}) or customer_id global in (select customer_id from audience_member))',
}

function written(text: string): string {
  return text.replaceAll(/\$(\w+)/g, (_, name: string) => {
    const condition = conditions[name]
    if (!condition) throw new Error(`views.sql asks for the condition $${name}, which nobody wrote`)
    return condition
  })
}

/** In the order of views.sql: a view reads only those above it. Comments stand above the view they are about. */
const views: { name: string; text: string; reads: ReadonlySet<string> }[] = []
for (const text of written(readFileSync(new URL('./views.sql', import.meta.url), 'utf8'))
  .trim()
  .replace(/^[\s\S]*?\bwith\n/, '')
  .split(/,\n(?= {2}(?:--|\w+ as \())/)) {
  const name = /^ {2}(\w+) as \(/m.exec(text)![1]!
  views.push({ name, text, reads: wordsOf(text.replaceAll(/--.*$/gm, '')) })
}
function wordsOf(sql: string): Set<string> {
  return new Set(sql.match(/\w+/g))
}

/**
 * The views this SQL reads, and those they read: planning all of them took longer than most answers, and whoever opens the SQL of a number
 * wants to read what made it.
 */
export function viewsFor(sql: string): string {
  const words = wordsOf(sql)
  const needed = views.toReversed().filter(({ name, reads }) => {
    if (!words.has(name)) return false
    for (const word of reads) words.add(word)
    return true
  })
  return `with\n${needed
    .toReversed()
    .map(({ text }) => text)
    .join(',\n')}`
}
