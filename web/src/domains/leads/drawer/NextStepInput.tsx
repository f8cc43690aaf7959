import { useState } from 'react'
import { nextSteps } from '../../../../../contract/leads.ts'
import { Choice } from '../../../ui/inputs.tsx'
import { useLeadWords } from '../useLeadWords.ts'

type Props = { id?: string; value?: string; onChange?: (value: string | undefined) => void }

// The first contact is behind whoever writes a feedback; qualifying and dispatching are not a dealer's work.
const offered = nextSteps.filter(
  (step) => step !== 'first-contact' && step !== 'qualify' && step !== 'dispatch',
)

/** The usual next steps, or words of one's own. */
export const NextStepInput = ({ value, onChange, ...rest }: Props) => {
  const words = useLeadWords()
  const [typed, setTyped] = useState('')
  const known = offered.map((step) => ({ value: step as string, label: words.next(step) }))
  const text = typed.trim()
  const found = known.filter(({ label }) => label.toLowerCase().includes(text.toLowerCase()))
  const own = [text, value].filter(
    (one) => one && !known.some(({ value: step, label }) => step === one || label === one),
  )
  return (
    <Choice
      {...rest}
      value={value}
      onSearch={setTyped}
      options={[
        ...(text ? found : known),
        ...[...new Set(own)].map((one) => ({ value: one as string, label: one as string })),
      ]}
      onChange={(picked) => {
        setTyped('')
        onChange?.(picked)
      }}
    />
  )
}
