import { useTranslation } from 'react-i18next'
import type { Order, TestDrive } from '../../../../contract/sales.ts'
import { StateTag } from '../../ui/Marks.tsx'

/** Planned and set off, but not back yet. */
export const isOnRoad = (drive: TestDrive) => drive.state === 'planned' && drive.startedAt !== null

export const DriveState = ({ drive }: { drive: TestDrive }) => {
  const { t } = useTranslation('sales')
  if (isOnRoad(drive)) return <StateTag look="solid">{t('state.on-road')}</StateTag>
  const looks = { planned: 'outline', driven: 'plain', missed: 'plain', cancelled: 'plain' } as const
  return (
    <StateTag look={looks[drive.state]} {...(drive.closedReason ? { title: drive.closedReason } : {})}>
      {t(`state.${drive.state}`)}
    </StateTag>
  )
}

export const OrderStateTag = ({ order }: { order: Order }) => {
  const { t } = useTranslation('sales')
  const looks = { ordered: 'outline', delivered: 'solid', cancelled: 'plain' } as const
  return (
    <StateTag look={looks[order.state]} {...(order.cancelReason ? { title: order.cancelReason } : {})}>
      {t(`state.${order.state}`)}
    </StateTag>
  )
}
