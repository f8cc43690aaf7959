import { Input, Switch } from 'antd'
import { useTranslation } from 'react-i18next'
import {
  createOption,
  createSeries,
  createVariant,
  editOption,
  editSeries,
  editVariant,
  energies,
  removeOption,
} from '../../../../contract/vehicles.ts'
import { call } from '../../app/client.ts'
import { refresh, useWrite } from '../../app/query.ts'
import { ask } from '../../ui/ask.ts'
import { Button } from '../../ui/Button.tsx'
import { Field, FieldRow, useForm } from '../../ui/Form.tsx'
import { Choice, MoneyInput } from '../../ui/inputs.tsx'
import { FormDrawer } from '../../ui/SideDrawer.tsx'
import { toast } from '../../ui/Toast.store.ts'

/** What the drawer changes or makes. */
export type Editing =
  | { kind: 'newSeries'; brandId: string | undefined }
  | {
      kind: 'series'
      id: string
      brandId: string
      name: string
      segment: string
      energy: string
      active: boolean
    }
  | { kind: 'newVariant'; seriesId: string }
  | {
      kind: 'variant'
      id: string
      seriesId: string
      name: string
      model: string
      priceFen: number
      active: boolean
    }
  | { kind: 'newOption'; seriesId: string }
  | { kind: 'option'; id: string; seriesId: string; name: string; priceFen: number }

type Values = {
  name: string
  brandId?: string
  segment?: string
  energy?: string
  model?: string
  priceFen?: number
  active?: boolean
}

const key = () => ({ idempotencyKey: crypto.randomUUID() })
const send = (editing: Editing, values: Values): Promise<unknown> => {
  const { name, brandId = '', segment = '', energy = '', model, priceFen = 0, active = true } = values
  switch (editing.kind) {
    case 'newSeries':
      return call(createSeries, { body: { brandId, name, segment, energy } }, key())
    case 'series':
      return call(editSeries, { params: { id: editing.id }, body: { name, segment, energy, active } })
    case 'newVariant':
      return call(
        createVariant,
        { body: { seriesId: editing.seriesId, name, priceFen, ...(model ? { model } : {}) } },
        key(),
      )
    case 'variant':
      return call(editVariant, { params: { id: editing.id }, body: { name, priceFen, active } })
    case 'newOption':
      return call(createOption, { body: { seriesId: editing.seriesId, name, priceFen } }, key())
    case 'option':
      return call(editOption, { params: { id: editing.id }, body: { name, priceFen } })
  }
}

const RemoveOption = ({ id, name, onClose }: { id: string; name: string; onClose: () => void }) => {
  const { t } = useTranslation('vehicles')
  const write = useWrite(removeOption, { done: () => t('edit.removed', { name }), onDone: onClose })
  const remove = async () => {
    const sure = await ask({
      title: t('edit.removeAsk', { name }),
      text: t('edit.removeText'),
      confirm: t('edit.remove'),
      danger: true,
    })
    if (sure) await write.send({ params: { id } }).catch(() => {})
  }
  return (
    <Button look="danger" icon="trash" big busy={write.sending} onClick={() => void remove()}>
      {t('edit.remove')}
    </Button>
  )
}

const SeriesFields = ({ isNew, brands }: { isNew: boolean; brands: Props['brands'] }) => {
  const { t } = useTranslation('vehicles')
  return (
    <>
      {isNew && (
        <Field name="brandId" label={t('edit.brand')} required>
          <Choice options={brands.map(({ id, name }) => ({ value: id, label: name }))} />
        </Field>
      )}
      <FieldRow>
        <Field name="segment" label={t('segment')} required>
          <Input maxLength={20} />
        </Field>
        <Field name="energy" label={t('energyLabel')} required>
          <Choice options={energies.map((value) => ({ value, label: t(`energy.${value}`) }))} />
        </Field>
      </FieldRow>
    </>
  )
}

type Props = { editing: Editing; brands: { id: string; name: string }[]; onClose: () => void }

/** A series, a variant with its price, or an option: the same short form for what is new and what is there. */
export const EditDrawer = ({ editing, brands, onClose }: Props) => {
  const { t } = useTranslation('vehicles')
  const { kind } = editing
  const use = useForm<Values>(async (values) => {
    await send(editing, values)
    await refresh('/api/catalogue')
    toast({ text: t('edit.saved', { name: values.name }) })
    onClose()
  })
  const isSeries = kind === 'series' || kind === 'newSeries'
  const { kind: _kind, ...known } = editing
  return (
    <FormDrawer
      use={use}
      title={t(`edit.${kind}`)}
      sub={'name' in editing ? editing.name : ''}
      submitLabel={t('edit.save')}
      onClose={onClose}
      initial={known as Partial<Values>}
      actions={kind === 'option' && <RemoveOption id={editing.id} name={editing.name} onClose={onClose} />}
    >
      <Field name="name" label={t('edit.name')} required>
        <Input maxLength={80} />
      </Field>
      {isSeries && <SeriesFields isNew={kind === 'newSeries'} brands={brands} />}
      {kind === 'newVariant' && (
        <Field name="model" label={t('edit.model')} hint={t('edit.modelHint')}>
          <Input maxLength={80} />
        </Field>
      )}
      {!isSeries && (
        <Field name="priceFen" label={t('edit.price')} required>
          <MoneyInput />
        </Field>
      )}
      {(kind === 'series' || kind === 'variant') && (
        <Field name="active" label={t('edit.active')} valueName="checked">
          <Switch />
        </Field>
      )}
    </FormDrawer>
  )
}
