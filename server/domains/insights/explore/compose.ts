import { z } from 'zod'
import type { Words } from '../../../../contract/endpoint.ts'
import type { Question } from '../door.ts'
import type { Dimension, Fact, Measure } from './fact.ts'

export type Picked = { fact: Fact; by: readonly Dimension[]; measures: readonly Measure[] }
export type ExploredRow = Record<string, string | number | null>

const row = z.record(z.string(), z.union([z.string(), z.number(), z.null()]))
const params = z.object({ most: z.int() })
export type ExploreQuestion = Question<typeof params, typeof row>

/** The SQL of what was picked. Every text in it stands in facts.ts; the door adds views, scope and filters. */
export function compose({ fact, by, measures }: Picked): ExploreQuestion {
  const groups = by.map(({ sql }, at) => `${sql} as g${at}`)
  const values = measures.map(({ sql }, at) => `${sql} as m${at}`)
  const cells = `select ${[...groups, ...values].join(', ')}
    from ${fact.view} where ${fact.day} between {from:Date} and {to:Date}${by.length ? ` group by ${by.map((_, at) => `g${at}`).join(', ')}` : ''}`
  const shown = [
    ...by.map(({ key, named }, at) =>
      named ? `nullIf(n${at}.name, '') as "${key}"` : `nullIf(toString(c.g${at}), '') as "${key}"`,
    ),
    ...measures.map(({ key }, at) => `c.m${at} as "${valueKey(key)}"`),
  ]
  const joins = by.flatMap(({ named }, at) =>
    named ? [`left join (select id, name from name) n${at} on n${at}.id = c.g${at}`] : [],
  )
  const sql = `,
  cells as (${cells})
select ${shown.join(', ')}
from cells c
${joins.join('\n')}
${orderOf(by)}
limit {most:UInt32}`
  if (/\binsights\s*\./i.test(sql)) throw new Error(`the fact ${fact.key} reads past its scope`)
  return {
    name: `explore-${fact.key}`,
    title: titleOf({ fact, by, measures }),
    definition: fact.note,
    formula: join(
      measures.map(({ title, definition }) => join([title, definition], ' = ')),
      '; ',
    ),
    unit: 'rows',
    register: fact.register,
    params,
    row,
    sql: sql.trim(),
    example: { most: 10 },
  }
}

/** A dimension and a measure may share their name (leads by stage: `visits`); values get a letter before it. */
export const valueKey = (key: string): string => `m-${key}`

/** Times in their order, everything else by size: what is cut off is then the smallest. */
function orderOf(by: readonly Dimension[]): string {
  if (by.length === 0) return ''
  const time = by.findIndex((one) => one.time)
  const rest = by.map((_, at) => `c.g${at}`)
  return `order by ${[...(time >= 0 ? [`c.g${time}`] : []), 'c.m0 desc', ...rest].join(', ')}`
}

export function titleOf({ fact, by }: Picked): Words {
  if (by.length === 0) return fact.title
  const zh = `${fact.title.zh}：按${by.map(({ title }) => title.zh).join('、')}`
  return { zh, en: `${fact.title.en} by ${by.map(({ title }) => title.en.toLowerCase()).join(' and ')}` }
}

const join = (texts: Words[], between: string): Words => ({
  zh: texts.map(({ zh }) => zh).join(between),
  en: texts.map(({ en }) => en).join(between),
})
