import { useTranslation } from 'react-i18next'
import type { LeadItem } from '../../../../../contract/leads.ts'
import { Dialog } from '../../../ui/Dialog.tsx'
import { Candidates } from './Candidates.tsx'

type Props = { lead: Pick<LeadItem, 'id' | 'person' | 'dealerId'>; onClose: () => void }

export const CandidatesDialog = ({ lead, onClose }: Props) => {
  const { t } = useTranslation('leads')
  return (
    <Dialog open width={860} title={t('candidate.for', { name: lead.person.name })} onClose={onClose}>
      <div className="dc-dialog">
        <Candidates lead={lead} onSent={onClose} />
      </div>
    </Dialog>
  )
}
