import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { assignLead, type LeadItem, listConsultants } from '../../../../../contract/leads.ts'
import { call } from '../../../app/client.ts'
import { asProblem, refresh, useRead } from '../../../app/query.ts'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { Choices } from '../../../ui/inputs.tsx'
import { Grade } from '../../../ui/Marks.tsx'
import { PlainTable } from '../../../ui/PlainTable.tsx'
import { Progress } from '../../../ui/Steps.tsx'
import { toast } from '../../../ui/Toast.store.ts'
import { everywhere } from '../everywhere.ts'
import { modelOf } from '../LeadPerson.tsx'

type Props = { leads: LeadItem[]; onClose: () => void; onDone: () => void }

/** Several leads at once: in turn among the chosen colleagues, shown row by row before anything moves. */
export const BulkAssign = ({ leads, onClose, onDone }: Props) => {
  const { t } = useTranslation('leads')
  const dealerId = leads.find((lead) => lead.dealerId)?.dealerId
  const { data } = useRead(listConsultants, { query: dealerId ? { dealerId } : {} })
  const [chosen, setChosen] = useState<string[]>([])
  const [done, setDone] = useState<number>()
  const people = data?.items ?? []
  const movable = leads.filter((lead) => lead.dealerId && !lead.closedAt)
  const plan = movable.map((lead, index) => {
    const to = chosen[index % Math.max(1, chosen.length)]
    return { lead, to, name: people.find((one) => one.id === to)?.name }
  })
  const run = async () => {
    let refused = 0
    setDone(0)
    for (const [index, { lead, to }] of plan.entries()) {
      if (to && to !== lead.consultantId)
        await call(assignLead, { params: { id: lead.id }, body: { consultantId: to } }).catch(
          (error: unknown) => {
            refused += 1
            if (refused === 1) toast({ problem: asProblem(error) })
          },
        )
      setDone(index + 1)
    }
    await refresh(...everywhere)
    toast({ text: t('bulk.done', { n: plan.length - refused }) })
    onDone()
  }
  const running = done !== undefined
  return (
    <Dialog
      open
      width={640}
      title={t('bulk.title', { n: leads.length })}
      onClose={running ? () => {} : onClose}
      footer={
        <div className="ask-foot">
          {running && <Progress done={done} total={plan.length} />}
          <Button big disabled={running} onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button
            big
            look="primary"
            busy={running}
            disabled={chosen.length === 0 || plan.length === 0}
            title={chosen.length === 0 ? t('bulk.chooseFirst') : undefined}
            onClick={() => void run()}
          >
            {t('bulk.run', { n: plan.length })}
          </Button>
        </div>
      }
    >
      <div className="bulk-form">
        <div className="f must">
          <label htmlFor="bulk-to">{t('bulk.to')}</label>
          <Choices
            id="bulk-to"
            value={chosen}
            onChange={(ids) => setChosen(ids ?? [])}
            options={people.map(({ id, name }) => ({ value: id, label: name }))}
            disabled={running}
          />
        </div>
        {movable.length < leads.length && (
          <p className="cap">{t('bulk.left', { n: leads.length - movable.length })}</p>
        )}
        <div className="bulk-plan">
          <PlainTable
            low
            label={t('bulk.preview')}
            rows={plan}
            id={({ lead }) => lead.id}
            columns={[
              {
                key: 'name',
                title: t('column.name'),
                cell: ({ lead }) => <b title={lead.person.name}>{lead.person.name}</b>,
              },
              {
                key: 'grade',
                title: t('column.grade'),
                width: 48,
                cell: ({ lead }) => <Grade grade={lead.grade} />,
              },
              { key: 'model', title: t('column.model'), width: 150, cell: ({ lead }) => modelOf(lead) },
              {
                key: 'from',
                title: t('bulk.from'),
                width: 96,
                cell: ({ lead }) => lead.consultantName ?? <span className="q">–</span>,
              },
              {
                key: 'to',
                title: t('bulk.next'),
                width: 96,
                cell: ({ name }) => (name ? <b>{name}</b> : <span className="q">–</span>),
              },
            ]}
          />
        </div>
      </div>
    </Dialog>
  )
}
