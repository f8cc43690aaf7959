import { Input, Switch } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  changeDealer,
  type DealerDetail,
  dealerProblems,
  readDealer,
} from '../../../../../contract/dealers.ts'
import { call } from '../../../app/client.ts'
import { paths } from '../../../app/paths.ts'
import { useRead, useWrite } from '../../../app/query.ts'
import { useCan } from '../../../app/session.tsx'
import { Anchor } from '../../../ui/Anchor.tsx'
import { Conflict } from '../../../ui/Conflict.tsx'
import type { ConflictShown } from '../../../ui/conflict.ts'
import { Field, useForm } from '../../../ui/Form.tsx'
import { Note, Problem } from '../../../ui/Problem.tsx'
import { FormDrawer, SideDrawer } from '../../../ui/SideDrawer.tsx'
import { useConflict } from '../../../ui/useConflict.ts'
import { useFormat } from '../../../ui/useFormat.ts'
import { useNetwork } from '../useNetwork.ts'
import { DealerFields } from './DealerFields.tsx'

type Values = {
  name: string
  active: boolean
  divisionCode: string
  latitude: number
  longitude: number
  monthlyCapacity?: number | null
  zone: string
  brandIds?: string[]
  phone?: string
  address?: string
  openedOn?: string
}

const valuesOf = (dealer: DealerDetail): Values => ({
  name: dealer.name,
  active: dealer.active,
  divisionCode: dealer.divisionCode,
  latitude: dealer.latitude,
  longitude: dealer.longitude,
  zone: dealer.zone,
  brandIds: dealer.brandIds.toSorted(),
  phone: dealer.phone ?? '',
  address: dealer.address,
  ...(dealer.openedOn ? { openedOn: dealer.openedOn } : {}),
  ...(dealer.monthlyCapacity === null ? {} : { monthlyCapacity: dealer.monthlyCapacity }),
})

const useShown = (): ConflictShown<Values>[] => {
  const { t } = useTranslation('dealers')
  const format = useFormat()
  const { nameOf } = useNetwork()
  return [
    { key: 'name', label: t('edit.name'), show: (one) => one.name },
    { key: 'active', label: t('edit.active'), show: (one) => t(`active.${one.active}`) },
    { key: 'divisionCode', label: t('edit.division'), show: (one) => one.divisionCode },
    { key: 'monthlyCapacity', label: t('edit.capacity'), show: (one) => String(one.monthlyCapacity ?? '') },
    { key: 'latitude', label: t('edit.latitude'), show: (one) => String(one.latitude) },
    { key: 'longitude', label: t('edit.longitude'), show: (one) => String(one.longitude) },
    { key: 'address', label: t('edit.address'), show: (one) => one.address ?? '' },
    { key: 'phone', label: t('edit.phone'), show: (one) => one.phone ?? '' },
    {
      key: 'openedOn',
      label: t('page.opened'),
      show: (one) => (one.openedOn ? format.day(one.openedOn) : ''),
    },
    {
      key: 'brandIds',
      label: t('page.authorised'),
      show: (one) => (one.brandIds ?? []).map(nameOf).join('\n'),
    },
    { key: 'zone', label: t('page.zone'), show: (one) => one.zone },
  ]
}

const EditForm = ({ dealer, onClose }: { dealer: DealerDetail; onClose: () => void }) => {
  const { t } = useTranslation('dealers')
  const seesLeads = useCan('leads.read')
  const [began] = useState(dealer)
  const params = { id: began.id }
  const clash = useConflict({
    began,
    read: () => call(readDealer, { params }),
    valuesOf,
    shown: useShown(),
  })
  const write = useWrite(changeDealer, {
    quiet: true,
    done: (saved) => t('edit.saved', { name: saved.name }),
    onDone: onClose,
  })
  const use = useForm<Values>((typed) => {
    const values = { ...typed, brandIds: (typed.brandIds ?? []).toSorted() }
    return clash.guard(values, ({ version }) => {
      const { monthlyCapacity, openedOn, ...rest } = values
      const body = {
        ...rest,
        phone: rest.phone ?? '',
        address: rest.address ?? '',
        openedOn: openedOn ?? null,
        ...(monthlyCapacity == null ? {} : { monthlyCapacity }),
      }
      return write.send({ params, body: { ...body, version } })
    })
  })
  return (
    <>
      <FormDrawer
        use={use}
        title={began.name}
        sub={began.code}
        label={t('edit.title')}
        onClose={onClose}
        note={t('edit.onRecord')}
        initial={valuesOf(began)}
      >
        {seesLeads && use.problem?.is(dealerProblems.holdsLeads) && (
          <Note look="signal" icon="lead">
            <Anchor to={paths.leads({ dealer: began.id })}>{t('edit.itsLeads')}</Anchor>
          </Note>
        )}
        <Field name="name" label={t('edit.name')} required>
          <Input maxLength={80} />
        </Field>
        <DealerFields place={began.divisionName} />
        <Field name="active" label={t('edit.active')} hint={t('edit.activeHint')} valueName="checked">
          <Switch />
        </Field>
      </FormDrawer>
      <Conflict clash={clash} onKeepMine={use.resend} onTakeTheirs={onClose} />
    </>
  )
}

/** All of a dealer but where it hangs. The form keeps the version it began with. */
export const EditDealer = ({ id, onClose }: { id: string; onClose: () => void }) => {
  const { t } = useTranslation('dealers')
  const { data, problem, reload } = useRead(readDealer, { params: { id } })
  if (data) return <EditForm key={data.id} dealer={data} onClose={onClose} />
  return (
    <SideDrawer title={t('edit.title')} onClose={onClose}>
      {problem ? <Problem problem={problem} onRetry={reload} /> : <span className="bone" />}
    </SideDrawer>
  )
}
