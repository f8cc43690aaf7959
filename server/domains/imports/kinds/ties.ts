import type { Ctx } from '../../../kernel/ctx.ts'
import { isId } from '../../../kernel/ids.ts'
import { saveTies, type TieArrival } from '../../customers/index.ts'
import { day } from '../values/days.ts'
import { creditCode, phone, residentId } from '../values/identifiers.ts'
import { fault, type Reader } from '../values/reading.ts'
import { code, text } from '../values/texts.ts'
import { answersOf } from './bulk.ts'
import {
  type Batch,
  type Field,
  faulty,
  field,
  type Kind,
  type ReadRow,
  type Values,
  type Written,
} from './kind.ts'

const ownId: Reader = (raw) =>
  isId(raw)
    ? { value: raw.toLowerCase() }
    : fault('not-an-id', '不是环路的客户编号', 'Not a customer id of Ringroad')

const who = 'tie'
/** One of the two; the other one's columns say so in front. */
const named: Field[] = [
  field(
    'phone',
    '电话 / Phone',
    who,
    phone,
    '手机|手机号|本人电话|本人手机|客户电话|员工电话|mobile|from phone|own phone',
  ),
  field(
    'residentId',
    '身份证号 / Resident ID',
    who,
    residentId,
    '证件号|本人证件号|员工身份证号|id_no|own id number',
  ),
  field(
    'creditCode',
    '信用代码 / Credit code',
    who,
    creditCode,
    '统一社会信用代码|本方信用代码|own credit code',
  ),
  field(
    'externalId',
    '客户编号 / Customer number',
    who,
    code(120),
    '编号|档案号|客户号|本人编号|external_id|external number|customer_no',
  ),
  field('customerId', '环路客户编号 / Ringroad customer id', who, ownId, '客户标识|customer_id|contact_id'),
]
const others: Field[] = [
  field(
    'otherPhone',
    '对方电话 / Other phone',
    who,
    phone,
    '对方手机|对方手机号|关系人电话|关系人手机|单位电话|other mobile|to phone|related phone|company phone',
  ),
  field(
    'otherResidentId',
    '对方身份证号 / Other resident ID',
    who,
    residentId,
    '对方证件号|关系人证件号|关系人身份证号|other id number',
  ),
  field(
    'otherCreditCode',
    '对方信用代码 / Other credit code',
    who,
    creditCode,
    '单位信用代码|公司信用代码|任职单位信用代码|company credit code|employer credit code',
  ),
  field(
    'otherExternalId',
    '对方客户编号 / Other customer number',
    who,
    code(120),
    '对方编号|关系人编号|单位编号|other_external_id|related customer number|company number',
  ),
  field(
    'otherCustomerId',
    '对方环路客户编号 / Other Ringroad customer id',
    who,
    ownId,
    '对方客户标识|other_customer_id|related_customer_id',
  ),
]
const keys = (fields: readonly Field[]) => fields.map(({ key }) => key)
const says = (values: Values, fields: readonly Field[]) =>
  keys(fields).some((key) => values[key] !== undefined)

const noWho = faulty(
  'phone',
  'no-identity',
  '没有说是谁：电话、证件号、信用代码、客户编号至少一项',
  'It does not say who: give a phone, an ID number, a credit code or a customer number',
)
const noWhom = faulty(
  'otherPhone',
  'no-identity',
  '没有说对方是谁：电话、证件号、信用代码、客户编号至少一项',
  'It does not say to whom: give the other one’s phone, ID number, credit code or customer number',
)

/** What customers are to each other: families, households, companies and their people. The customers come first. */
export const ties: Kind = {
  kind: 'ties',
  zh: '客户关系',
  en: 'Customer ties',
  fields: [
    ...named,
    field(
      'kind',
      '关系 / Tie',
      who,
      text(40),
      '关系类型|与对方的关系|是对方的|身份|relation|relationship|relationship type|is their|tie kind',
      { required: true },
    ),
    ...others,
    field(
      'fromOn',
      '起始日期 / Since',
      who,
      day,
      '开始日期|起始|自|入职日期|from|from date|start|start date|since when',
    ),
    field('untilOn', '结束日期 / Until', who, day, '终止日期|截止|离职日期|to date|end|end date'),
    field('note', '备注 / Note', who, text(300), '说明|备注信息|remark|remarks|comment'),
  ],
  headOffice: false,
  batchRows: 1_000,
  // Somebody who is in several lines; a company of thousands is not one of them unless it is named by its number.
  ties: [
    ['phone', 'otherPhone'],
    ['residentId', 'otherResidentId'],
    ['externalId', 'otherExternalId'],
    ['customerId', 'otherCustomerId'],
  ],
  check: (values) => [...(says(values, named) ? [] : [noWho]), ...(says(values, others) ? [] : [noWhom])],
  needs: (mapped) =>
    [
      !keys(named).some((key) => mapped.has(key)) && {
        field: 'phone',
        zh: '一列说明是谁：电话、证件号、信用代码或客户编号',
        en: 'a column that says who: phone, ID number, credit code or customer number',
      },
      !keys(others).some((key) => mapped.has(key)) && {
        field: 'otherPhone',
        zh: '一列说明对方是谁',
        en: 'a column that says to whom',
      },
    ].filter((need) => need !== false),
  write: writeTies,
}

async function writeTies(ctx: Ctx, rows: ReadRow[], batch: Batch): Promise<Written[]> {
  return answersOf(rows, await saveTies(ctx, batch.source, rows.map(arrivalOf)))
}

function arrivalOf({ values }: ReadRow): TieArrival {
  const said = (key: string) => values[key] as string | undefined
  return {
    who: Object.fromEntries(keys(named).map((key) => [key, said(key)])),
    whom: Object.fromEntries(
      keys(named).map((key) => [key, said(`other${key[0]!.toUpperCase()}${key.slice(1)}`)]),
    ),
    word: said('kind')!,
    fromOn: said('fromOn') ?? null,
    untilOn: said('untilOn') ?? null,
    note: said('note') ?? null,
  }
}
