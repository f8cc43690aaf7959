import type { ReactNode } from 'react'
import { useLanguage } from '../../../app/i18n.ts'
import { Foot, Told, ToldFigure } from '../Told.tsx'
import { useFreshness } from '../useFreshness.ts'
import type { Account, Chosen, Value, ValueBoard } from './useValue.ts'

type Props = {
  name: string
  figure?: ReactNode
  account: Account
  data: ValueBoard
  value: Value
  /** The customers it counts; everybody unless said. */
  of?: Chosen
  /** How many these are. */
  count?: number
}

/** A figure or a title of the value board, and the account its question gives of itself. */
export const ValueFigure = ({ name, figure, account, data, value, of, count }: Props) => {
  const { say } = useLanguage()
  const fresh = useFreshness(data.freshness)
  return (
    <ToldFigure
      name={name}
      figure={figure ?? name}
      content={({ close, showSql }) => (
        <div className="expl">
          <h4>
            {name} {figure && <span>{figure}</span>}
          </h4>
          <Told
            definition={say(account.definition)}
            formula={say(account.formula)}
            freshness={fresh}
            registerIds={account.registerIds}
            close={close}
          />
          <Foot
            rows={count ?? data.customers}
            onRows={() => {
              close()
              value.showRows(of)
            }}
            onSql={() => showSql(account)}
          />
        </div>
      )}
    />
  )
}

export const accountOf = (data: ValueBoard, name: 'value-classes' | 'value-rfm' | 'value-curve') =>
  data.accounts.find((one) => one.name === name) as Account
