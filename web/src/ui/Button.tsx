import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react'
import { classes } from './classes.ts'
import { Icon, type IconName } from './Icon.tsx'
import { Kbd } from './Marks.tsx'

// `className` is for antd, which marks the trigger of a popover with one.
type Native = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'type'>

export type ButtonProps = Native & {
  children: ReactNode
  /** One `primary` for a region; `quiet` without a border; `link`; `danger` for what deletes or refuses. */
  look?: 'plain' | 'primary' | 'quiet' | 'link' | 'danger'
  icon?: IconName
  /** Shown on the button: `⌘↵`. */
  keys?: string
  big?: boolean
  busy?: boolean
  submit?: boolean
  ref?: Ref<HTMLButtonElement>
}
const looks = { plain: '', primary: 'p', quiet: 't', link: 'l', danger: 'bad' }

export const Button = ({
  children,
  look = 'plain',
  icon,
  keys,
  big = false,
  busy = false,
  submit = false,
  disabled,
  className,
  ...rest
}: ButtonProps) => (
  <button
    type={submit ? 'submit' : 'button'}
    className={classes('btn', looks[look], big && 'big', className)}
    disabled={disabled || busy}
    aria-busy={busy || undefined}
    {...rest}
  >
    {icon && <Icon name={icon} />}
    {children}
    {keys && <Kbd>{keys}</Kbd>}
  </button>
)

type IconButtonProps = Native & {
  icon: IconName
  label: string
  badge?: number | undefined
  pressed?: boolean
  ref?: Ref<HTMLButtonElement>
}

/** A 28 px square; the label is its name and its hover. */
export const IconButton = ({ icon, label, badge, pressed, className, ...rest }: IconButtonProps) => (
  <button
    type="button"
    className={classes('ib', pressed && 'on', className)}
    aria-label={badge ? `${label} ${badge}` : label}
    title={label}
    aria-pressed={pressed}
    {...rest}
  >
    <Icon name={icon} />
    {badge ? <b aria-hidden="true">{badge > 99 ? '99+' : badge}</b> : null}
  </button>
)
