import { Dropdown, Popover } from 'antd'
import type { ReactElement, ReactNode } from 'react'
import { Icon, type IconName } from './Icon.tsx'

type PopupProps = {
  children: ReactElement
  content: ReactNode
  open?: boolean
  onOpenChange?: (open: boolean) => void
  placement?: 'bottomLeft' | 'bottomRight' | 'topLeft' | 'topRight' | 'bottom' | 'right'
  width?: number
  /** Without inner space, for lists that reach the edge. */
  flush?: boolean
}

/** A floating panel on click; Escape and a click outside close it. */
export const Popup = ({
  children,
  content,
  open,
  onOpenChange,
  placement = 'bottomLeft',
  width,
  flush = false,
}: PopupProps) => (
  <Popover
    trigger="click"
    arrow={false}
    placement={placement}
    content={content}
    destroyOnHidden
    classNames={{ root: flush ? 'house-pop flush' : 'house-pop' }}
    styles={width ? { container: { width } } : {}}
    {...(open === undefined ? {} : { open })}
    {...(onOpenChange ? { onOpenChange } : {})}
  >
    {children}
  </Popover>
)

export type MenuItem =
  | {
      key: string
      label: ReactNode
      icon?: IconName
      hint?: ReactNode
      danger?: boolean
      disabled?: boolean
      run: () => void
    }
  | { key: string; heading: string }

/** A menu on click: `<Menu items={[...]}><IconButton icon="more" label={…} /></Menu>`. */
export const Menu = ({
  children,
  items,
  placement = 'bottomRight',
}: {
  children: ReactElement
  items: MenuItem[]
  placement?: 'bottomLeft' | 'bottomRight'
}) => (
  <Dropdown
    trigger={['click']}
    placement={placement}
    menu={{
      items: items.map((item) =>
        'heading' in item
          ? { key: item.key, type: 'group' as const, label: item.heading }
          : {
              key: item.key,
              danger: item.danger ?? false,
              disabled: item.disabled ?? false,
              ...(item.icon ? { icon: <Icon name={item.icon} /> } : {}),
              label: (
                <span className="menu-item">
                  <span>{item.label}</span>
                  {item.hint && <span className="cap">{item.hint}</span>}
                </span>
              ),
              onClick: item.run,
            },
      ),
    }}
  >
    {children}
  </Dropdown>
)
