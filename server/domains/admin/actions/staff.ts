import { words } from '../../../../contract/problem.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import type { FieldError } from '../../../kernel/errors.ts'
import { newId } from '../../../kernel/ids.ts'
import { readPhone } from '../../../kernel/phone.ts'
import { allRoles } from '../queries/roles.ts'
import { dealersByCode, type StaffRow, type Written, writeStaff } from '../queries/staff.ts'

/** A line of staff.csv: who works where. `role` is a role's key, its name in either language, or the short word dealers write. */
export type AccountArrival = { dealerCode: string; name: string; role: string; phone: string | null }
/** Rows answer by their place in the batch; a row in neither list was already so. */
export type AccountOutcome = { written: Written[]; problems: (FieldError & { index: number })[] }

const shortRoles: Record<string, string> = {
  principal: 'dealer-principal',
  'general-manager': 'dealer-principal',
  经理: 'dealer-principal',
  consultant: 'sales-consultant',
  adviser: 'service-adviser',
  前台: 'receptionist',
}

const faults = {
  dealer: { zh: '没有经销商“{given}”', en: 'No dealer “{given}”' },
  role: { zh: '没有经销商角色“{given}”', en: 'No dealer role “{given}”' },
  name: { zh: '姓名必填', en: 'A name is needed' },
  phone: { zh: '不是有效的电话号码', en: 'Not a telephone number' },
}

/** The log-in people can guess for themselves: dealer and telephone, or dealer and name. */
const loginOf = (code: string, phone: string | null, name: string) =>
  `${code}.${phone ? phone.replace(/^\+86/, '').replace('+', '') : name.replace(/\s+/g, '')}`
    .toLowerCase()
    .slice(0, 120)

/**
 * Accounts for a dealer's staff, in bulk. They cannot sign in before somebody gives them a password (users screen).
 * Known ones (same dealer, same telephone) get the new name; their roles are left as somebody set them.
 */
export async function saveAccounts(ctx: Ctx, arrivals: AccountArrival[]): Promise<AccountOutcome> {
  const dealers = await dealersByCode(ctx, [
    ...new Set(arrivals.map((row) => row.dealerCode.trim().toUpperCase())),
  ])
  const roles = new Map(
    (await allRoles(ctx))
      .filter((role) => role.home === 'dealer')
      .flatMap((role) =>
        [role.key, role.nameZh, role.nameEn.toLowerCase()].map((name) => [name, role.id] as const),
      ),
  )
  const problems: AccountOutcome['problems'] = []
  const rows = new Map<string, StaffRow>()
  for (const [index, arrival] of arrivals.entries()) {
    const dealer = dealers.get(arrival.dealerCode.trim().toUpperCase())
    const wanted = arrival.role.trim().toLowerCase().replaceAll('_', '-')
    const roleId = roles.get(shortRoles[wanted] ?? wanted)
    const phone = arrival.phone ? readPhone(arrival.phone) : null
    const name = arrival.name.trim()
    const say = (field: keyof typeof faults, given = '') =>
      problems.push({ index, field, ...words(faults[field], { given }) })
    if (!dealer) say('dealer', arrival.dealerCode)
    if (!roleId) say('role', arrival.role)
    if (!name) say('name')
    if (phone && !phone.ok) say('phone')
    if (!dealer || !roleId || !name || (phone && !phone.ok)) continue
    const e164 = phone?.ok ? phone.e164 : null
    const login = loginOf(dealer.code, e164, name)
    rows.set(login, {
      index,
      id: newId(ctx.now),
      login,
      name,
      phone: e164,
      dealerId: dealer.id,
      brandId: dealer.brandId,
      roleId,
      roleRowId: newId(ctx.now),
    })
  }
  return { written: rows.size ? await writeStaff(ctx, [...rows.values()]) : [], problems }
}
