import { orNothing } from './features.ts'
import type { Seen } from './inferring.ts'
import { inside, type Run } from './run.ts'

/** What stands in the columns of `raw`, counted by ClickHouse: enough to guess what each one is. */
export async function lookAt(run: Run, columns: readonly string[]): Promise<Seen[]> {
  const seen: Seen[] = []
  for (const column of columns) {
    const value = `trimBoth(\`${column.replaceAll('`', '')}\`)`
    const share = (pattern: string) => `countIf(match(value, '${pattern}')) / greatest(count(), 1)`
    const [row] = await run.analytics.rows<Omit<Seen, 'column'>>(
      inside(
        run,
        `select count() as filled, uniqExact(value) as distinct, avg(lengthUTF8(value)) as averageLength,
          ${share('^[0-9]{4}[-/. ]?[0-9]{1,2}[-/. ]?[0-9]{1,2}$|^[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{4}$')} as dates,
          ${share('@')} as emails, ${share('^[+]?[0-9 ()-]{8,16}$')} as phones, ${share('\\\\p{Han}')} as han, ${share('^[0-9]+$')} as digits,
          ${share('^[0-9A-Za-z]{2,}[*]{4,}[0-9A-Za-z]{2,}$')} as masked
        from (select ${orNothing(value)} as value from raw where value != '')`,
      ),
    )
    seen.push({ column, ...row!, averageLength: row!.averageLength ?? 0 })
  }
  return withContained(run, seen)
}

const looked = 20_000
/** Shorter ones and those of few values stand in many a text by chance. */
const mayBePart = ({ distinct, averageLength }: Seen) => distinct >= 60 && averageLength >= 3

/** Which columns repeat others, from rows that hold both: asked of one sample, all at once. */
async function withContained(run: Run, seen: readonly Seen[]): Promise<Seen[]> {
  const pairs = seen.flatMap((whole, at) =>
    seen.flatMap((part, other) =>
      mayBePart(part) && part.averageLength < whole.averageLength ? [{ at, other }] : [],
    ),
  )
  if (pairs.length === 0) return [...seen]
  const plain = seen.map(
    ({ column }, at) => `lowerUTF8(trimBoth(\`${column.replaceAll('`', '')}\`)) as c${at}`,
  )
  const shares = pairs.map(({ at, other }) => {
    const both = `c${at} != '' and c${other} != ''`
    return `countIf(${both} and position(c${at}, c${other}) > 0) / greatest(countIf(${both}), 1)`
  })
  const [row] = await run.analytics.rows<{ shares: number[] }>(
    inside(
      run,
      `select [${shares.join(', ')}] as shares from (select ${plain.join(', ')} from raw order by cityHash64(rid) limit ${looked})`,
    ),
  )
  const found = pairs.filter((_, at) => row!.shares[at]! > 0.8)
  return seen.map((whole, at) => ({
    ...whole,
    contains: found.flatMap((pair) => (pair.at === at ? [seen[pair.other]!.column] : [])),
  }))
}
