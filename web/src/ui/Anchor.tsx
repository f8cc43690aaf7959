import { useRouter } from '@tanstack/react-router'
import type { AnchorHTMLAttributes, MouseEvent, Ref } from 'react'

type Props = Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href'> & {
  to: string
  ref?: Ref<HTMLAnchorElement>
}

/** A link inside the application: `<Anchor to={paths.lead(id)}>`. New-tab clicks stay the browser's. */
export const Anchor = ({ to, onClick, onMouseEnter, ...rest }: Props) => {
  const router = useRouter()
  const go = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event)
    if (
      event.defaultPrevented ||
      event.button !== 0 ||
      event.metaKey ||
      event.ctrlKey ||
      event.shiftKey ||
      event.altKey
    )
      return
    event.preventDefault()
    router.history.push(to)
  }
  const warm = (event: MouseEvent<HTMLAnchorElement>) => {
    onMouseEnter?.(event)
    router.preloadRoute({ to: to.split('?')[0] ?? to }).catch(() => {})
  }
  return <a href={to} onClick={go} onMouseEnter={warm} {...rest} />
}
