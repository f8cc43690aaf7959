import { sql } from 'kysely'
import {
  judgedFields,
  type Quality,
  type QualityDimension,
  type QualityRow,
} from '../../../../contract/credibility.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { asSystem } from '../../../kernel/db/widen.ts'
import { networkSnapshot } from '../../dealers/index.ts'
import { type Choice, choiceOf, dated } from './filters.ts'
import { summedAt } from './queries.ts'
import { estimate, type Prior, priorOf, type Sums } from './shrinking.ts'

type SumRow = Sums & {
  key: string | null
  name: string | null
  dealerId: string | null
  asked: number[]
  filled: number[]
  checked: number[]
  invalid: number[]
  compared: number
  contradicted: number
  verified: number
  bounced: number
  judged: number
  unheard: number
}

const keys: Record<QualityDimension, ReturnType<typeof sql>> = {
  source: sql`g.source`,
  dealer: sql`g.dealer_id`,
  consultant: sql`g.consultant_id`,
}
const perField = (column: string) =>
  sql.raw(`array[${judgedFields.map((_, at) => `sum(g.${column}[${at + 1}])`).join(', ')}]::int[]`)
const counts = ['records', 'compared', 'contradicted', 'verified', 'bounced', 'judged', 'unheard']
const figures = sql`${sql.raw(counts.map((one) => `sum(g.${one})::int as ${one}`).join(', '))}, sum(g.score) as score, sum(g.squares) as squares,
  ${perField('asked')} as asked, ${perField('filled')} as filled, ${perField('checked')} as checked, ${perField('invalid')} as invalid`

/** Whoever has nobody to be ranked with: web forms have no dealer, files no consultant. */
const ranked: Record<QualityDimension, ReturnType<typeof sql>> = {
  source: sql`true`,
  dealer: sql`g.dealer_id is not null`,
  consultant: sql`g.consultant_id is not null`,
}

async function sumsBy(ctx: Ctx, by: QualityDimension, choice: Choice): Promise<SumRow[]> {
  const dealer = by === 'consultant' ? sql`g.dealer_id` : sql`null::uuid`
  const { rows } = await sql<SumRow>`
    select ${keys[by]}::text as key, ${by === 'consultant' ? sql`max(g.consultant)` : sql`null`} as name, ${dealer} as dealer_id, ${figures}
    from customers.credibility_sum g where ${choiceOf('g', choice)} and ${ranked[by]} group by ${keys[by]}${by === 'consultant' ? sql`, g.dealer_id` : sql``}`.execute(
    ctx.db,
  )
  return rows
}
async function totalOf(ctx: Ctx, choice: Choice): Promise<SumRow | null> {
  const { rows } = await sql<SumRow>`
    select null as key, null as name, null as dealer_id, ${figures} from customers.credibility_sum g where ${choiceOf('g', choice)} having sum(g.records) > 0`.execute(
    ctx.db,
  )
  return rows[0] ?? null
}
async function monthsOf(ctx: Ctx, choice: Choice): Promise<Quality['months']> {
  const { rows } = await sql<Quality['months'][number]>`
    select month, records, mean from (
      select to_char(g.month, 'YYYY-MM-DD') as month, sum(g.records)::int as records, sum(g.score) / sum(g.records) as mean
      from customers.credibility_sum g where ${choiceOf('g', choice)} group by g.month order by g.month desc limit 24) m order by month`.execute(
    ctx.db,
  )
  return rows
}

const sum = (values: readonly number[]) => values.reduce((all, one) => all + one, 0)

const shown = (row: SumRow, prior: Prior): Omit<QualityRow, 'key' | 'name' | 'dealer' | 'dealerId'> => ({
  records: row.records,
  ...estimate(row, prior),
  complete: { n: sum(row.filled), of: sum(row.asked) },
  invalid: { n: sum(row.invalid), of: sum(row.checked) },
  contradicted: { n: row.contradicted, of: row.compared },
  verified: { n: row.verified, of: row.records },
  bounced: { n: row.bounced, of: row.records },
  unheard: { n: row.unheard, of: row.judged },
})

const mostRows = 500

/**
 * The worst first. What a group is drawn towards is the whole network's, also for a dealer that sees only itself: of
 * others it is told the mean and the spread, nothing else.
 */
export async function qualityOf(
  ctx: Ctx,
  { by, ...choice }: Choice & { by: QualityDimension },
): Promise<Quality> {
  const network = await networkSnapshot(ctx)
  const prior = priorOf(await asSystem(ctx, (wide) => sumsBy(wide, by, dated(choice))))
  const rows = (await sumsBy(ctx, by, choice)).map((row) => {
    const dealerId = row.dealerId ?? (by === 'dealer' ? row.key : null)
    const dealer = dealerId ? (network.byId.get(dealerId)?.name ?? null) : null
    return {
      ...shown(row, prior),
      key: row.key!,
      name: by === 'dealer' ? dealer : row.name,
      dealerId,
      dealer,
    }
  })
  const total = await totalOf(ctx, choice)
  const at = await summedAt(ctx)
  return {
    total: total && shown(total, prior),
    rows: rows.sort((a, b) => a.score - b.score || (a.key < b.key ? -1 : 1)).slice(0, mostRows),
    fields: judgedFields.map((field, at) => ({
      field,
      filled: { n: total?.filled[at] ?? 0, of: total?.asked[at] ?? 0 },
      invalid: { n: total?.invalid[at] ?? 0, of: total?.checked[at] ?? 0 },
    })),
    months: await monthsOf(ctx, choice),
    at: at?.toISOString() ?? null,
    prior,
  }
}
