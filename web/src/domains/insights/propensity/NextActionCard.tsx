import { useTranslation } from 'react-i18next'
import { type NextAction, readNextActions } from '../../../../../contract/propensity.ts'
import { paths } from '../../../app/paths.ts'
import { useRead } from '../../../app/query.ts'
import { useCan } from '../../../app/session.tsx'
import { Anchor } from '../../../ui/Anchor.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { useFormat } from '../../../ui/useFormat.ts'
import './propensity.css'
import { Reasons } from './Reasons.tsx'

const useReason = () => {
  const { t } = useTranslation('propensity')
  return ({ reasons, cart }: NextAction) =>
    reasons
      .map((one) =>
        one === 'left-in-cart' && cart
          ? t(cart.others > 0 ? 'next.reason.left-in-cart-others' : 'next.reason.left-in-cart', cart)
          : t(`next.reason.${one}`),
      )
      .join(t('list'))
}

const Line = ({ item, first }: { item: NextAction; first: boolean }) => {
  const { t } = useTranslation('propensity')
  const mayLeads = useCan('leads.read')
  const reason = useReason()
  const words = t(`next.action.${item.action}`)
  const way = item.channel ? t(`next.by.${item.channel}`) : item.purpose ? t('next.noWay') : undefined
  return (
    <li>
      <span className="row">
        {first ? <b>{words}</b> : <span>{words}</span>}
        {way && <span className="cap">{way}</span>}
        {item.leadId && mayLeads && (
          <span className="end">
            <Anchor to={paths.lead(item.leadId)}>{t('next.toLead')}</Anchor>
          </span>
        )}
      </span>
      <span className="q2">{reason(item)}</span>
    </li>
  )
}

/** What to do next for this customer, why, and by what way they have agreed to. */
export const NextActionCard = ({ id }: { id: string }) => {
  const { t } = useTranslation('propensity')
  const format = useFormat()
  const { data } = useRead(readNextActions, { params: { id } }, { enabled: useCan('customers.read') })
  if (!data || (data.items.length === 0 && !data.stage && data.scores.length === 0)) return null
  return (
    <Panel
      title={t('next.title')}
      note={data.judgedOn ? t('next.date', { day: format.day(data.judgedOn, true) }) : undefined}
    >
      <div className="pr-stack">
        {data.items.length === 0 ? (
          <p className="q2">{t('next.nothing')}</p>
        ) : (
          <ul className="pr-next">
            {data.items.map((item, at) => (
              <Line key={item.action} item={item} first={at === 0} />
            ))}
          </ul>
        )}
        {data.scores.map((chance) => (
          <Reasons key={chance.kind} chance={chance} />
        ))}
      </div>
    </Panel>
  )
}
