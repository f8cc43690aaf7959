import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  type ConsentPurpose,
  type ConsentRecipient,
  type CustomerConsents,
  consentPurposes,
  consentRecipients,
  readConsents,
} from '../../../../contract/consent.ts'
import { useRead } from '../../app/query.ts'
import { useCan } from '../../app/session.tsx'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Note, Problem } from '../../ui/Problem.tsx'
import { useFormat } from '../../ui/useFormat.ts'
import './consent.css'
import { ConsentHistory } from './ConsentHistory.tsx'
import { RecordConsent, type Subject } from './RecordConsent.tsx'
import { useConsentWords } from './useConsentWords.ts'

type State = CustomerConsents['states'][number]

/** Newest word of a purpose and recipient; one dealer's word counts where the kind as a whole said nothing. */
const stateOf = (states: State[], purpose: ConsentPurpose, recipient: ConsentRecipient) => {
  const fitting = states.filter((state) => state.purpose === purpose && state.recipient === recipient)
  return fitting.find((state) => state.recipientId === null) ?? fitting[0]
}

const Cell = ({
  purpose,
  recipient,
  state,
  onAsk,
}: {
  purpose: ConsentPurpose
  recipient: ConsentRecipient
  state: State | undefined
  onAsk: (() => void) | undefined
}) => {
  const { t } = useTranslation('consent')
  const format = useFormat()
  const word = t(state ? (state.granted ? 'yes' : 'ended') : 'never')
  const spoken = t('cell', {
    purpose: t(`purpose.${purpose}`),
    recipient: state?.recipientName ?? t(`recipient.${recipient}`),
    state: word,
  })
  const since = state ? t('since', { state: word, day: format.dayAt(state.happenedAt) }) : word
  return (
    <button
      type="button"
      className="cm-cell"
      aria-label={spoken}
      title={onAsk ? since : `${since} · ${t('record.mayNot')}`}
      disabled={!onAsk}
      onClick={onAsk}
    >
      {state?.granted ? <Icon name="check" /> : <span className="q">{word}</span>}
      {state?.recipientId && <i className="cm-one" />}
    </button>
  )
}

type Props = { id: string; dealers: { id: string; name: string }[] }

/** What holds now, purpose by recipient; a cell opens the grant or the withdrawal. */
export const ConsentPanel = ({ id, dealers }: Props) => {
  const { t } = useTranslation('consent')
  const { data, problem, reload } = useRead(readConsents, { params: { id } })
  const mayRecord = useCan('consent.record')
  const [subject, setSubject] = useState<Subject>()
  const [ledger, setLedger] = useState(false)
  const words = useConsentWords()
  const states = data?.states ?? []
  const used = consentRecipients.filter(
    (recipient) => recipient !== 'media' || states.some((state) => state.recipient === recipient),
  )
  const latest = data?.ledger[0]
  return (
    <Panel
      title={t('panel')}
      end={
        <Button look="link" onClick={() => setLedger(true)}>
          {t('ledger')}
        </Button>
      }
      flush
    >
      {problem && <Problem problem={problem} onRetry={reload} />}
      {data?.doNotContact && (
        <div className="cm-note">
          <Note look="fault" icon="ban">
            {t(data.deceased ? 'late' : 'stopped')}
          </Note>
        </div>
      )}
      {!data && !problem && <i className="bone cm-wait" />}
      {data && (
        <div className="scroll-x">
          <table className="tbl in c32 cm">
            <thead>
              <tr>
                <th scope="col">{t('column.purpose')}</th>
                {used.map((recipient) => (
                  <th key={recipient} scope="col">
                    {t(`recipient.${recipient}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {consentPurposes.map((purpose) => (
                <tr key={purpose}>
                  <td>{t(`purpose.${purpose}`)}</td>
                  {used.map((recipient) => {
                    const state = stateOf(states, purpose, recipient)
                    const ask = () =>
                      setSubject({
                        purpose,
                        recipient,
                        recipientId: state?.recipientId ?? null,
                        granted: !state?.granted,
                      })
                    return (
                      <td key={recipient}>
                        <Cell
                          {...{ purpose, recipient, state }}
                          onAsk={mayRecord && data ? ask : undefined}
                        />
                      </td>
                    )
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {latest && (
        <p className="cap cm-foot cut" title={latest.evidence}>
          {[
            t(latest.granted ? 'granted' : 'withdrawn'),
            words.channel(latest.channel),
            words.evidence(latest.evidence),
          ].join(' · ')}
        </p>
      )}
      {subject && (
        <RecordConsent id={id} subject={subject} dealers={dealers} onClose={() => setSubject(undefined)} />
      )}
      <Dialog open={ledger} width={640} title={t('history')} onClose={() => setLedger(false)}>
        <ConsentHistory lines={data?.ledger ?? []} />
      </Dialog>
    </Panel>
  )
}
