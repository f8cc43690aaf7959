import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Branch } from '../../../../contract/dealers.ts'
import { IconButton } from '../../ui/Button.tsx'
import { classes } from '../../ui/classes.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Menu } from '../../ui/Popup.tsx'
import type { Editing } from './edit/NetworkDrawer.tsx'
import type { Network } from './useNetwork.ts'

type Props = {
  network: Network
  value: string | undefined
  onChange: (id: string | undefined) => void
  /** Given to those who may edit the network. */
  onEdit?: ((editing: Editing) => void) | undefined
}

const BranchMenu = ({ branch, onEdit }: { branch: Branch; onEdit: (editing: Editing) => void }) => {
  const { t } = useTranslation('dealers')
  const { id, kind } = branch
  const move = {
    key: 'move',
    label: t('move.open'),
    icon: 'fork',
    run: () => onEdit({ what: 'move', id }),
  } as const
  return (
    <Menu
      placement="bottomLeft"
      items={[
        { key: 'add', label: t('add.below'), icon: 'plus', run: () => onEdit({ what: 'add', under: id }) },
        { key: 'edit', label: t('edit.open'), icon: 'edit', run: () => onEdit({ what: 'node', id }) },
        ...(kind === 'area' ? [move] : []),
      ]}
    >
      <IconButton icon="more" label={t('tree.more', { name: branch.name })} />
    </Menu>
  )
}

const Node = ({ branch, depth, ...props }: Props & { branch: Branch; depth: number }) => {
  const { network, value, onChange, onEdit } = props
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
          <em>{branch.active ? branch.activeDealerCount : t('closedState')}</em>
        </button>
        {onEdit && <BranchMenu branch={branch} onEdit={onEdit} />}
      </div>
      {open && children.length > 0 && (
        <ul>
          {children.map((child) => (
            <Node key={child.id} {...props} branch={child} depth={depth + 1} />
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
