import { Input, Modal, Radio } from 'antd'
import { type ReactNode, useState, useSyncExternalStore } from 'react'
import { useTexts } from '../app/i18n.ts'
import { type Ask, answerAsk, askStore } from './ask.ts'
import { Button } from './Button.tsx'

export type DialogProps = {
  open: boolean
  title: ReactNode
  onClose: () => void
  children?: ReactNode
  footer?: ReactNode
  width?: number /** No head and no inner space, for the palette. */
  bare?: boolean
}

/** For a decision that must come first; most work belongs in a drawer. */
export const Dialog = ({
  open,
  title,
  onClose,
  children,
  footer,
  width = 440,
  bare = false,
}: DialogProps) => {
  const { drawer } = useTexts('ui')
  return (
    <Modal
      open={open}
      title={title}
      onCancel={onClose}
      footer={footer ?? null}
      width={width}
      destroyOnHidden
      rootClassName={bare ? 'bare' : ''}
      closable={bare ? false : { 'aria-label': drawer.close }}
    >
      {children}
    </Modal>
  )
}

const AskForm = ({ ask }: { ask: Ask }) => {
  const { form } = useTexts('ui')
  const [picked, setPicked] = useState(ask.reasons?.[0] ?? '')
  const [text, setText] = useState('')
  const wantsText = ask.reasons !== undefined && (ask.reasons.length === 0 || picked === ask.reasons.at(-1))
  const reason = wantsText ? text.trim() : picked
  const ready = ask.reasons === undefined || reason.length > 0
  return (
    <div className="ask">
      {ask.text && <p className="q2">{ask.text}</p>}
      {ask.reasons && ask.reasons.length > 0 && (
        <Radio.Group
          className="ask-reasons"
          value={picked}
          onChange={(event) => setPicked(String(event.target.value))}
          options={ask.reasons.map((value) => ({ value, label: value }))}
        />
      )}
      {wantsText && (
        <Input
          autoFocus
          aria-label={form.reason}
          placeholder={form.reason}
          value={text}
          maxLength={200}
          onChange={(event) => setText(event.target.value)}
          onPressEnter={() => ready && answerAsk({ reason })}
        />
      )}
      {ask.reasons && <p className="cap">{form.reasonHint}</p>}
      <div className="ask-foot">
        <Button big onClick={() => answerAsk(undefined)}>
          {ask.cancel ?? form.cancel}
        </Button>
        <Button
          big
          look={ask.danger ? 'danger' : 'primary'}
          disabled={!ready}
          autoFocus={!wantsText}
          onClick={() => answerAsk({ reason })}
        >
          {ask.confirm ?? form.confirm}
        </Button>
      </div>
    </div>
  )
}

/** Rendered once, by the shell, for `ask()`. */
export const Asks = () => {
  const ask = useSyncExternalStore(askStore.subscribe, askStore.read)
  return (
    <Dialog open={ask !== undefined} title={ask?.title ?? ''} onClose={() => answerAsk(undefined)}>
      {ask && <AskForm key={ask.title} ask={ask} />}
    </Dialog>
  )
}
