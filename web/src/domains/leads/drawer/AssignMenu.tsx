import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { assignLead, type LeadItem, listConsultants } from '../../../../../contract/leads.ts'
import { useRead, useWrite } from '../../../app/query.ts'
import { useSession } from '../../../app/session.tsx'
import { Menu } from '../../../ui/Popup.tsx'
import { everywhere } from '../everywhere.ts'

type Props = { lead: Pick<LeadItem, 'id' | 'person' | 'dealerId' | 'consultantId'>; children: ReactElement }

/** Hands the lead to a colleague of the dealer, or back to the dealer's desk; the one before can have it back. */
export const AssignMenu = ({ lead, children }: Props) => {
  const { t } = useTranslation('leads')
  const { user } = useSession()
  const { data } = useRead(
    listConsultants,
    { query: lead.dealerId ? { dealerId: lead.dealerId } : {} },
    { enabled: lead.dealerId !== null, staleSeconds: 300 },
  )
  const before = lead.consultantId
  const name = lead.person.name
  const quiet = useWrite(assignLead, { refresh: everywhere })
  const write = useWrite(assignLead, {
    refresh: everywhere,
    optimistic: ({ body }) => [{ path: '/api/leads', id: lead.id, set: { consultantId: body.consultantId } }],
    done: (reply) =>
      reply.lead.consultantName
        ? t('assign.done', { name, to: reply.lead.consultantName })
        : t('assign.freed', { name }),
    undo: () => quiet.send({ params: { id: lead.id }, body: { consultantId: before } }),
  })
  const give = (consultantId: string | null) =>
    void write.send({ params: { id: lead.id }, body: { consultantId } }).catch(() => {})
  return (
    <Menu
      placement="bottomLeft"
      items={[
        { key: 'head', heading: t('assign.title') },
        ...(data?.items ?? []).map((one) => ({
          key: one.id,
          label: one.name,
          ...(one.id === user.id ? { hint: t('assign.me') } : {}),
          ...(one.id === before ? { icon: 'check' as const, disabled: true } : {}),
          run: () => give(one.id),
        })),
        ...(before
          ? [{ key: 'none', label: t('assign.free'), icon: 'undo' as const, run: () => give(null) }]
          : []),
      ]}
    >
      {children}
    </Menu>
  )
}
