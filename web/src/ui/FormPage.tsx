import type { ReactNode } from 'react'
import { useTexts } from '../app/i18n.ts'
import { Button } from './Button.tsx'
import { Form, type FormProps, type FormValues } from './Form.tsx'
import { useMayLeave } from './SideDrawer.tsx'
import { isMac, useKeys } from './useKeys.ts'

type Props<V extends FormValues> = FormProps<V> & {
  onLeave: () => void
  /** What stands outside the form's fields: a conflict. */
  after?: ReactNode
}

/** A form that is a page of its own: save and cancel stay in sight, Cmd/Ctrl-Enter saves, and typed words are not lost unasked. */
export const FormPage = <V extends FormValues>({ use, onLeave, after, children, ...form }: Props<V>) => {
  const { form: words } = useTexts('ui')
  const mayLeave = useMayLeave(use)
  const leave = async () => {
    if (await mayLeave()) onLeave()
  }
  useKeys([{ keys: 'mod+Enter', label: words.save, run: use.submit, evenWhileTyping: true }])
  return (
    <Form use={use} {...form}>
      {children}
      <div className="row f-foot">
        <Button look="primary" big busy={use.sending} keys={isMac ? '⌘↵' : 'Ctrl ↵'} onClick={use.submit}>
          {words.save}
        </Button>
        <Button big onClick={() => void leave()}>
          {words.cancel}
        </Button>
      </div>
      {after}
    </Form>
  )
}
