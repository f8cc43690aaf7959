import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { cancelOrder, type Order } from '../../../../contract/sales.ts'
import { useWrite } from '../../app/query.ts'
import { ask } from '../../ui/ask.ts'
import { Button } from '../../ui/Button.tsx'
import { Money, When } from '../../ui/Figures.tsx'
import { HandOver } from './DeliveryForm.tsx'
import { SaleDrawer } from './SaleDrawer.tsx'
import { OrderStateTag } from './SaleState.tsx'
import { salesPaths, useMayRecord } from './useSales.tsx'

const useCancelOrder = (order: Order) => {
  const { t } = useTranslation('sales')
  const number = order.number
  const write = useWrite(cancelOrder, { refresh: salesPaths, done: () => t('order.cancelled', { number }) })
  return async () => {
    const answer = await ask({
      title: t('order.cancelTitle', { number }),
      text: t('order.cancelText'),
      reasons: [
        t('order.whyPrice'),
        t('order.whyFinance'),
        t('order.whyTime'),
        t('order.whyBrand'),
        t('order.whyOther'),
      ],
      danger: true,
    })
    if (!answer?.reason) return
    await write
      .send({ params: { id: order.id }, body: { version: order.version, reason: answer.reason } })
      .catch(() => {})
  }
}

/** One order; while it runs it can be handed over or cancelled with a reason. */
export const OrderDrawer = ({ order, onClose }: { order: Order; onClose: () => void }) => {
  const { t } = useTranslation('sales')
  const whyNot = useMayRecord()
  const cancel = useCancelOrder(order)
  const [delivering, setDelivering] = useState(false)
  if (delivering && order.state === 'ordered')
    return <HandOver order={order} onClose={() => setDelivering(false)} />
  const facts = [
    { key: 'number', label: t('column.number'), value: <span className="mono">{order.number}</span> },
    { key: 'ordered', label: t('column.ordered'), value: <When at={order.orderedAt} /> },
    {
      key: 'price',
      label: t('column.price'),
      value: (
        <b>
          <Money fen={order.priceFen} />
        </b>
      ),
    },
    { key: 'deposit', label: t('column.deposit'), value: <Money fen={order.depositFen} /> },
    {
      key: 'promised',
      label: t('column.promised'),
      value: order.promisedOn && <When on={order.promisedOn} />,
    },
    { key: 'reason', label: t('column.reason'), value: order.cancelReason },
  ]
  return (
    <SaleDrawer
      sale={order}
      state={<OrderStateTag order={order} />}
      facts={facts}
      onClose={onClose}
      footer={
        order.state !== 'ordered' ? undefined : whyNot ? (
          <span className="cap">{whyNot}</span>
        ) : (
          <>
            <Button look="primary" big icon="key" onClick={() => setDelivering(true)}>
              {t('order.deliver')}
            </Button>
            <Button big look="danger" onClick={() => void cancel()}>
              {t('order.cancel')}
            </Button>
          </>
        )
      }
    />
  )
}
