import type { Ctx } from '../../../kernel/ctx.ts'
import { networkSnapshot } from '../../dealers/index.ts'
import { type Catalogue, catalogue as readCatalogue, saveCatalogue } from '../../vehicles/index.ts'
import { money } from '../values/numbers.ts'
import { text } from '../values/texts.ts'
import { energy } from '../values/words.ts'
import { compared, type Shown } from './compare.ts'
import { faulty, field, type Kind, type ReadRow, type Written } from './kind.ts'
import { brandBy } from './place.ts'

export const catalogue: Kind = {
  kind: 'catalogue',
  zh: '车型目录',
  en: 'Vehicle catalogue',
  fields: [
    field('brand', '品牌 / Brand', 'vehicle', text(80), '品牌编码|brand code|make', { required: true }),
    field('series', '车系 / Series', 'vehicle', text(80), 'model series|line', { required: true }),
    field('model', '车型 / Model', 'vehicle', text(120), '年款|model year'),
    field('variant', '版本 / Variant', 'vehicle', text(120), '配置|车款|trim|version', { required: true }),
    field('segment', '级别 / Segment', 'vehicle', text(40), '细分市场|class'),
    field('energy', '能源类型 / Energy', 'vehicle', energy, '动力|燃料|fuel|powertrain'),
    field('priceFen', '指导价 / Price', 'vehicle', money, '价格|厂商指导价|price_yuan|msrp|list price', {
      required: true,
    }),
  ],
  headOffice: true,
  batchRows: 5_000,
  ties: [['series']],
  write: writeCatalogue,
}

async function writeCatalogue(ctx: Ctx, rows: ReadRow[]): Promise<Written[]> {
  const network = await networkSnapshot(ctx)
  const answers: Written[] = []
  const good: { at: number; key: string; row: Parameters<typeof saveCatalogue>[1][number] }[] = []
  for (const [at, { values }] of rows.entries()) {
    const brand = brandBy(network, values.brand as string)
    if (!brand) {
      answers[at] = {
        outcome: 'invalid',
        faults: [faulty('brand', 'unknown-brand', '没有这个品牌', 'There is no such brand')],
      }
      continue
    }
    const said = (key: string) => (values[key] as string | undefined) ?? ''
    const row = {
      brandCode: brand.code,
      series: said('series'),
      model: said('model') || null,
      variant: said('variant'),
      segment: said('segment'),
      energy: said('energy') || 'petrol',
      priceFen: values.priceFen as number,
    }
    good.push({ at, key: `${brand.id}|${row.series}|${row.variant}`, row })
  }
  const before = shownOf(await readCatalogue(ctx))
  await saveCatalogue(
    ctx,
    good.map(({ row }) => row),
  )
  const after = shownOf(await readCatalogue(ctx))
  for (const { at, key } of good) answers[at] = compared(before.get(key), after.get(key))
  return answers
}

const shownOf = ({ series }: Catalogue): Map<string, Shown> =>
  new Map(
    series.flatMap(({ variants, brandId, name, segment, energy: power }) =>
      variants.map(
        (variant) =>
          [
            `${brandId}|${name}|${variant.name}`,
            { id: variant.id, shown: { segment, energy: power, ...variant } },
          ] as const,
      ),
    ),
  )
