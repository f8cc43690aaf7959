import type { ReactNode } from 'react'
import { useTexts } from '../app/i18n.ts'
import { classes } from './classes.ts'
import { fill } from './fill.ts'
import { Icon, type IconName } from './Icon.tsx'
import { useSalutation } from './useSalutation.ts'

export type GradeLetter = 'H' | 'A' | 'B' | 'C'

/** Intent grade: shades of ink, never a hue. */
export const Grade = ({ grade }: { grade: GradeLetter }) => {
  const { grade: words } = useTexts('ui')
  return (
    <span className={`gr ${grade}`} role="img" aria-label={fill(words.label, { grade })}>
      {grade}
    </span>
  )
}

export type StateTagProps = {
  children: ReactNode
  /** `plain` grey; `outline` absent or provisional; `solid` ink; `signal` asks for action; `fault` refused. */
  look?: 'plain' | 'outline' | 'solid' | 'signal' | 'fault'
  icon?: IconName
  title?: string
}
const looks = { plain: '', outline: 'o', solid: 'k', signal: 'sig', fault: 'fault' }

export const StateTag = ({ children, look = 'plain', icon, title }: StateTagProps) => (
  <span className={classes('tag', looks[look])} title={title}>
    {icon && <Icon name={icon} />}
    {typeof children === 'string' ? <span className="cut">{children}</span> : children}
  </span>
)

/** The first character of a name; a compound surname is never guessed. */
export const Avatar = ({ name, size }: { name: string; size?: 'large' | 'me' }) => (
  <span
    className={classes('av', size === 'large' && 'l', size === 'me' && 'me')}
    aria-hidden="true"
    title={name}
  >
    {[...name][0] ?? ''}
  </span>
)

/** Name bold, honorific grey, cut with the whole on hover. */
export const PersonName = ({ name, honorific }: { name: string; honorific?: string | undefined }) => {
  const said = useSalutation()(honorific)
  return (
    <span className="cut person" title={said ? `${name} ${said}` : name}>
      <b>{name}</b>
      {said && <span className="q"> {said}</span>}
    </span>
  )
}

export const Kbd = ({ children }: { children: ReactNode }) => <kbd className="kbd">{children}</kbd>
