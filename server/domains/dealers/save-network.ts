import type { Ctx } from '../../kernel/ctx.ts'
import { newId } from '../../kernel/ids.ts'
import { readPhone } from '../../kernel/phone.ts'
import {
  allNodes,
  type NodeRow,
  type SavedAuthorisation,
  type SavedDealer,
  saveAuthorisations,
  saveDealers,
  saveNodes,
  settleDealers,
} from './queries/nodes.ts'
import { codeAbove, lineOf, type NetworkFault, type NetworkRow, type PlacedNode, rowFaults } from './rules.ts'
import { forgetNetwork } from './snapshot.ts'

/**
 * Takes rows of network.csv in any order, new and known, and writes the tree they add up to with what is there:
 * path and brand of every node are computed again, because one moved region moves everything below it.
 */
export async function saveNetwork(
  ctx: Ctx,
  rows: NetworkRow[],
): Promise<{ saved: number; faults: NetworkFault[] }> {
  const existing = new Map((await allNodes(ctx)).map((node) => [node.code, node]))
  const { good, faults, placed } = arrange(existing, rows)
  const idOf = new Map([...placed.keys()].map((code) => [code, existing.get(code)?.id ?? newId()]))
  const nodes = [...placed.values()].flatMap((node) => {
    const line = lineOf(node.code, placed)
    if (!line) return []
    const brand = node.kind === 'carmaker' ? null : codeAbove(line, 'brand')
    return [
      {
        id: idOf.get(node.code)!,
        code: node.code,
        kind: node.kind,
        name: node.name,
        parentId: node.parentCode ? idOf.get(node.parentCode)! : null,
        brandId: brand ? idOf.get(brand)! : null,
        path: line.map((step) => idOf.get(step.code)!),
        active: true,
      },
    ]
  })
  await saveNodes(ctx, nodes)
  const { dealers, authorisations } = dealersOf(good, placed, idOf)
  await saveDealers(ctx, dealers)
  await saveAuthorisations(
    ctx,
    dealers.map((dealer) => dealer.id),
    authorisations,
  )
  await settleDealers(ctx)
  forgetNetwork(ctx)
  return { saved: good.length, faults }
}

/** Which rows can be placed, given each other and what exists. */
function arrange(existing: ReadonlyMap<string, NodeRow>, rows: NetworkRow[]) {
  const codeOf = new Map([...existing.values()].map((node) => [node.id, node.code]))
  const placed = new Map<string, PlacedNode>()
  for (const node of existing.values())
    placed.set(node.code, {
      code: node.code,
      kind: node.kind as PlacedNode['kind'],
      name: node.name,
      parentCode: node.parentId ? codeOf.get(node.parentId)! : null,
    })
  const before = new Map(placed)
  const faults = rows.flatMap((row, index) => rowFaults(row, index))
  const faulty = new Set(faults.map((fault) => fault.index))
  for (const [index, row] of rows.entries())
    if (!faulty.has(index))
      placed.set(row.code, {
        code: row.code,
        kind: row.kind as PlacedNode['kind'],
        name: row.name,
        parentCode: row.parentCode || null,
      })
  for (const [index, row] of rows.entries()) {
    if (faulty.has(index) || lineOf(row.code, placed)) continue
    faulty.add(index)
    faults.push({
      index,
      field: 'parent_code',
      zh: `上级 ${row.parentCode || '（空）'} 不存在，或层级不对`,
      en: `The parent ${row.parentCode || '(empty)'} does not exist or is of the wrong level`,
    })
    const earlier = before.get(row.code)
    if (earlier) placed.set(row.code, earlier)
    else placed.delete(row.code)
  }
  return { good: rows.filter((_, index) => !faulty.has(index)), faults, placed }
}

function dealersOf(
  rows: NetworkRow[],
  placed: ReadonlyMap<string, PlacedNode>,
  idOf: ReadonlyMap<string, string>,
) {
  const dealers: SavedDealer[] = []
  const authorisations: SavedAuthorisation[] = []
  for (const row of rows) {
    const line = row.kind === 'dealer' ? lineOf(row.code, placed) : null
    if (!line) continue
    const above = (kind: PlacedNode['kind']) => idOf.get(codeAbove(line, kind)!)!
    const id = idOf.get(row.code)!
    const phone = readPhone(row.phone)
    dealers.push({
      id,
      regionId: above('region'),
      areaId: above('area'),
      brandId: above('brand'),
      divisionCode: row.divisionCode,
      address: row.address,
      phone: phone.ok ? phone.e164 : null,
      latitude: Number(row.latitude),
      longitude: Number(row.longitude),
      monthlyCapacity: Number(row.monthlyCapacity),
      openedOn: row.openedOn || null,
    })
    const codes = row.brandCodes.split(/[|;,、\s]+/).filter(Boolean)
    const brands = new Set(codes.map((code) => idOf.get(code)).filter((brand) => brand !== undefined))
    if (brands.size === 0) brands.add(above('brand'))
    for (const brandId of brands) authorisations.push({ id: newId(), dealerId: id, brandId })
  }
  return { dealers, authorisations }
}
