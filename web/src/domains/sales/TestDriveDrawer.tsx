import { Checkbox } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { cancelTestDrive, startTestDrive, type TestDrive } from '../../../../contract/sales.ts'
import { useWrite } from '../../app/query.ts'
import { ask } from '../../ui/ask.ts'
import { Button } from '../../ui/Button.tsx'
import { useFormat } from '../../ui/useFormat.ts'
import { FinishTestDrive } from './FinishTestDrive.tsx'
import { SaleDrawer } from './SaleDrawer.tsx'
import { DriveState, isOnRoad } from './SaleState.tsx'
import { salesPaths, useMayRecord } from './useSales.tsx'

const useCancel = (drive: TestDrive) => {
  const { t } = useTranslation('sales')
  const write = useWrite(cancelTestDrive, { refresh: salesPaths, done: () => t('drive.cancelled') })
  return async (missed: boolean) => {
    const name = drive.customer.name
    const answer = await ask({
      title: missed ? t('drive.missedTitle', { name }) : t('drive.cancelTitle', { name }),
      reasons: [
        t('drive.whyPostponed'),
        t('drive.whyMissed'),
        t('drive.whyCar'),
        t('drive.whyBought'),
        t('drive.whyOther'),
      ],
      danger: true,
    })
    if (!answer?.reason) return
    await write
      .send({ params: { id: drive.id }, body: { version: drive.version, missed, reason: answer.reason } })
      .catch(() => {})
  }
}

const Actions = ({ drive, onFinish }: { drive: TestDrive; onFinish: () => void }) => {
  const { t } = useTranslation('sales')
  const [seen, setSeen] = useState(drive.licenceChecked)
  const cancel = useCancel(drive)
  const start = useWrite(startTestDrive, {
    refresh: salesPaths,
    done: () => t('drive.departed', { name: drive.customer.name }),
  })
  if (isOnRoad(drive))
    return (
      <Button look="primary" big onClick={onFinish}>
        {t('drive.back')}
      </Button>
    )
  const go = () =>
    void start
      .send({ params: { id: drive.id }, body: { version: drive.version, licenceChecked: true } })
      .catch(() => {})
  return (
    <div className="sa-foot">
      <Checkbox checked={seen} onChange={(event) => setSeen(event.target.checked)}>
        {t('drive.licence')}
      </Checkbox>
      <div className="row">
        <Button
          look="primary"
          big
          busy={start.sending}
          disabled={!seen}
          title={seen ? undefined : t('drive.licenceFirst')}
          onClick={go}
        >
          {t('drive.depart')}
        </Button>
        <Button big onClick={() => void cancel(true)}>
          {t('drive.missed')}
        </Button>
        <Button big look="danger" onClick={() => void cancel(false)}>
          {t('drive.cancel')}
        </Button>
      </div>
    </div>
  )
}

/** One test drive with its next step: set off with the licence seen, come back, or not at all. */
export const TestDriveDrawer = ({ drive, onClose }: { drive: TestDrive; onClose: () => void }) => {
  const { t } = useTranslation('sales')
  const format = useFormat()
  const whyNot = useMayRecord()
  const [finishing, setFinishing] = useState(false)
  if (finishing && isOnRoad(drive))
    return <FinishTestDrive drive={drive} onClose={() => setFinishing(false)} />
  const at = (instant: string | null) => (instant ? format.instant(instant, true) : null)
  const facts = [
    { key: 'planned', label: t('drive.plannedAt'), value: format.instant(drive.plannedAt) },
    { key: 'started', label: t('column.started'), value: at(drive.startedAt) },
    { key: 'ended', label: t('column.ended'), value: at(drive.endedAt) },
    { key: 'route', label: t('column.route'), value: drive.route },
    {
      key: 'rating',
      label: t('column.rating'),
      value: drive.rating && t('drive.stars', { n: drive.rating }),
    },
    { key: 'reason', label: t('column.reason'), value: drive.closedReason },
    { key: 'note', label: t('column.note'), value: drive.note },
  ]
  return (
    <SaleDrawer
      sale={drive}
      state={<DriveState drive={drive} />}
      facts={facts}
      onClose={onClose}
      footer={
        drive.state !== 'planned' ? undefined : whyNot ? (
          <span className="cap">{whyNot}</span>
        ) : (
          <Actions drive={drive} onFinish={() => setFinishing(true)} />
        )
      }
    />
  )
}
