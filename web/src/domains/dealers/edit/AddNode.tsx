import { Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { createNode, listDealers, type NodeKind, parentKinds } from '../../../../../contract/dealers.ts'
import type { Sent } from '../../../../../contract/endpoint.ts'
import { paths } from '../../../app/paths.ts'
import { useRead, useWrite } from '../../../app/query.ts'
import { useSession } from '../../../app/session.tsx'
import { houseZone } from '../../../ui/dates.ts'
import { Field, FieldRow, useFieldValue, useForm, useSetField } from '../../../ui/Form.tsx'
import { Choice } from '../../../ui/inputs.tsx'
import { FormDrawer } from '../../../ui/SideDrawer.tsx'
import { useGo } from '../../../ui/useGo.ts'
import { useNetwork } from '../useNetwork.ts'
import { DealerFields } from './DealerFields.tsx'

type Body = Sent<typeof createNode>['body']
type Kind = Body['kind']
const kinds: readonly Kind[] = ['dealer', 'showroom', 'service-station', 'area', 'region', 'brand']
const codeShape = /^[A-Za-z0-9][A-Za-z0-9-]{0,39}$/

/** Where a node of this kind may hang: branches of the right level, or dealers by name or code. */
const Parents = ({ kind, ...rest }: { kind: Kind; id?: string; value?: string }) => {
  const { branches, nameOf } = useNetwork()
  const [q, setQ] = useState('')
  const ofDealer = parentKinds[kind].includes('dealer')
  const dealers = useRead(
    listDealers,
    { query: { limit: 30, active: 'true', ...(q.trim() ? { q: q.trim() } : {}) } },
    { enabled: ofDealer, staleSeconds: 60 },
  )
  const above = (id: string | null) => (id && kind === 'dealer' ? `${nameOf(id)} · ` : '')
  const options = ofDealer
    ? (dealers.data?.items ?? []).map((one) => ({ value: one.id, label: `${one.name} · ${one.code}` }))
    : branches
        .filter((one) => one.active && parentKinds[kind].includes(one.kind))
        .map((one) => ({ value: one.id, label: `${above(one.parentId)}${one.name} · ${one.code}` }))
  return (
    <Choice {...rest} options={options} {...(ofDealer ? { onSearch: setQ, loading: dealers.loading } : {})} />
  )
}

const Fields = () => {
  const { t } = useTranslation('dealers')
  const { scope } = useSession()
  const set = useSetField()
  const kind = (useFieldValue('kind') as Kind | undefined) ?? 'dealer'
  const badCode = (value: unknown) =>
    typeof value === 'string' && value && !codeShape.test(value.trim()) ? t('add.badCode') : undefined
  const offered = kinds.filter((one) => one !== 'brand' || scope === 'carmaker')
  return (
    <>
      <Field name="kind" label={t('add.kind')} required>
        <Choice
          options={offered.map((value) => ({ value, label: t(`kind.${value}`) }))}
          onChange={() => set('parentId', undefined)}
        />
      </Field>
      <Field name="parentId" label={t('add.parent')} required>
        <Parents key={kind} kind={kind} />
      </Field>
      <FieldRow>
        <Field name="code" label={t('add.code')} hint={t('add.codeHint')} required check={badCode}>
          <Input maxLength={40} className="mono" autoCapitalize="characters" spellCheck={false} />
        </Field>
        <Field name="name" label={t('edit.name')} required>
          <Input maxLength={80} />
        </Field>
      </FieldRow>
      {kind === 'dealer' && <DealerFields />}
    </>
  )
}

/** A node of the tree. `under` is the place somebody was looking at: the new one hangs there when it may. */
export const AddNode = ({
  under,
  kind: wanted,
  onClose,
}: {
  under?: string | undefined
  kind?: Kind | undefined
  onClose: () => void
}) => {
  const { t } = useTranslation('dealers')
  const go = useGo()
  const { branches } = useNetwork()
  const at = branches.find((one) => one.id === under)
  const below = (parent: NodeKind | undefined) =>
    kinds.find((one) => parent && parentKinds[one].includes(parent))
  const kind = wanted ?? below(at?.kind) ?? 'dealer'
  const parentId = at && parentKinds[kind].includes(at.kind) ? at.id : wanted ? under : undefined
  const write = useWrite(createNode, {
    quiet: true,
    done: (_made, { body }) => t('add.done', { name: body.name }),
    onDone: ({ id }, { body }) => {
      onClose()
      if (body.kind === 'dealer') go(paths.dealer(id))
    },
  })
  const use = useForm<Body>(({ code, phone, address, ...values }) =>
    write.send({
      body: {
        ...values,
        code: code.trim(),
        ...(phone ? { phone } : {}),
        ...(address ? { address } : {}),
      },
    }),
  )
  return (
    <FormDrawer
      use={use}
      title={t('add.title')}
      submitLabel={t('add.save')}
      onClose={onClose}
      initial={{ kind, zone: houseZone, ...(parentId ? { parentId } : {}) }}
    >
      <Fields />
    </FormDrawer>
  )
}
