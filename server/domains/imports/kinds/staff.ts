import { type Ctx, dealerOf } from '../../../kernel/ctx.ts'
import { saveAccounts } from '../../admin/index.ts'
import { phone } from '../values/identifiers.ts'
import { code, text } from '../values/texts.ts'
import { staffRole } from '../values/words.ts'
import { answersOf } from './bulk.ts'
import { field, type Kind, type ReadRow, type Written } from './kind.ts'

export const staff: Kind = {
  kind: 'staff',
  zh: '经销商员工',
  en: 'Dealer staff',
  fields: [
    field('dealerCode', '经销商编码 / Dealer code', 'staff', code(40), '经销商|门店编码|dealer_code|dealer', {
      required: true,
    }),
    field('name', '姓名 / Name', 'staff', text(60), '员工姓名|full name|employee', { required: true }),
    field('role', '岗位 / Role', 'staff', staffRole, '角色|职位|职务|position|job', { required: true }),
    field('phone', '电话 / Phone', 'staff', phone, '手机|手机号|联系电话|mobile|tel'),
  ],
  headOffice: true,
  batchRows: 5_000,
  ties: [['dealerCode+phone'], ['dealerCode+name']],
  write: writeStaff,
}

async function writeStaff(ctx: Ctx, rows: ReadRow[]): Promise<Written[]> {
  const own = dealerOf(ctx)
  if (own)
    return rows.map(() => ({
      outcome: 'invalid',
      faults: [
        {
          field: 'dealerCode',
          code: 'foreign-dealer',
          zh: '只有总部可以导入员工',
          en: 'Only head office imports staff',
        },
      ],
    }))
  const said = (row: ReadRow, key: string) => (row.values[key] as string | undefined) ?? ''
  const arrivals = rows.map((row) => ({
    dealerCode: said(row, 'dealerCode'),
    name: said(row, 'name'),
    role: said(row, 'role'),
    phone: said(row, 'phone') || null,
  }))
  const { written, problems } = await saveAccounts(ctx, arrivals)
  return answersOf(rows, {
    written: written.map((one) => ({ ...one, outcome: one.before ? 'updated' : 'created' })),
    problems: problems.map((one) => (one.field === 'dealer' ? { ...one, field: 'dealerCode' } : one)),
  })
}
