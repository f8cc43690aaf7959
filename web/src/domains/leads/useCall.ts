import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { LeadItem } from '../../../../contract/leads.ts'
import { asProblem } from '../../app/query.ts'
import { useCan } from '../../app/session.tsx'
import { toast } from '../../ui/Toast.store.ts'
import { revealPhone } from './LeadPerson.tsx'

/** Dials with the telephone of the reader; showing the number is on record with the reason “calling back”. */
export const useCall = () => {
  const { t } = useTranslation('leads')
  const may = useCan('customers.reveal')
  const dial = useCallback(
    async (lead: Pick<LeadItem, 'customerId'>) => {
      try {
        location.assign(`tel:${await revealPhone(lead.customerId, t('callReason'))}`)
      } catch (error) {
        toast({ problem: asProblem(error) })
      }
    },
    [t],
  )
  return may ? dial : undefined
}
