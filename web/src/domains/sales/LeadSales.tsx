import { useTranslation } from 'react-i18next'
import type { LeadDetail } from '../../../../contract/leads.ts'
import { Button } from '../../ui/Button.tsx'
import { DeliveryForm } from './DeliveryForm.tsx'
import { OrderForm } from './OrderForm.tsx'
import { TestDriveForm } from './TestDriveForm.tsx'
import { useMayRecord } from './useSales.tsx'
import { VisitForm } from './VisitForm.tsx'

export type SaleStep = 'visit' | 'test-drive' | 'order' | 'delivery'

/** Where a sale begins: the lead. Nothing for those who may not record it. */
export const SaleButtons = ({ onPick }: { onPick: (step: SaleStep) => void }) => {
  const { t } = useTranslation('sales')
  const whyNot = useMayRecord()
  if (whyNot) return null
  return (
    <>
      <Button icon="door" onClick={() => onPick('visit')}>
        {t('visit.title')}
      </Button>
      <Button icon="wheel" onClick={() => onPick('test-drive')}>
        {t('drive.planTitle')}
      </Button>
      <Button icon="doc" onClick={() => onPick('order')}>
        {t('order.placeTitle')}
      </Button>
      <Button icon="key" onClick={() => onPick('delivery')}>
        {t('delivery.title')}
      </Button>
    </>
  )
}

type Props = { step: SaleStep; lead: LeadDetail; onClose: () => void }

/** The form of the step that was picked, for the `Split` of the lead's page or in place of its drawer. */
export const SaleForm = ({ step, lead, onClose }: Props) => {
  const given = {
    leadId: lead.id,
    brandId: lead.brandId,
    variantId: lead.variantId,
    name: lead.person.name,
    onClose,
  }
  if (step === 'visit') return <VisitForm {...given} />
  if (step === 'test-drive') return <TestDriveForm {...given} />
  return step === 'order' ? <OrderForm {...given} /> : <DeliveryForm {...given} />
}
