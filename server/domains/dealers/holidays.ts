import type { Holiday } from '../../../contract/dealers.ts'
import { commonProblems } from '../../../contract/problem.ts'
import type { Ctx } from '../../kernel/ctx.ts'
import { asSystem } from '../../kernel/db/widen.ts'
import { Refused } from '../../kernel/errors.ts'
import { sha256 } from '../../kernel/secrets.ts'
import { holidaysOf, lockHolidays, replaceHolidays } from './queries/holidays.ts'
import { forgetNetwork } from './snapshot.ts'

type Year = { items: Holiday[]; version: string }

/** A year is one document of many rows; its own text says whether it is still the one somebody read. */
const versionOf = (items: Holiday[]): string =>
  sha256(items.map(({ day, working, name }) => `${day} ${working} ${name}`).join('\n'))
    .toString('hex')
    .slice(0, 16)

export async function listHolidays(ctx: Ctx, year: number): Promise<Year> {
  const items = await holidaysOf(ctx, year)
  return { items, version: versionOf(items) }
}

export async function saveHolidays(
  ctx: Ctx,
  { year, items, version }: { year: number; items: Holiday[]; version?: string },
): Promise<Year> {
  refuseFaults(year, items)
  await asSystem(ctx, async (wide) => {
    await lockHolidays(wide, year)
    if (version !== undefined && version !== (await listHolidays(wide, year)).version)
      throw new Refused(commonProblems.conflict)
    await replaceHolidays(wide, year, items)
  })
  forgetNetwork(ctx)
  return listHolidays(ctx, year)
}

function refuseFaults(year: number, items: Holiday[]): void {
  const before = new Set<string>()
  const errors = items.flatMap(({ day }, index) => {
    const field = `items.${index}.day`
    if (!day.startsWith(`${year}-`)) return [{ field, zh: `不在 ${year} 年`, en: `Not in ${year}` }]
    if (before.has(day)) return [{ field, zh: '同一天写了两次', en: 'The day is listed twice' }]
    before.add(day)
    return []
  })
  if (errors.length > 0) throw new Refused(commonProblems.invalid, {}, errors)
}
