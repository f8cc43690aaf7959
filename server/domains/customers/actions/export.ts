import { once } from 'node:events'
import type { Transform } from 'node:stream'
import type { exportCustomers } from '../../../../contract/customers.ts'
import type { Call } from '../../../../contract/endpoint.ts'
import { commonProblems } from '../../../../contract/problem.ts'
import { recordAudit } from '../../../kernel/audit.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { cursorOf } from '../../../kernel/db/keyset.ts'
import { Refused } from '../../../kernel/errors.ts'
import { maskPhone } from '../../../kernel/phone.ts'
import type { TableColumn } from '../../../kernel/tables/index.ts'
import { type Network, networkSnapshot } from '../../dealers/index.ts'
import { hidden, maskEmail } from '../masking.ts'
import { named, placeOf } from '../present.ts'
import { type ListedPerson, listPeople } from '../queries/list.ts'
import { filterOf } from './read.ts'

const mostRows = 50_000
const pageRows = 1_000

type Row = { person: ListedPerson; network: Network; plain: boolean }
const heads = {
  zh: [
    '客户编号',
    '类型',
    '姓名',
    '称谓',
    '电话',
    '邮箱',
    '公司',
    '地区',
    '阶段',
    '勿扰',
    '婚姻状况',
    '子女数',
    '学历',
    '税后月收入',
    '职业',
    '兴趣爱好',
    '经销商',
    '首次来源',
    '最近一次',
    '更新时间',
  ],
  en: [
    'Customer',
    'Kind',
    'Name',
    'Salutation',
    'Phone',
    'E-mail',
    'Company',
    'Place',
    'Stage',
    'Do not contact',
    'Marital status',
    'Children',
    'Education',
    'Monthly income',
    'Occupation',
    'Interests',
    'Dealers',
    'First source',
    'Last seen',
    'Updated',
  ],
}
const values: ((row: Row) => string | boolean | Date | null)[] = [
  ({ person }) => person.id,
  ({ person }) => person.kind,
  ({ person }) => person.name,
  ({ person }) => person.salutation,
  ({ person, plain }) => (plain ? person.phone : person.phone && maskPhone(person.phone)),
  ({ person, plain }) => (plain ? person.email : person.email && maskEmail(person.email)),
  ({ person }) => person.company,
  ({ person }) => placeOf(person.divisionCode),
  ({ person }) => person.stage,
  ({ person }) => person.doNotContact,
  ({ person }) => person.marital,
  ({ person }) => person.children,
  ({ person }) => person.education,
  ({ person, plain }) => (plain ? person.income : person.income && hidden),
  ({ person }) => person.occupation,
  ({ person }) => person.interests,
  ({ person, network }) =>
    named(network, person.nodes, 'dealer')
      .map((dealer) => dealer.name)
      .join('、'),
  ({ person }) => person.firstSource,
  ({ person }) => person.seenAt,
  ({ person }) => person.updatedAt,
]

export const exportColumns = (language: 'zh-CN' | 'en'): TableColumn<Row>[] =>
  heads[language === 'en' ? 'en' : 'zh'].map((header, at) => ({ header, value: values[at]! }))

/** Writes page after page into the file as it is read, and the audit at the end: how many, which, why. */
export async function exportInto(
  ctx: Ctx,
  { reason, filters, contact }: Call<typeof exportCustomers>['body'],
  file: Transform,
): Promise<void> {
  const plain = contact === 'plain'
  const filter = filterOf(ctx, filters)
  const network = await networkSnapshot(ctx)
  let written = 0
  let after: string | undefined
  while (filter && written < mostRows) {
    const page = await listPeople(ctx, filter, { after, limit: Math.min(pageRows, mostRows - written) })
    const rows = page.slice(0, pageRows)
    for (const person of rows) if (!file.write({ person, network, plain })) await once(file, 'drain')
    written += rows.length
    if (page.length <= pageRows) break
    const last = rows.at(-1)!
    after = cursorOf([last.sortedAt.toISOString(), last.id])
  }
  await recordAudit(ctx, {
    table: 'customers.customer',
    rowId: null,
    action: 'export',
    reason,
    after: { rows: written, contact, filters },
  })
}

export function refusePlainUnlessRevealing(
  permissions: ReadonlySet<string>,
  contact: 'masked' | 'plain',
): void {
  if (contact === 'plain' && !permissions.has('customers.reveal'))
    throw new Refused(commonProblems.forbidden, { permission: 'customers.reveal' })
}
