import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { keeperRoles, setKeeper, type VehicleRow } from '../../../../contract/vehicles.ts'
import { useTexts } from '../../app/i18n.ts'
import { useWrite } from '../../app/query.ts'
import { useCan } from '../../app/session.tsx'
import { Button, IconButton } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { dayOf } from '../../ui/dates.ts'
import { Field, Form, useForm } from '../../ui/Form.tsx'
import { Choice } from '../../ui/inputs.tsx'
import { Menu } from '../../ui/Popup.tsx'
import { FindOther } from '../customers/ties/FindOther.tsx'
import type { Other } from '../customers/ties/TieDialog.tsx'

type Role = (typeof keeperRoles)[number]
const touched = ['/api/customers/:id/vehicles', '/api/customers/:id/ties', '/api/vehicles']

/** Which of the five somebody else is to this car. */
const RoleDialog = ({
  vehicle,
  other,
  onClose,
}: {
  vehicle: VehicleRow
  other: Other
  onClose: () => void
}) => {
  const { t } = useTranslation('vehicles')
  const { form } = useTexts('ui')
  const write = useWrite(setKeeper, {
    quiet: true,
    refresh: touched,
    done: () => t('roles.saved'),
    onDone: onClose,
  })
  const use = useForm<{ role: Role }>(({ role }) =>
    write.send({
      params: { id: vehicle.id },
      body: { customerId: other.id, role, fromOn: dayOf(new Date()) },
    }),
  )
  return (
    <Dialog open title={vehicle.variant ?? vehicle.series ?? vehicle.vin} onClose={onClose}>
      <Form use={use} initial={{ role: 'driver' }}>
        <Field name="role" label={t('roles.is', { name: other.name })} required>
          <Choice options={keeperRoles.map((value) => ({ value, label: t(`role.${value}`) }))} />
        </Field>
        <div className="ask-foot">
          <Button big onClick={onClose}>
            {form.cancel}
          </Button>
          <Button big look="primary" submit busy={use.sending}>
            {t('roles.save')}
          </Button>
        </div>
      </Form>
    </Dialog>
  )
}

/** What this customer is to the car, begun and ended as of today; and who else is something to it. */
export const VehicleRoles = ({ vehicle, customerId }: { vehicle: VehicleRow; customerId: string }) => {
  const { t } = useTranslation('vehicles')
  const mayEdit = useCan('customers.edit')
  const write = useWrite(setKeeper, { refresh: touched, done: () => t('roles.saved') })
  const [doing, setDoing] = useState<'find' | Other>()
  const name = vehicle.variant ?? vehicle.series ?? vehicle.vin
  if (!mayEdit) return null
  const held = new Set(
    vehicle.keepers.flatMap((keeper) =>
      keeper.customerId === customerId && !keeper.untilOn ? [keeper.role] : [],
    ),
  )
  const set = (role: Role) => {
    const today = dayOf(new Date())
    const when = held.has(role) ? { untilOn: today } : { fromOn: today }
    write.send({ params: { id: vehicle.id }, body: { customerId, role, ...when } }).catch(() => undefined)
  }
  const done = () => setDoing(undefined)
  return (
    <>
      <Menu
        items={[
          ...keeperRoles.map((role) => ({
            key: role,
            icon: held.has(role) ? ('minus' as const) : ('plus' as const),
            label: t(held.has(role) ? 'roles.end' : 'roles.begin', { role: t(`role.${role}`) }),
            run: () => set(role),
          })),
          { key: 'other', icon: 'user' as const, label: t('roles.other'), run: () => setDoing('find') },
        ]}
      >
        <IconButton icon="more" label={t('roles.more', { name })} />
      </Menu>
      {doing === 'find' && <FindOther own={{ id: customerId, name }} onClose={done} onChoose={setDoing} />}
      {doing && doing !== 'find' && <RoleDialog vehicle={vehicle} other={doing} onClose={done} />}
    </>
  )
}
