import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { customerVehicles, type VehicleRow } from '../../../../contract/vehicles.ts'
import { useRead } from '../../app/query.ts'
import { Button } from '../../ui/Button.tsx'
import { StateTag } from '../../ui/Marks.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Problem } from '../../ui/Problem.tsx'
import { useFormat } from '../../ui/useFormat.ts'
import { VehicleRoles } from './VehicleRoles.tsx'
import './vehicles.css'

const Vehicle = ({ vehicle, customerId }: { vehicle: VehicleRow; customerId: string }) => {
  const { t } = useTranslation('vehicles')
  const { t: word } = useTranslation('customers')
  const format = useFormat()
  const name = vehicle.variant ?? vehicle.series ?? t('find.unknown')
  const mine = vehicle.keepers.filter((keeper) => keeper.customerId === customerId && !keeper.untilOn)
  const others = vehicle.keepers.filter((keeper) => keeper.customerId !== customerId && !keeper.untilOn)
  const when = [
    vehicle.lastServiceOn && word('vehicles.service', { day: format.day(vehicle.lastServiceOn, true) }),
    vehicle.soldOn && word('vehicles.sold', { day: format.day(vehicle.soldOn) }),
    ...others.map((keeper) => `${t(`role.${keeper.role}`)} ${keeper.name}`),
  ]
  return (
    <li className="veh">
      <div className="row">
        <b className="cut" title={name}>
          {name}
        </b>
        <span className="q">{vehicle.soldOn?.slice(0, 4)}</span>
        <span className="end row">
          {mine.length > 0 && (
            <StateTag look="outline">{mine.map((keeper) => t(`role.${keeper.role}`)).join(' · ')}</StateTag>
          )}
          <VehicleRoles vehicle={vehicle} customerId={customerId} />
        </span>
      </div>
      <div className="row cap veh-ids">
        {vehicle.plate && <span>{vehicle.plate}</span>}
        <span className="mono" title={vehicle.vin}>{`${t('find.vin')} …${vehicle.vin.slice(-4)}`}</span>
        {vehicle.mileageKm !== null && <span>{t('find.km', { n: format.number(vehicle.mileageKm) })}</span>}
      </div>
      <div className="cap cut">{when.filter(Boolean).join(' · ')}</div>
    </li>
  )
}

/** A fleet's hundred cars would push everything else out of sight. */
const mostShown = 4

/** The cars around a customer, with what they are to each: keeper, driver, payer. */
export const CustomerVehicles = ({ id }: { id: string }) => {
  const { t } = useTranslation('customers')
  const { data, problem, reload } = useRead(customerVehicles, { params: { id } })
  const [all, setAll] = useState(false)
  const items = data?.items ?? []
  const shown = all || items.length <= mostShown + 1 ? items : items.slice(0, mostShown)
  return (
    <Panel title={t('vehicles.title')} end={data && <span className="cap">{items.length}</span>} flush>
      {problem && <Problem problem={problem} onRetry={reload} />}
      {!data && !problem && <i className="bone veh-wait" />}
      {data && items.length === 0 && (
        <p className="cap veh-none">
          {t('vehicles.none')} {t('vehicles.noneNext')}
        </p>
      )}
      <ul>
        {shown.map((vehicle) => (
          <Vehicle key={vehicle.id} vehicle={vehicle} customerId={id} />
        ))}
      </ul>
      {shown.length < items.length && (
        <p className="veh-none">
          <Button look="link" onClick={() => setAll(true)}>
            {t('vehicles.all', { n: items.length })}
          </Button>
        </p>
      )}
    </Panel>
  )
}
