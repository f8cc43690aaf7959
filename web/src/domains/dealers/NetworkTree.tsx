import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Branch } from '../../../../contract/dealers.ts'
import { classes } from '../../ui/classes.ts'
import { Icon } from '../../ui/Icon.tsx'
import type { Network } from './useNetwork.ts'

type Props = { network: Network; value: string | undefined; onChange: (id: string | undefined) => void }

const Node = ({ branch, depth, network, value, onChange }: Props & { branch: Branch; depth: number }) => {
  const { t } = useTranslation('dealers')
  const children = network.below(branch.id)
  const holds = (id: string | undefined): boolean =>
    id !== undefined &&
    (id === branch.id ||
      children.some((child) => child.id === id || network.below(child.id).some((one) => one.id === id)))
  const [open, setOpen] = useState(depth === 0 || holds(value))
  const on = value === branch.id
  return (
    <li>
      <div className={classes('dn-node', on && 'on')} style={{ paddingLeft: 4 + depth * 14 }}>
        {children.length > 0 ? (
          <button
            type="button"
            className="dn-fold"
            aria-expanded={open}
            aria-label={t(open ? 'tree.close' : 'tree.open', { name: branch.name })}
            onClick={() => setOpen(!open)}
          >
            <Icon name={open ? 'down' : 'right'} small />
          </button>
        ) : (
          <span className="dn-fold" />
        )}
        <button
          type="button"
          className="dn-name"
          aria-pressed={on}
          title={branch.name}
          onClick={() => onChange(on ? undefined : branch.id)}
        >
          <span className="cut">{branch.name}</span>
          <em>{branch.activeDealerCount}</em>
        </button>
      </div>
      {open && children.length > 0 && (
        <ul>
          {children.map((child) => (
            <Node key={child.id} {...{ network, value, onChange }} branch={child} depth={depth + 1} />
          ))}
        </ul>
      )}
    </li>
  )
}

/** Brands, regions and areas with their open dealers; a click narrows the list to what lies below. */
export const NetworkTree = (props: Props) => {
  const { t } = useTranslation('dealers')
  const { network, value, onChange } = props
  const all = network.brands.reduce((sum, brand) => sum + brand.activeDealerCount, 0)
  return (
    <nav className="dn-tree" aria-label={t('tree.label')}>
      <div className={classes('dn-node', !value && 'on')}>
        <span className="dn-fold" />
        <button type="button" className="dn-name" aria-pressed={!value} onClick={() => onChange(undefined)}>
          <span className="cut">{t('tree.whole')}</span>
          <em>{all}</em>
        </button>
      </div>
      <ul>
        {network.brands.map((brand) => (
          <Node key={brand.id} {...props} branch={brand} depth={0} />
        ))}
      </ul>
    </nav>
  )
}
