import { useTranslation } from 'react-i18next'
import { type OpenCart, readCarts } from '../../../../../contract/carts.ts'
import { useRead } from '../../../app/query.ts'
import { Panel } from '../../../ui/Panel.tsx'
import { useFormat } from '../../../ui/useFormat.ts'
import './visitors.css'

const mostItems = 5

const Item = ({ item }: { item: OpenCart['items'][number] }) => {
  const { t } = useTranslation('visitors')
  const format = useFormat()
  return (
    <li className="vis-day">
      <div className="row">
        <b className="cut" title={item.name}>
          {item.name}
        </b>
        <span className="end num">
          {item.quantity > 1 && <span className="cap">{t('cart.quantity', { n: item.quantity })} </span>}
          {format.money(item.priceFen)}
        </span>
      </div>
      <p className="cap">
        {t(`cart.kind.${item.kind}`)} · {t('cart.added', { day: format.dayAt(item.addedAt, true) })}
      </p>
    </li>
  )
}

const Cart = ({ cart }: { cart: OpenCart }) => {
  const { t } = useTranslation('visitors')
  const format = useFormat()
  const more = cart.items.length - mostItems
  return (
    <Panel
      title={t('cart.title')}
      note={t('cart.note', { day: format.dayAt(cart.updatedAt, true) })}
      end={<b className="num">{format.money(cart.valueFen)}</b>}
      flush
    >
      <div className="vis-days">
        <ul>
          {cart.items.slice(0, mostItems).map((item) => (
            <Item key={item.code} item={item} />
          ))}
        </ul>
        {more > 0 && <p className="cap">{t('cart.more', { n: format.number(more) })}</p>}
      </div>
    </Panel>
  )
}

/** What lies in carts of the web shop and was not ordered; nothing where there is nothing. */
export const CartCard = ({ id }: { id: string }) => {
  const { data } = useRead(readCarts, { params: { id } })
  return data?.items.map((cart) => <Cart key={cart.id} cart={cart} />)
}
