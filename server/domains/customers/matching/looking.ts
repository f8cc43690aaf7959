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
        from (select ${value} as value from raw where value != '')`,
      ),
    )
    seen.push({ column, ...row!, averageLength: row!.averageLength ?? 0 })
  }
  return seen
}
