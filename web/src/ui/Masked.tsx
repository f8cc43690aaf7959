import { type ReactNode, useEffect, useState } from 'react'
import { useTexts } from '../app/i18n.ts'
import { asProblem } from '../app/query.ts'
import { ask } from './ask.ts'
import { IconButton } from './Button.tsx'
import { fill } from './fill.ts'
import { Icon, type IconName } from './Icon.tsx'
import { toast } from './Toast.store.ts'

export type MaskedProps = {
  /** What everyone sees: `138****8000`. */
  value: ReactNode
  /** What it is, in words: 手机. */
  label: string
  /** Fetches the whole value; the reason goes to the audit log. Without it there is no eye. */
  reveal?: ((reason: string) => Promise<string>) | undefined
  icon?: IconName
  /** Reasons to choose from; the last is free text. */
  reasons?: string[]
}

const shownMs = 60_000

/** A masked identifier with an eye. The whole value shows for a minute, then hides itself. */
export const Masked = ({ value, label, reveal, icon, reasons }: MaskedProps) => {
  const { masked } = useTexts('ui')
  const [whole, setWhole] = useState<string>()
  useEffect(() => {
    if (whole === undefined) return
    const timer = setTimeout(() => setWhole(undefined), shownMs)
    return () => clearTimeout(timer)
  }, [whole])
  const show = async () => {
    const choice = reasons ?? [masked.callBack, masked.verify, masked.correct, masked.other]
    const title = fill(masked.title, { name: label })
    const answer = await ask({ title, text: masked.text, reasons: choice, confirm: title })
    if (!answer || !reveal) return
    await reveal(answer.reason).then(setWhole, (error: unknown) => toast({ problem: asProblem(error) }))
  }
  const copy = async (text: string) => {
    await navigator.clipboard.writeText(text)
    toast({ text: masked.copied })
  }
  return (
    <span className="idn">
      {icon && <Icon name={icon} small />}
      <span className="nw">{whole ?? value}</span>
      {reveal && whole === undefined && (
        <IconButton icon="eye" label={fill(masked.show, { name: label })} onClick={() => void show()} />
      )}
      {whole !== undefined && (
        <IconButton icon="copy" label={fill(masked.copy, { name: label })} onClick={() => void copy(whole)} />
      )}
      {whole !== undefined && (
        <IconButton
          icon="shut"
          label={fill(masked.hide, { name: label })}
          onClick={() => setWhole(undefined)}
        />
      )}
    </span>
  )
}
