import { useTranslation } from 'react-i18next'
import { customerService, type RepairOrder, type ServicedCar } from '../../../../contract/service.ts'
import { paths } from '../../app/paths.ts'
import { useRead } from '../../app/query.ts'
import { Anchor } from '../../ui/Anchor.tsx'
import { Money, When } from '../../ui/Figures.tsx'
import { StateTag } from '../../ui/Marks.tsx'
import { Facts, Panel } from '../../ui/Panel.tsx'
import { Problem } from '../../ui/Problem.tsx'
import { useFormat } from '../../ui/useFormat.ts'
import './service.css'

const Car = ({ car }: { car: ServicedCar }) => {
  const { t } = useTranslation('service')
  const format = useFormat()
  if (!car.dueOn || !car.dueBy) return null
  const due = [
    format.day(car.dueOn),
    car.dueKm !== null && t('card.atKm', { n: format.number(car.dueKm) }),
  ].filter(Boolean)
  return (
    <li className="sv-visit">
      <div className="row">
        <b className="cut">{car.name ?? car.plate}</b>
        {car.name && <span className="q">{car.plate}</span>}
      </div>
      <div className="q2" title={t(`card.by.${car.dueBy}`)}>
        {t('card.due', { when: due.join(' · ') })}
      </div>
    </li>
  )
}

const Visit = ({ order }: { order: RepairOrder }) => {
  const { t } = useTranslation('service')
  return (
    <li className="sv-visit">
      <div className="row">
        <StateTag look={order.closedAt ? 'plain' : 'outline'}>{t(`kind.${order.kind}`)}</StateTag>
        <Anchor to={paths.repairOrder(order.id)}>
          <When at={order.openedAt} time={false} />
        </Anchor>
        <span className="end">
          <Money fen={order.totalFen} />
        </span>
      </div>
      <div className="cap cut">
        {[order.dealer.name, order.plate, order.adviser].filter(Boolean).join(' · ')}
      </div>
    </li>
  )
}

/** What the workshops had of this customer: the last visits, what they came to, and when the next is due. */
export const CustomerService = ({ id }: { id: string }) => {
  const { t } = useTranslation('service')
  const { data, problem, reload } = useRead(customerService, { params: { id } })
  const visits = data?.totals.visits ?? 0
  return (
    <Panel
      title={t('card.title')}
      flush
      end={
        visits > 0 && (
          <Anchor to={paths.repairOrders({ customer: id })}>{t('card.all', { n: visits })}</Anchor>
        )
      }
    >
      {problem && <Problem problem={problem} onRetry={reload} />}
      {!data && !problem && <i className="bone sv-wait" />}
      {data && visits === 0 && <p className="cap sv-none">{t('card.none')}</p>}
      {data && visits > 0 && (
        <>
          <div className="sv-totals">
            <Facts
              items={[
                {
                  key: 'year',
                  label: t('card.year'),
                  value: <Money fen={data.totals.yearFen} />,
                  end: t('card.visits', { n: data.totals.yearVisits }),
                },
                {
                  key: 'own',
                  label: t('card.own'),
                  value: <Money fen={data.totals.ownFen} />,
                  end: t('card.visits', { n: visits }),
                },
              ]}
            />
          </div>
          <ul>
            {data.cars.map((car) => (
              <Car key={car.vehicleId} car={car} />
            ))}
            {data.orders.map((order) => (
              <Visit key={order.id} order={order} />
            ))}
          </ul>
        </>
      )}
    </Panel>
  )
}
