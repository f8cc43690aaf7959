import { Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type ApiKey, createKey, listKeys, revokeKey } from '../../../../../contract/admin.ts'
import { useList, useWrite } from '../../../app/query.ts'
import { useCan, useSession } from '../../../app/session.tsx'
import { ask } from '../../../ui/ask.ts'
import { Button } from '../../../ui/Button.tsx'
import { DataTable } from '../../../ui/DataTable.tsx'
import { When } from '../../../ui/Figures.tsx'
import { Field, useForm } from '../../../ui/Form.tsx'
import { Choice, Choices } from '../../../ui/inputs.tsx'
import { StateTag } from '../../../ui/Marks.tsx'
import { Empty } from '../../../ui/Problem.tsx'
import { FormDrawer, Split } from '../../../ui/SideDrawer.tsx'
import { useNow } from '../../../ui/useNow.ts'
import { Secret } from '../Secret.tsx'

const dayChoices = ['30', '90', '180', '365'] as const
type Values = { name: string; scopes: string[]; days: (typeof dayChoices)[number] }

const NewKey = ({
  onClose,
  onMade,
}: {
  onClose: () => void
  onMade: (name: string, secret: string) => void
}) => {
  const { t } = useTranslation('admin')
  const { permissions } = useSession()
  const write = useWrite(createKey, { quiet: true, onDone: ({ key, secret }) => onMade(key.name, secret) })
  const use = useForm<Values>(({ days, ...body }) => write.send({ body: { ...body, days: Number(days) } }))
  return (
    <FormDrawer use={use} title={t('keys.create')} onClose={onClose} initial={{ days: '90' }}>
      <Field name="name" label={t('keys.name')} required>
        <Input autoFocus maxLength={60} />
      </Field>
      <Field name="scopes" label={t('keys.scopes')} required>
        <Choices options={permissions.map((value) => ({ value, label: value }))} />
      </Field>
      <Field name="days" label={t('keys.days')} required>
        <Choice options={dayChoices.map((value) => ({ value, label: t(`keys.dayOptions.${value}`) }))} />
      </Field>
    </FormDrawer>
  )
}

const KeyState = ({ of }: { of: ApiKey }) => {
  const { t } = useTranslation('admin')
  const now = useNow()
  const state = of.revokedAt ? 'revoked' : Date.parse(of.expiresAt) < now ? 'expired' : 'live'
  return <StateTag look={state === 'live' ? 'solid' : 'outline'}>{t(`keys.states.${state}`)}</StateTag>
}

const useKeyColumns = (everybody: boolean, onRevoke: (key: ApiKey) => void) => {
  const { t } = useTranslation('admin')
  return [
    {
      key: 'name',
      title: t('keys.name'),
      width: 180,
      always: true,
      cell: (key: ApiKey) => <b className="cut">{key.name}</b>,
    },
    { key: 'state', title: t('keys.state'), width: 88, cell: (key: ApiKey) => <KeyState of={key} /> },
    {
      key: 'prefix',
      title: t('keys.prefix'),
      width: 120,
      cell: (key: ApiKey) => <span className="mono q2">{key.prefix}…</span>,
    },
    ...(everybody
      ? [{ key: 'user', title: t('keys.user'), width: 110, cell: (key: ApiKey) => key.user.name }]
      : []),
    {
      key: 'scopes',
      title: t('keys.scopes'),
      cell: (key: ApiKey) => (
        <span className="mono q2 cut" title={key.scopes.join('\n')}>
          {key.scopes.join(', ')}
        </span>
      ),
    },
    {
      key: 'used',
      title: t('keys.used'),
      width: 140,
      cell: (key: ApiKey) =>
        key.usedAt ? <When at={key.usedAt} short /> : <span className="q">{t('keys.never')}</span>,
    },
    {
      key: 'expires',
      title: t('keys.expires'),
      width: 140,
      cell: (key: ApiKey) => <When at={key.expiresAt} short />,
    },
    {
      key: 'revoke',
      title: '',
      width: 84,
      cell: (key: ApiKey) =>
        !key.revokedAt && (
          <Button look="link" onClick={() => onRevoke(key)}>
            {t('keys.revoke')}
          </Button>
        ),
    },
  ]
}

export const KeyList = ({ of }: { of: 'me' | 'everybody' }) => {
  const { t } = useTranslation('admin')
  const everybody = useCan('admin.sessions') && of === 'everybody'
  const list = useList(listKeys, { query: { of: everybody ? 'everybody' : 'me', limit: 100 } })
  const [making, setMaking] = useState(false)
  const [made, setMade] = useState<{ name: string; secret: string }>()
  const revoke = useWrite(revokeKey)
  const drop = async (key: ApiKey) => {
    const sure = await ask({
      title: t('keys.revokeAsk', { name: key.name }),
      text: t('keys.revokeText'),
      danger: true,
    })
    if (sure) await revoke.send({ params: { id: key.id } }).catch(() => {})
  }
  const columns = useKeyColumns(everybody, (key) => void drop(key))
  const done = (name: string, secret: string) => {
    setMaking(false)
    setMade({ name, secret })
  }
  return (
    <Split drawer={making && <NewKey onClose={() => setMaking(false)} onMade={done} />}>
      <div className="row ad-row">
        <Button look="primary" icon="plus" onClick={() => setMaking(true)}>
          {t('keys.create')}
        </Button>
      </div>
      <DataTable
        label={t('keys.tab')}
        list={list}
        columns={columns}
        id={(key) => key.id}
        rowName={(key) => key.name}
        empty={
          <Empty icon="key" title={t('keys.none')}>
            {t('keys.noneText')}
          </Empty>
        }
      />
      <Secret
        title={t('secret.key', { name: made?.name ?? '' })}
        secret={made?.secret}
        note={`${t('secret.use')} Authorization: Bearer …`}
        onClose={() => setMade(undefined)}
      />
    </Split>
  )
}
