import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { type RepairLine, type RepairOrderDetail, readRepairOrder } from '../../../../contract/service.ts'
import { paths } from '../../app/paths.ts'
import { useRead } from '../../app/query.ts'
import { Anchor } from '../../ui/Anchor.tsx'
import type { Column } from '../../ui/columns.tsx'
import { Money, When } from '../../ui/Figures.tsx'
import { StateTag } from '../../ui/Marks.tsx'
import { Facts, Section } from '../../ui/Panel.tsx'
import { PlainTable } from '../../ui/PlainTable.tsx'
import { SideDrawer } from '../../ui/SideDrawer.tsx'
import { useFormat } from '../../ui/useFormat.ts'
import { ReadingDrawer } from '../sales/SaleDrawer.tsx'

const useLineColumns = (): Column<RepairLine>[] => {
  const { t } = useTranslation('service')
  const format = useFormat()
  return [
    {
      key: 'name',
      title: t('line.name'),
      cell: (line) => (
        <span className="cut" title={line.code ? `${line.code} ${line.name}` : line.name}>
          {line.name} {line.code && <span className="mono q">{line.code}</span>}
        </span>
      ),
    },
    {
      key: 'kind',
      title: t('line.kind'),
      width: 92,
      cell: (line) => <span className="q2">{t(`lineKind.${line.kind}`)}</span>,
    },
    {
      key: 'quantity',
      title: t('line.quantity'),
      width: 48,
      number: true,
      cell: (line) => format.number(line.quantity),
    },
    {
      key: 'amount',
      title: t('line.amount'),
      width: 84,
      number: true,
      cell: (line) => <Money fen={line.amountFen} />,
    },
  ]
}

const useFacts = (order: RepairOrderDetail) => {
  const { t } = useTranslation('service')
  const format = useFormat()
  const money = (fen: number | null) => fen !== null && <Money fen={fen} />
  const fact = (
    key:
      | 'number'
      | 'opened'
      | 'closed'
      | 'mileage'
      | 'plate'
      | 'vin'
      | 'adviser'
      | 'dealer'
      | 'labour'
      | 'parts'
      | 'accessories'
      | 'total'
      | 'paidBy'
      | 'cost',
    value: ReactNode,
  ) => ({ key, label: t(`column.${key}`), value })
  const about = [
    fact('number', <span className="mono">{order.number}</span>),
    fact('opened', <When at={order.openedAt} />),
    fact('closed', order.closedAt ? <When at={order.closedAt} /> : t('inWorkshop')),
    fact('mileage', order.mileageKm !== null && t('km', { n: format.number(order.mileageKm) })),
    fact('plate', order.plate),
    fact('vin', order.vin && <span className="mono">{order.vin}</span>),
    fact('dealer', order.dealer.name),
    fact('adviser', order.adviser),
  ]
  const bill = [
    fact('labour', money(order.labourFen)),
    fact('parts', money(order.partsFen)),
    fact('accessories', money(order.accessoriesFen)),
    fact('total', <b>{money(order.totalFen)}</b>),
    fact('paidBy', order.paidBy && t(`payer.${order.paidBy}`)),
    fact('cost', money(order.costFen)),
  ]
  const filled = (facts: typeof about) => facts.filter(({ value }) => value)
  return { about: filled(about), bill: filled(bill) }
}

const Loaded = ({ order, onClose }: { order: RepairOrderDetail; onClose: () => void }) => {
  const { t } = useTranslation('service')
  const { about, bill } = useFacts(order)
  const columns = useLineColumns()
  return (
    <SideDrawer
      title={order.customer?.name ?? t('nobody')}
      sub={order.vehicle?.name ?? order.plate ?? ''}
      onClose={onClose}
      head={
        <>
          <StateTag look={order.closedAt ? 'plain' : 'outline'}>{t(`kind.${order.kind}`)}</StateTag>
          {order.customer && <Anchor to={paths.customer(order.customer.id)}>{t('toCustomer')}</Anchor>}
          {order.vehicle && (
            <Anchor to={paths.repairOrders({ vehicle: order.vehicle.id })}>{t('toCar')}</Anchor>
          )}
        </>
      }
    >
      <Facts items={about} />
      <Section title={t('lines')} note={order.lines.length > 0 ? String(order.lines.length) : undefined} />
      <PlainTable
        columns={columns}
        rows={order.lines}
        id={(line) => line.id}
        low
        label={t('lines')}
        empty={t('noLines')}
      />
      <Section title={t('bill')} />
      <Facts items={bill} />
    </SideDrawer>
  )
}

/** One repair order: the car as it came, what was done, and who paid. */
export const RepairDrawer = ({ id, onClose }: { id: string; onClose: () => void }) => {
  const { t } = useTranslation('service')
  const { data, problem, reload } = useRead(readRepairOrder, { params: { id } })
  if (data) return <Loaded order={data} onClose={onClose} />
  return <ReadingDrawer title={t('one')} problem={problem} onRetry={reload} onClose={onClose} />
}
