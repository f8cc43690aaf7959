import { type NodeKind, nodeKinds, parentKinds } from '../../../contract/dealers.ts'

/** One row of network.csv, as text. */
export type NetworkRow = {
  code: string
  name: string
  kind: string
  parentCode: string
  brandCodes: string
  divisionCode: string
  address: string
  phone: string
  latitude: string
  longitude: string
  monthlyCapacity: string
  openedOn: string
}
export type NetworkFault = { index: number; field: string; zh: string; en: string }
export type PlacedNode = { code: string; kind: NodeKind; name: string; parentCode: string | null }

const isKind = (text: string): text is NodeKind => (nodeKinds as readonly string[]).includes(text)

/** Faults of one row by itself; whether its parent exists is for `arrange` to say. */
export function rowFaults(row: NetworkRow, index: number): NetworkFault[] {
  const faults: NetworkFault[] = []
  const say = (field: string, zh: string, en: string) => faults.push({ index, field, zh, en })
  if (!/^[A-Za-z0-9][A-Za-z0-9-]{0,39}$/.test(row.code))
    say('code', '编码应为字母、数字和连字符', 'A code is letters, digits and hyphens')
  if (!row.name) say('name', '请填写名称', 'A name is needed')
  if (!isKind(row.kind))
    say('kind', `类型应为 ${nodeKinds.join('、')}`, `A kind is one of ${nodeKinds.join(', ')}`)
  if (row.kind !== 'dealer') return faults
  if (!between(row.latitude, -90, 90))
    say('latitude', '纬度应在 -90 到 90 之间', 'A latitude is between -90 and 90')
  if (!between(row.longitude, -180, 180))
    say('longitude', '经度应在 -180 到 180 之间', 'A longitude is between -180 and 180')
  if (!/^\d{1,5}$/.test(row.monthlyCapacity) || Number(row.monthlyCapacity) > 10_000)
    say(
      'monthly_capacity',
      '月产能应为 0 到 10000 的整数',
      'A monthly capacity is a whole number from 0 to 10000',
    )
  if (!/^\d{6}$/.test(row.divisionCode))
    say('division_code', '行政区划应为 6 位代码', 'A division is a code of 6 digits')
  if (row.openedOn && !/^\d{4}-\d{2}-\d{2}$/.test(row.openedOn))
    say('opened_on', '日期应为 2026-11-22', 'A day is written 2026-11-22')
  return faults
}

const between = (text: string, low: number, high: number): boolean =>
  text.trim() !== '' && Number(text) >= low && Number(text) <= high

/** The line of codes from the top down to `code`; null when the tree has a hole, a loop or a wrong level. */
export function lineOf(code: string, nodes: ReadonlyMap<string, PlacedNode>): PlacedNode[] | null {
  const line: PlacedNode[] = []
  for (let at = nodes.get(code); at; at = at.parentCode === null ? undefined : nodes.get(at.parentCode)) {
    if (line.length > nodeKinds.length) return null
    const parent = at.parentCode === null ? undefined : nodes.get(at.parentCode)
    if (parent ? !parentKinds[at.kind].includes(parent.kind) : at.kind !== 'carmaker') return null
    line.unshift(at)
  }
  return line.length > 0 ? line : null
}

/** The brand a node belongs to: the one on its line. */
export const codeAbove = (line: readonly PlacedNode[], kind: NodeKind): string | null =>
  line.find((step) => step.kind === kind)?.code ?? null
