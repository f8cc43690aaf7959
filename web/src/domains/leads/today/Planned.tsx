import { useTranslation } from 'react-i18next'
import { listOrders, listTestDrives } from '../../../../../contract/sales.ts'
import { paths } from '../../../app/paths.ts'
import { useRead } from '../../../app/query.ts'
import { useCan } from '../../../app/session.tsx'
import { Anchor } from '../../../ui/Anchor.tsx'
import { dayOf } from '../../../ui/dates.ts'
import { Money, TimeOrDay, When } from '../../../ui/Figures.tsx'
import { StateTag } from '../../../ui/Marks.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { PlainTable } from '../../../ui/PlainTable.tsx'
import { Problem } from '../../../ui/Problem.tsx'
import { useGo } from '../../../ui/useGo.ts'
import { useNow } from '../../../ui/useNow.ts'

const dayMs = 86_400_000

export const useDrives = () => {
  const now = useNow()
  const may = useCan('sales.read')
  const [from, to] = [dayOf(now), dayOf(now + dayMs)]
  const read = useRead(
    listTestDrives,
    { query: { from, to, limit: 50 } },
    { enabled: may, refetchSeconds: 120 },
  )
  const items = [...(read.data?.items ?? [])].sort(
    (a, b) => Date.parse(a.plannedAt) - Date.parse(b.plannedAt),
  )
  return { ...read, items, today: items.filter((drive) => dayOf(drive.plannedAt) === from) }
}

/** Orders that were promised for the coming days, the earliest first. */
export const usePromised = () => {
  const now = useNow()
  const may = useCan('sales.read')
  const read = useRead(
    listOrders,
    { query: { state: 'ordered', limit: 100 } },
    { enabled: may, refetchSeconds: 120 },
  )
  const until = dayOf(now + 7 * dayMs)
  const items = (read.data?.items ?? [])
    .filter((order) => order.promisedOn !== null && order.promisedOn <= until)
    .sort((a, b) => (a.promisedOn ?? '').localeCompare(b.promisedOn ?? ''))
  return { ...read, items }
}

export const Drives = () => {
  const { t } = useTranslation('leads')
  const go = useGo()
  const { items, problem, reload } = useDrives()
  return (
    <Panel
      title={t('today.planned')}
      note={t('today.plannedNote')}
      end={<Anchor to={paths.testDrives()}>{t('today.plannedAll')}</Anchor>}
      flush
    >
      {problem ? (
        <Problem problem={problem} onRetry={reload} />
      ) : (
        <PlainTable
          low
          label={t('today.planned')}
          rows={items.slice(0, 8)}
          id={(drive) => drive.id}
          onOpen={(drive) => go(paths.testDrive(drive.id))}
          empty={t('today.plannedNone')}
          columns={[
            {
              key: 'at',
              title: t('today.at'),
              width: 76,
              cell: (drive) => <TimeOrDay at={drive.plannedAt} />,
            },
            {
              key: 'who',
              title: t('column.name'),
              width: 96,
              cell: (drive) => <b title={drive.customer.name}>{drive.customer.name}</b>,
            },
            {
              key: 'model',
              title: t('column.model'),
              cell: (drive) => <span title={drive.variant?.name}>{drive.variant?.name}</span>,
            },
            {
              key: 'state',
              title: t('column.stage'),
              width: 112,
              number: true,
              cell: (drive) =>
                drive.state === 'planned' && !drive.licenceChecked ? (
                  <span className="q2">{t('today.licenceMissing')}</span>
                ) : (
                  <span className="q2">{t(`today.driveState.${drive.state}`)}</span>
                ),
            },
          ]}
        />
      )}
    </Panel>
  )
}

export const Promised = () => {
  const { t } = useTranslation('leads')
  const go = useGo()
  const { items, problem, reload } = usePromised()
  const late = useNow()
  return (
    <Panel
      title={t('today.promised')}
      end={<Anchor to={paths.orders()}>{t('today.promisedAll')}</Anchor>}
      flush
    >
      {problem ? (
        <Problem problem={problem} onRetry={reload} />
      ) : (
        <PlainTable
          low
          label={t('today.promised')}
          rows={items.slice(0, 8)}
          id={(order) => order.id}
          onOpen={(order) => go(paths.order(order.id))}
          empty={t('today.promisedNone')}
          columns={[
            {
              key: 'on',
              title: t('today.promisedOn'),
              width: 84,
              cell: (order) =>
                order.promisedOn && order.promisedOn < dayOf(late) ? (
                  <StateTag look="signal">
                    <When on={order.promisedOn} short />
                  </StateTag>
                ) : (
                  <When on={order.promisedOn} short />
                ),
            },
            {
              key: 'who',
              title: t('column.name'),
              width: 96,
              cell: (order) => <b title={order.customer.name}>{order.customer.name}</b>,
            },
            {
              key: 'model',
              title: t('column.model'),
              cell: (order) => <span title={order.variant?.name}>{order.variant?.name}</span>,
            },
            {
              key: 'price',
              title: t('column.price'),
              width: 96,
              number: true,
              cell: (order) => <Money fen={order.priceFen} />,
            },
          ]}
        />
      )}
    </Panel>
  )
}
