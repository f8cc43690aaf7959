import type { Words } from '../../../../../contract/endpoint.ts'
import { cursorOf, readCursor } from '../../../../kernel/db/keyset.ts'
import type { DealerCounts } from '../../questions/dealer-counts/question.ts'
import type { Analysis, Found } from '../analysis.ts'
import { baselineDays, type Flown, missingOf } from './flights.ts'
import { daysLater, percent, rounded } from './wording.ts'

const range = ({ low, high }: { low: number; high: number }) => `${percent(low)} – ${percent(high)}`
const isSure = ({ effect }: Flown) => effect !== null && (effect.lift.low > 0 || effect.lift.high < 0)

/** One campaign, day by day: its regions over the others, each against its own level. */
export function ofDays(one: Flown, dealers: ReadonlyMap<string, string>): Found {
  const { lift, extra, ratios } = one.effect!
  const came = rounded(extra)
  return {
    chart: { kind: 'line', x: 'day', y: ['ratio'], by: 'phase' },
    columns: [
      { key: 'day', title: { zh: '日', en: 'Day' }, kind: 'day' },
      { key: 'ratio', title: { zh: '活动大区 ÷ 参照', en: 'Campaign regions ÷ others' }, kind: 'number' },
      {
        key: 'phase',
        title: { zh: '阶段', en: 'Phase' },
        kind: 'text',
        words: { before: { zh: '投放前', en: 'before' }, flight: { zh: '投放期', en: 'in the flight' } },
      },
    ],
    rows: ratios.map((ratio, day) => ({
      day: daysLater(one.from, day),
      ratio: Number.isFinite(ratio) ? Math.round(ratio * 1000) / 1000 : null,
      phase: day < baselineDays ? 'before' : 'flight',
    })),
    figures: [
      {
        key: 'lift',
        title: { zh: '提升', en: 'Lift' },
        kind: 'share',
        value: lift.estimate,
        low: lift.low,
        high: lift.high,
      },
      {
        key: 'extra',
        title: { zh: '多来的', en: 'Brought' },
        kind: 'count',
        value: came.estimate,
        low: came.low,
        high: came.high,
      },
    ],
    says: saying([one]),
    notes: told([one], dealers),
  }
}

export function saying(flown: readonly Flown[]): Words | null {
  const measured = flown.filter(({ effect }) => effect)
  const best = [...measured].sort((a, b) => b.effect!.lift.estimate - a.effect!.lift.estimate)[0]
  if (!best) return null
  const { flight, effect } = best
  const { lift } = effect!
  const unsure = !isSure(best)
  if (measured.length === 1)
    return {
      zh: `「${flight.name}」让日报变化 ${percent(lift.estimate)}（95% 区间 ${range(lift)}）${unsure ? '：看不出效果' : ''}`,
      en: `${flight.name} moved the daily counts by ${percent(lift.estimate)} (95 % interval ${range(lift)})${unsure ? ': no effect shown' : ''}`,
    }
  const sure = measured.filter((one) => isSure(one) && one.effect!.lift.low > 0).length
  return {
    zh: `${measured.length} 个活动中 ${sure} 个确实带来了人流；最高「${flight.name}」${percent(lift.estimate)}（95% 区间 ${range(lift)}）`,
    en: `${sure} of ${measured.length} campaigns surely brought people; most ${flight.name}, ${percent(lift.estimate)} (95 % interval ${range(lift)})`,
  }
}

const listed = 8

/** Missing reports by dealer, and whatever else bends the comparison. */
export function told(flown: readonly Flown[], dealers: ReadonlyMap<string, string>): Words[] {
  const notes: Words[] = []
  for (const one of flown) {
    const { flight, disturbed, beside } = one
    const missing = missingOf(one)
    const days = missing.reduce((sum, each) => sum + each.inFlight, 0)
    if (flown.length === 1 && missing.length > 0) {
      const worst = missing
        .slice(0, listed)
        .map(({ dealer, inFlight }) => `${dealers.get(dealer)} ${inFlight}`)
      notes.push({
        zh: `投放期内漏报 ${days} 天次，${missing.length} 家店有漏报；最多：${worst.join('、')}`,
        en: `${days} reports are missing in the flight; ${missing.length} dealers missed some, most of all ${worst.join(', ')}`,
      })
    }
    if (flown.length === 1 && disturbed > 0)
      notes.push({
        zh: `${disturbed} 个大区同期有自己的活动，没有作参照`,
        en: `${disturbed} regions had a campaign of their own meanwhile and are not compared with`,
      })
    if (beside.length > 0)
      notes.push({
        zh: `「${flight.name}」所在大区同期还有「${beside.map(({ name }) => name).join('」「')}」，分不开`,
        en: `${beside.map(({ name }) => name).join(', ')} ran in the regions of ${flight.name} meanwhile; they cannot be told apart`,
      })
  }
  return notes
}

type Page = Parameters<NonNullable<Analysis['behind']>>[3]
/** The dealers a campaign reached: what they report a day, before and in the flight, and how many reports are missing. */
export async function reportsBehind(
  one: Flown | undefined,
  counts: readonly DealerCounts[],
  { after, limit }: Page,
): ReturnType<NonNullable<Analysis['behind']>> {
  const start = after ? String(readCursor(after, 1)[0]) : ''
  const names = new Map(counts.map(({ dealerId, dealer }) => [dealerId, dealer]))
  const missing = new Map(one ? missingOf(one).map((each) => [each.dealer, each]) : [])
  const dealers = (one?.targets ?? [])
    .filter(({ dealer }) => dealer > start)
    .sort((a, b) => (a.dealer < b.dealer ? -1 : 1))
  const shown = dealers.slice(0, limit)
  const mean = (values: Float64Array) => {
    const there = values.filter((value) => value >= 0)
    return there.length > 0 ? there.reduce((sum, value) => sum + value, 0) / there.length : null
  }
  return {
    columns: [
      { key: 'before', title: { zh: '投放前日均', en: 'A day before' }, kind: 'number' },
      { key: 'flight', title: { zh: '投放期日均', en: 'A day in the flight' }, kind: 'number' },
      { key: 'missing', title: { zh: '漏报', en: 'Reports missing' }, kind: 'count' },
      { key: 'missingInFlight', title: { zh: '投放期漏报', en: 'Missing in the flight' }, kind: 'count' },
    ],
    items: shown.map(({ dealer, counts: days }) => ({
      id: dealer,
      title: names.get(dealer) ?? dealer,
      page: 'dealer' as const,
      cells: {
        before: mean(days.subarray(0, baselineDays)),
        flight: mean(days.subarray(baselineDays)),
        missing: missing.get(dealer)?.days ?? 0,
        missingInFlight: missing.get(dealer)?.inFlight ?? 0,
      },
    })),
    next: dealers.length > limit ? cursorOf([shown.at(-1)!.dealer]) : null,
  }
}
