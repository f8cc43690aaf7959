import { type ReactNode, useEffect, useRef } from 'react'
import { usePhone } from '../app/appearance.ts'
import { useTexts } from '../app/i18n.ts'
import { ask } from './ask.ts'
import { Button, IconButton } from './Button.tsx'
import { Form, type FormProps, type FormValues } from './Form.tsx'
import { useGo } from './useGo.ts'
import { isMac, useKeys } from './useKeys.ts'

export type SideDrawerProps = {
  title: ReactNode
  /** For screen readers when `title` is more than words. */
  label?: string
  onClose: () => void
  /** Grey words after the title. */
  sub?: ReactNode
  /** The second row of the head: identifiers, tags. */
  head?: ReactNode
  onPrevious?: (() => void) | undefined
  onNext?: (() => void) | undefined
  /** The record's own page. */
  pageTo?: string
  /** Sticky foot: one primary button. */
  footer?: ReactNode
  children: ReactNode
}

/** Pushes the list aside (440 px), never covers it; a full sheet on a phone. Put it beside the list in `Split`. */
export const SideDrawer = ({
  title,
  label,
  onClose,
  sub,
  head,
  onPrevious,
  onNext,
  pageTo,
  footer,
  children,
}: SideDrawerProps) => {
  const { drawer } = useTexts('ui')
  const phone = usePhone()
  const go = useGo()
  const panel = useRef<HTMLElement>(null)
  useKeys([{ keys: 'Escape', run: onClose, evenWhileTyping: false }])
  useEffect(() => {
    if (!phone) return
    const before = document.activeElement as HTMLElement | null
    panel.current?.focus()
    return () => before?.focus()
  }, [phone])
  return (
    <aside
      ref={panel}
      className="drawer"
      tabIndex={-1}
      aria-label={label ?? (typeof title === 'string' ? title : undefined)}
      {...(phone ? { role: 'dialog', 'aria-modal': true } : {})}
    >
      <header>
        <div className="row">
          {phone && <IconButton icon="left" label={drawer.back} onClick={onClose} />}
          <h2 className="h16 cut">{title}</h2>
          {sub && <span className="q cut">{sub}</span>}
          <span className="row drawer-tools">
            {onPrevious && <IconButton icon="left" label={drawer.previous} onClick={onPrevious} />}
            {onNext && <IconButton icon="right" label={drawer.next} onClick={onNext} />}
            {pageTo && <IconButton icon="arrow" label={drawer.page} onClick={() => go(pageTo)} />}
            {!phone && <IconButton icon="x" label={drawer.close} onClick={onClose} />}
          </span>
        </div>
        {head && <div className="row drawer-head">{head}</div>}
      </header>
      <div className="body">{children}</div>
      {footer && <footer>{footer}</footer>}
    </aside>
  )
}

/** A list and the drawer beside it. */
export const Split = ({ children, drawer }: { children: ReactNode; drawer?: ReactNode }) => (
  <div className="split">
    <div className="list">{children}</div>
    {drawer}
  </div>
)

export type FormDrawerProps<V extends FormValues> = FormProps<V> &
  Pick<
    SideDrawerProps,
    'title' | 'label' | 'sub' | 'head' | 'onClose' | 'onPrevious' | 'onNext' | 'pageTo'
  > & {
    submitLabel?: string
    /** Grey words at the end of the foot. */
    note?: ReactNode
    /** More buttons after the first. */
    actions?: ReactNode
  }

/** Asks before typed words are lost: `if (await mayLeave()) …`. */
export const useMayLeave = ({ touched }: { touched: () => boolean }) => {
  const { form } = useTexts('ui')
  return async () => {
    if (!touched()) return true
    const words = { title: form.leave, text: form.leaveText, confirm: form.leaveYes, cancel: form.leaveNo }
    return (await ask(words)) !== undefined
  }
}

/** A form in a drawer: sticky save, Cmd/Ctrl-Enter, and a question before typed words are lost. */
export const FormDrawer = <V extends FormValues>({
  use,
  submitLabel,
  note,
  actions,
  title,
  label,
  sub,
  head,
  onClose,
  onPrevious,
  onNext,
  pageTo,
  ...form
}: FormDrawerProps<V>) => {
  const { form: words } = useTexts('ui')
  const mayLeave = useMayLeave(use)
  const close = async () => {
    if (await mayLeave()) onClose()
  }
  useKeys([{ keys: 'mod+Enter', label: words.save, run: use.submit, evenWhileTyping: true }])
  return (
    <SideDrawer
      title={title}
      onClose={() => void close()}
      {...(label ? { label } : {})}
      {...(sub ? { sub } : {})}
      {...(head ? { head } : {})}
      {...(pageTo ? { pageTo } : {})}
      onPrevious={onPrevious}
      onNext={onNext}
      footer={
        <>
          <Button look="primary" big busy={use.sending} keys={isMac ? '⌘↵' : 'Ctrl ↵'} onClick={use.submit}>
            {use.sending ? words.saving : (submitLabel ?? words.save)}
          </Button>
          {actions}
          <span className="grow" />
          {note && <span className="cap">{note}</span>}
        </>
      }
    >
      <Form use={use} {...form} />
    </SideDrawer>
  )
}
