import { Input, Switch } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { changeNode, type PlacedNode, readNode } from '../../../../../contract/dealers.ts'
import { call } from '../../../app/client.ts'
import { useRead, useWrite } from '../../../app/query.ts'
import { Conflict } from '../../../ui/Conflict.tsx'
import { Field, useForm } from '../../../ui/Form.tsx'
import { Problem } from '../../../ui/Problem.tsx'
import { FormDrawer, SideDrawer } from '../../../ui/SideDrawer.tsx'
import { useConflict } from '../../../ui/useConflict.ts'

type Values = { name: string; active: boolean }
const valuesOf = ({ name, active }: PlacedNode): Values => ({ name, active })

const EditForm = ({ node, onClose }: { node: PlacedNode; onClose: () => void }) => {
  const { t } = useTranslation('dealers')
  const [began] = useState(node)
  const params = { id: began.id }
  const clash = useConflict<Values, PlacedNode>({
    began,
    read: () => call(readNode, { params }),
    valuesOf,
    shown: [
      { key: 'name', label: t('edit.name'), show: (one) => one.name },
      { key: 'active', label: t('edit.inUse'), show: (one) => t(`active.${one.active}`) },
    ],
  })
  const write = useWrite(changeNode, {
    quiet: true,
    done: (saved) => t('edit.saved', { name: saved.name }),
    onDone: onClose,
  })
  const use = useForm<Values>((values) =>
    clash.guard(values, ({ version }) => write.send({ params, body: { ...values, version } })),
  )
  return (
    <>
      <FormDrawer
        use={use}
        title={began.name}
        sub={`${t(`kind.${began.kind}`)} · ${began.code}`}
        label={t('edit.nodeTitle')}
        onClose={onClose}
        note={t('edit.onRecord')}
        initial={valuesOf(began)}
      >
        <Field name="name" label={t('edit.name')} required>
          <Input maxLength={80} autoFocus />
        </Field>
        <Field name="active" label={t('edit.inUse')} hint={t('edit.inUseHint')} valueName="checked">
          <Switch />
        </Field>
      </FormDrawer>
      <Conflict clash={clash} onKeepMine={use.resend} onTakeTheirs={onClose} />
    </>
  )
}

/** A brand, region, area, showroom or service station: its name, and whether it is in use. */
export const EditNode = ({ id, onClose }: { id: string; onClose: () => void }) => {
  const { t } = useTranslation('dealers')
  const { data, problem, reload } = useRead(readNode, { params: { id } })
  if (data) return <EditForm key={data.id} node={data} onClose={onClose} />
  return (
    <SideDrawer title={t('edit.nodeTitle')} onClose={onClose}>
      {problem ? <Problem problem={problem} onRetry={reload} /> : <span className="bone" />}
    </SideDrawer>
  )
}
