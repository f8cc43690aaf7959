import type { ReactNode } from 'react'
import type { ProblemError } from '../app/client.ts'
import { useTexts } from '../app/i18n.ts'
import { Button } from './Button.tsx'
import { fill } from './fill.ts'
import { Icon, type IconName } from './Icon.tsx'

/** Title and detail of a refusal, in the reader's language even when no answer came. */
export const ProblemWords = ({ problem }: { problem: ProblemError }) => {
  const { problem: words } = useTexts('ui')
  const { title, detail } = problem.problem
  if (problem.offline)
    return (
      <span>
        <b>{words.offline}</b> {words.offlineText}
      </span>
    )
  return (
    <span>
      <b>{title || words.title}</b> {detail && detail !== title ? detail : null}
    </span>
  )
}

/** What was refused, why, the remedy, and the code to quote. */
export const Problem = ({ problem, onRetry }: { problem: ProblemError; onRetry?: () => unknown }) => {
  const { problem: words } = useTexts('ui')
  const { code, requestId } = problem.problem
  return (
    <div className="note fault" role="alert">
      <Icon name="warn" />
      <div className="grow">
        <ProblemWords problem={problem} />
        {!problem.offline && <div className="q2">{fill(words.code, { code, request: requestId })}</div>}
      </div>
      {onRetry && (
        <Button look="quiet" onClick={() => void onRetry()}>
          {words.retry}
        </Button>
      )}
    </div>
  )
}

/** Blue for a hint, grey for a remark, fault for a refusal. */
export const Note = ({
  icon = 'info',
  look = 'plain',
  children,
}: {
  icon?: IconName
  look?: 'plain' | 'signal' | 'fault'
  children: ReactNode
}) => (
  <div className={look === 'plain' ? 'note' : look === 'signal' ? 'note sig' : 'note fault'}>
    <Icon name={icon} />
    <span className="grow">{children}</span>
  </div>
)

export type EmptyProps = { icon?: IconName; title?: string; children?: ReactNode; action?: ReactNode }

/** What is so, what is next, one button. */
export const Empty = ({ icon = 'rows', title, children, action }: EmptyProps) => {
  const { empty } = useTexts('ui')
  return (
    <div className="empty">
      <Icon name={icon} />
      <b>{title ?? empty.title}</b>
      {children && <span>{children}</span>}
      {action}
    </div>
  )
}
