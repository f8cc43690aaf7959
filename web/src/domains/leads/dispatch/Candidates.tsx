import { useTranslation } from 'react-i18next'
import { dispatchLead, listCandidates } from '../../../../../contract/dispatch.ts'
import { type LeadItem, leadProblems } from '../../../../../contract/leads.ts'
import { type Listed, useRead, useWrite } from '../../../app/query.ts'
import { useCan } from '../../../app/session.tsx'
import { ask } from '../../../ui/ask.ts'
import { Button } from '../../../ui/Button.tsx'
import type { Column } from '../../../ui/columns.tsx'
import { PlainTable } from '../../../ui/PlainTable.tsx'
import { Note, Problem } from '../../../ui/Problem.tsx'
import { useFormat } from '../../../ui/useFormat.ts'
import { everywhere } from '../everywhere.ts'
import { useLeadWords } from '../useLeadWords.ts'

type Candidate = Listed<typeof listCandidates>
type Lead = Pick<LeadItem, 'id' | 'person' | 'dealerId'>

const signed = (points: number) => (points < 0 ? `−${-points}` : `+${points}`)

/** A measure and what it brought, as in “4.2 km +42”. */
const Scored = ({ what, points }: { what: string; points: number }) => (
  <span className="nw">
    {what} <span className="q">{signed(points)}</span>
  </span>
)

const useCandidateColumns = (
  lead: Lead,
  onSend: (one: Candidate) => void,
  sending: boolean,
  blocked: string | undefined,
) => {
  const { t } = useTranslation('leads')
  const format = useFormat()
  const mayDispatch = useCan('leads.dispatch')
  const out = (one: Candidate) => one.excluded !== null
  const columns: Column<Candidate>[] = [
    {
      key: 'name',
      title: t('candidate.name'),
      cell: (one) => (
        <span className={out(one) ? 'q' : undefined} title={`${one.name} ${one.code}`}>
          {one.dealerId === lead.dealerId ? <b>{one.name}</b> : one.name}
        </span>
      ),
    },
    {
      key: 'km',
      title: t('candidate.distance'),
      width: 112,
      number: true,
      cell: (one) =>
        one.km === null ? (
          <span className="q">–</span>
        ) : out(one) ? (
          <span className="q nw">{t('km', { n: format.number(one.km, one.km < 100 ? 1 : 0) })}</span>
        ) : (
          <Scored
            what={t('km', { n: format.number(one.km, one.km < 100 ? 1 : 0) })}
            points={one.points.distance}
          />
        ),
    },
    {
      key: 'free',
      title: t('candidate.capacity'),
      width: 112,
      number: true,
      cell: (one) =>
        out(one) || one.freePercent === null ? null : (
          <Scored
            what={one.freePercent > 0 ? t('candidate.free', { n: one.freePercent }) : t('candidate.full')}
            points={one.points.capacity}
          />
        ),
    },
    {
      key: 'inTime',
      title: t('candidate.inTime'),
      width: 104,
      number: true,
      cell: (one) =>
        out(one) ? null : (
          <Scored
            what={one.inTimePercent === null ? '–' : format.percent(one.inTimePercent / 100)}
            points={one.points.inTime}
          />
        ),
    },
    {
      key: 'other',
      title: t('candidate.other'),
      width: 116,
      cell: (one) => {
        if (one.excluded) return <span className="q">{t(`candidate.excluded.${one.excluded}`)}</span>
        const said = [
          one.wanted ? t('candidate.wanted') : '',
          one.points.loyalty ? t('candidate.loyalty', { n: signed(one.points.loyalty) }) : '',
          one.emphasis
            ? t('candidate.emphasis', { n: one.emphasis.factor, why: t(`candidate.why.${one.emphasis.why}`) })
            : '',
        ]
        const text = said.filter(Boolean).join(' · ')
        return <span title={text}>{text}</span>
      },
    },
    {
      key: 'total',
      title: t('candidate.total'),
      width: 52,
      number: true,
      cell: (one) => (one.excluded ? <span className="q">{t('candidate.out')}</span> : <b>{one.total}</b>),
    },
  ]
  const send: Column<Candidate> = {
    key: 'send',
    title: '',
    width: 112,
    number: true,
    cell: (one) =>
      one.dealerId === lead.dealerId ? (
        <span className="q">{t('candidate.here')}</span>
      ) : (
        <Button
          disabled={
            sending ||
            blocked !== undefined ||
            one.excluded === 'not-authorised' ||
            one.excluded === 'inactive'
          }
          title={
            blocked ??
            (one.excluded
              ? t(`candidate.excluded.${one.excluded}`)
              : t('candidate.sendTo', { name: one.name }))
          }
          onClick={() => onSend(one)}
        >
          {t('candidate.send')}
        </Button>
      ),
  }
  return mayDispatch ? [...columns, send] : columns
}

/** Every dealer that was weighed for a lead, with its points; one click sends the lead there. */
export const Candidates = ({
  lead,
  onSent,
  most,
}: {
  lead: Lead
  onSent?: (() => void) | undefined
  most?: number
}) => {
  const { t } = useTranslation('leads')
  const words = useLeadWords()
  const format = useFormat()
  const { data, problem, reload } = useRead(listCandidates, { params: { id: lead.id } })
  const write = useWrite(dispatchLead, {
    refresh: everywhere,
    done: (reply) => t('dispatch.sent', { name: lead.person.name, dealer: reply.lead.dealerName ?? '' }),
    onDone: () => onSent?.(),
  })
  const send = async (one: Candidate) => {
    const answer = await ask({
      title: t('dispatch.confirm', { name: lead.person.name, dealer: one.name }),
      text: t(lead.dealerId ? 'dispatch.confirmMove' : 'dispatch.confirmNew'),
      confirm: t('candidate.send'),
    })
    if (answer)
      await write.send({ params: { id: lead.id }, body: { dealerId: one.dealerId } }).catch(() => {})
  }
  const missing =
    data && !data.consented
      ? words.say(leadProblems.consentMissing).replace('{dealer}', t('anyDealer'))
      : undefined
  const columns = useCandidateColumns(lead, (one) => void send(one), write.sending, missing)
  if (problem) return <Problem problem={problem} onRetry={reload} />
  if (!data) return <span className="bone dc-wait" />
  const near = data.items.filter((one) => one.excluded === null)
  const rows = most ? data.items.slice(0, Math.max(most, near.length)) : data.items
  const { weights } = data
  return (
    <>
      {missing && (
        <div className="dc-note">
          <Note icon="shield" look="fault">
            {missing}
          </Note>
        </div>
      )}
      <PlainTable
        label={t('candidate.title')}
        columns={columns}
        rows={rows}
        id={(one) => one.dealerId}
        rowLook={(one) => (one.dealerId === lead.dealerId ? 'on' : undefined)}
        empty={t('candidate.none', { km: format.number(data.radiusKm) })}
      />
      <p className="cap dc-foot">
        {t(`candidate.outcome.${data.outcome}`)}{' '}
        {t('candidate.weights', {
          km: format.number(data.radiusKm),
          n: near.length,
          distance: weights.distance,
          capacity: weights.capacity,
          inTime: weights.inTime,
          loyalty: weights.loyalty,
          policy: data.policyNumber,
        })}
      </p>
    </>
  )
}
