import { findDivision } from '../../../kernel/divisions.ts'
import { saveMarketSizes } from '../../vehicles/index.ts'
import { month } from '../values/months.ts'
import { whole } from '../values/numbers.ts'
import { fault, type Reader } from '../values/reading.ts'
import { text } from '../values/texts.ts'
import { answersOf } from './bulk.ts'
import { field, type Kind } from './kind.ts'

const province: Reader = (raw) => {
  const code = /^\d{2}(\d{4})?$/.test(raw.trim()) ? raw.trim() : findDivision(raw)
  return code
    ? { value: code.slice(0, 2) }
    : fault(
        'unknown-province',
        '没有这个省：请写省名或区划代码',
        'No such province: write its name or its division code',
      )
}

/** How big the whole market was: what market share is a share of. */
export const marketSizes: Kind = {
  kind: 'market-sizes',
  zh: '市场总量',
  en: 'Market sizes',
  fields: [
    field('month', '月份 / Month', 'market size', month, '上牌月份|统计月份|年月|period', { required: true }),
    field(
      'divisionCode',
      '省份 / Province',
      'market size',
      province,
      '省|地区|上牌地|province code|division',
      {
        required: true,
      },
    ),
    field('segment', '级别 / Segment', 'market size', text(40), '细分市场|车型级别|class', {
      required: true,
    }),
    field(
      'registrations',
      '上牌量 / Registrations',
      'market size',
      whole(0, 10_000_000),
      '上险量|保险数|注册量|市场总量|total market|insured|market volume',
      { required: true },
    ),
  ],
  headOffice: true,
  batchRows: 5_000,
  ties: [['month+divisionCode']],
  write: async (ctx, rows) =>
    answersOf(rows, {
      written: await saveMarketSizes(
        ctx,
        rows.map(({ values }) => ({
          month: values.month as string,
          divisionCode: values.divisionCode as string,
          segment: values.segment as string,
          registrations: values.registrations as number,
        })),
      ),
      problems: [],
    }),
}
