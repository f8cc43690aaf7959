import type { Ctx } from '../../../kernel/ctx.ts'
import {
  forgetNetwork,
  type Network,
  type NetworkRow,
  networkSnapshot,
  saveNetwork,
} from '../../dealers/index.ts'
import { day } from '../values/days.ts'
import { division, phone } from '../values/identifiers.ts'
import { degrees, whole } from '../values/numbers.ts'
import { code, text } from '../values/texts.ts'
import { nodeKind } from '../values/words.ts'
import { compared, type Shown } from './compare.ts'
import { field, type Kind, type ReadRow, type Written } from './kind.ts'

const dealerCode = code(40)

export const network: Kind = {
  kind: 'network',
  zh: '经销商网络',
  en: 'Dealer network',
  fields: [
    field('code', '编码 / Code', 'dealer', dealerCode, '组织编码|经销商编码|门店编码|dealer_code|node code', {
      required: true,
    }),
    field('name', '名称 / Name', 'dealer', text(120), '组织名称|经销商名称|门店名称|dealer name', {
      required: true,
    }),
    field('kind', '类型 / Kind', 'dealer', nodeKind, '组织类型|级别|type|level', { required: true }),
    field('parentCode', '上级编码 / Parent code', 'dealer', dealerCode, '上级|上级组织|parent_code|parent'),
    field('brandCodes', '授权品牌 / Authorised brands', 'dealer', text(200), '品牌|brand_codes|brands|brand'),
    field('division', '行政区划 / Division', 'dealer', division, '区划代码|城市|division_code|city'),
    field('address', '地址 / Address', 'dealer', text(300), '门店地址|street'),
    field('phone', '电话 / Phone', 'dealer', phone, '联系电话|门店电话|telephone|tel'),
    field('latitude', '纬度 / Latitude', 'dealer', degrees(90), 'lat'),
    field('longitude', '经度 / Longitude', 'dealer', degrees(180), 'lng|lon'),
    field(
      'monthlyCapacity',
      '月产能 / Monthly capacity',
      'dealer',
      whole(0, 10_000),
      '月接待能力|monthly_capacity|capacity',
    ),
    field('openedOn', '开业日期 / Opened on', 'dealer', day, '开业时间|opened_on|opening date'),
  ],
  headOffice: true,
  // The tree is placed as a whole: a child may stand before its parent.
  batchRows: 50_000,
  ties: [],
  write: writeNetwork,
}

async function writeNetwork(ctx: Ctx, rows: ReadRow[]): Promise<Written[]> {
  const before = shownOf(await networkSnapshot(ctx))
  const { faults } = await saveNetwork(ctx, rows.map(rowOf))
  forgetNetwork(ctx)
  const after = shownOf(await networkSnapshot(ctx))
  const faultsAt = Map.groupBy(faults, (one) => one.index)
  return rows.map((row, at) => {
    const wrong = faultsAt.get(at)
    if (wrong)
      return {
        outcome: 'invalid',
        faults: wrong.map(({ field: name, zh, en }) => ({ field: camel(name), code: 'refused', zh, en })),
      }
    return compared(before.get(row.values.code as string), after.get(row.values.code as string))
  })
}

const camel = (name: string) =>
  name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()).replace('divisionCode', 'division')

const said = (value: unknown): string => (value === undefined || value === null ? '' : String(value))
const rowOf = ({ values }: ReadRow): NetworkRow => ({
  code: said(values.code),
  name: said(values.name),
  kind: said(values.kind),
  parentCode: said(values.parentCode),
  brandCodes: said(values.brandCodes),
  divisionCode: said(values.division),
  address: said(values.address),
  phone: said(values.phone),
  latitude: said(values.latitude),
  longitude: said(values.longitude),
  monthlyCapacity: said(values.monthlyCapacity),
  openedOn: said(values.openedOn),
})

function shownOf(all: Network): Map<string, Shown> {
  return new Map(
    [...all.nodes.values()].map((node) => {
      const { id, ...dealer } = all.byId.get(node.id) ?? { id: node.id }
      return [node.code, { id, shown: { ...node, ...dealer } as Record<string, unknown> }]
    }),
  )
}
