import { commonProblems } from '../../../contract/problem.ts'
import type { Ctx } from '../../kernel/ctx.ts'
import { divisionByCode, findDivision } from '../../kernel/divisions.ts'
import { found, Refused } from '../../kernel/errors.ts'
import { readPhone } from '../../kernel/phone.ts'
import { type FullNode, nodeById } from './queries/nodes.ts'

/** A brand's people edit only below their brand; everybody else who may edit sees the whole network. */
export async function within(ctx: Ctx, id: string): Promise<FullNode> {
  const node = found(await nodeById(ctx, id), commonProblems.notFound)
  const visible =
    ctx.scope.kind === 'carmaker' ||
    ctx.scope.kind === 'system' ||
    node.path.some((step) => ctx.scope.nodes.includes(step))
  return found(visible ? node : null, commonProblems.notFound)
}

const wrong = (field: string, zh: string, en: string) =>
  new Refused(commonProblems.invalid, {}, [{ field, zh, en }])

function phoneOf(text: string): string | null {
  if (text === '') return null
  const phone = readPhone(text)
  if (phone.ok) return phone.e164
  throw wrong('phone', '电话号码无效', 'Not a valid telephone number')
}

function divisionOf(text: string): string {
  const code = divisionByCode(text)?.code ?? findDivision(text)
  if (code) return code
  throw wrong(
    'divisionCode',
    '没有这个行政区划，例：浙江杭州滨江',
    'No such place; say 浙江杭州滨江 or 330108',
  )
}

const zones = new Set(Intl.supportedValuesOf('timeZone'))
function zoneOf(zone: string): string {
  if (zones.has(zone)) return zone
  throw wrong('zone', '没有这个时区，例：Asia/Shanghai', 'No such zone; say Asia/Shanghai')
}

type Typed = { divisionCode?: string; phone?: string; zone?: string }
type Read = { divisionCode?: string; phone?: string | null; zone?: string }

/** What people type about a dealer, as it is kept; what cannot be read is refused by its field. */
export const readParticulars = <T extends Typed>({ divisionCode, phone, zone, ...rest }: T) => {
  const read: Read = {
    ...(divisionCode && { divisionCode: divisionOf(divisionCode) }),
    ...(phone !== undefined && { phone: phoneOf(phone) }),
    ...(zone && { zone: zoneOf(zone) }),
  }
  return { ...rest, ...read }
}
