import { Readable } from 'node:stream'
import type { Call, Reply } from '../../../../contract/endpoint.ts'
import { commonProblems } from '../../../../contract/problem.ts'
import {
  type exportRepairOrders as askExport,
  type listRepairOrders as askList,
  type customerService as askService,
  payerWords,
  type RepairOrder,
  type RepairOrderDetail,
  repairKindWords,
  type ServicedCar,
} from '../../../../contract/service.ts'
import { recordAudit } from '../../../kernel/audit.ts'
import { day } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { cursorOf, pageOf } from '../../../kernel/db/keyset.ts'
import { found, Refused } from '../../../kernel/errors.ts'
import { maskPlate } from '../../../kernel/plate.ts'
import { csvStream, type TableColumn } from '../../../kernel/tables/index.ts'
import * as queries from '../queries/shown.ts'
import { nextDue, type Reading } from '../rules.ts'
import { repairShown } from '../shown.ts'

type Choice = Omit<Call<typeof askExport>['query'], 'reason'>

/** Numbers, plates and VINs stand in upper case and without blanks. */
const chosen = ({ q, ...choice }: Choice): queries.RepairChoice => ({
  ...choice,
  ...(q && { q: q.normalize('NFKC').toUpperCase().replace(/[\s·]/g, '') }),
})
const keysOf = (row: queries.RepairRow) => [row.openedAt.toISOString(), row.id]

export async function listRepairOrders(
  ctx: Ctx,
  { after, limit, ...choice }: Call<typeof askList>['query'],
): Promise<Reply<typeof askList>> {
  const page = { limit, ...(after && { after }) }
  return pageOf(await queries.repairPage(ctx, chosen(choice), page), limit, keysOf, repairShown)
}

export async function readRepairOrder(ctx: Ctx, id: string): Promise<RepairOrderDetail> {
  const row = found(await queries.repairById(ctx, id), commonProblems.notFound)
  return { ...repairShown(row), costFen: row.costFen, lines: await queries.linesOf(ctx, id) }
}

const lastShown = 5
const yearDays = 365

export async function readService(ctx: Ctx, customerId: string): Promise<Reply<typeof askService>> {
  if (!(await queries.isCustomerSeen(ctx, customerId))) throw new Refused(commonProblems.notFound)
  const last = await queries.repairPage(ctx, { customer: customerId }, { limit: lastShown })
  const yearAgo = new Date(ctx.now.getTime() - yearDays * day)
  return {
    orders: last.slice(0, lastShown).map(repairShown),
    totals: await queries.totalsOf(ctx, customerId, yearAgo),
    cars: (await queries.carsServiced(ctx, customerId)).map(carShown),
  }
}

function carShown({ visits, soldOn, ...car }: queries.CarHistory): ServicedCar {
  const readings = visits.flatMap(({ on, km }): Reading[] => (km === null ? [] : [{ on, km }]))
  const maintained = visits.find(({ kind }) => kind === 'maintenance') ?? null
  const due = nextDue(readings, { soldOn, maintained })
  return {
    ...car,
    plate: car.plate && maskPlate(car.plate),
    maintainedOn: maintained?.on ?? null,
    dueOn: due?.dueOn ?? null,
    dueKm: due?.dueKm ?? null,
    dueBy: due?.dueBy ?? null,
  }
}

/** Rows of one export; more is a job for the analyst's own tools. */
const mostExported = 20_000
const exportPage = 1_000

/** The list as a file, written down in the audit with its reason. */
export async function exportRepairOrders(
  ctx: Ctx,
  { reason, ...choice }: Call<typeof askExport>['query'],
): Promise<Readable> {
  const items: RepairOrder[] = []
  let after: string | undefined
  while (items.length < mostExported) {
    const rows = await queries.repairPage(ctx, chosen(choice), { limit: exportPage, ...(after && { after }) })
    const shown = rows.slice(0, exportPage)
    items.push(...shown.map(repairShown))
    const last = shown.at(-1)
    if (rows.length <= exportPage || !last) break
    after = cursorOf(keysOf(last))
  }
  await recordAudit(ctx, {
    table: 'service.repair_order',
    rowId: null,
    action: 'export',
    reason,
    after: { rows: items.length, filter: { ...choice } },
  })
  return Readable.from(items).pipe(csvStream(columnsIn(ctx.actor.language === 'en' ? 'en' : 'zh')))
}

function columnsIn(language: 'zh' | 'en'): TableColumn<RepairOrder>[] {
  const column = (zh: string, en: string, value: TableColumn<RepairOrder>['value']) => ({
    header: language === 'zh' ? zh : en,
    value,
  })
  const yuan = (fen: number | null) => (fen === null ? null : fen / 100)
  return [
    column('工单号', 'Order', (order) => order.number),
    column('类型', 'Kind', (order) => repairKindWords[order.kind][language]),
    column('经销商', 'Dealer', (order) => order.dealer.name),
    column('客户', 'Customer', (order) => order.customer?.name ?? null),
    column('车牌', 'Plate', (order) => order.plate),
    column('车架号', 'VIN', (order) => order.vin),
    column('车型', 'Model', (order) => order.vehicle?.name ?? null),
    column('进厂时间', 'Opened', (order) => order.openedAt),
    column('结算时间', 'Closed', (order) => order.closedAt),
    column('里程 km', 'Mileage km', (order) => order.mileageKm),
    column('工时 元', 'Labour CNY', (order) => yuan(order.labourFen)),
    column('配件 元', 'Parts CNY', (order) => yuan(order.partsFen)),
    column('精品 元', 'Accessories CNY', (order) => yuan(order.accessoriesFen)),
    column('合计 元', 'Total CNY', (order) => yuan(order.totalFen)),
    column('付款方', 'Paid by', (order) => order.paidBy && payerWords[order.paidBy][language]),
    column('服务顾问', 'Adviser', (order) => order.adviser),
  ]
}
