import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { previewDispatch } from '../../../../contract/dispatch.ts'
import type { Reply } from '../../../../contract/endpoint.ts'
import type { Args } from '../../app/client.ts'
import { paths } from '../../app/paths.ts'
import { useRead } from '../../app/query.ts'
import { Anchor } from '../../ui/Anchor.tsx'
import { classes } from '../../ui/classes.ts'
import { When } from '../../ui/Figures.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Problem } from '../../ui/Problem.tsx'
import { useFormat } from '../../ui/useFormat.ts'
import { useSettled } from '../../ui/useSettled.ts'

type Preview = Reply<typeof previewDispatch>
type Typed = Omit<Args<typeof previewDispatch>['body'], 'seriesId'> & { seriesId: string | undefined }
type Candidate = Preview['items'][number]
const shown = 3

/** Each measure with what it brought, as the board of candidates says it. */
const useReasons = () => {
  const { t } = useTranslation('leads')
  const own = useTranslation('contactCentre')
  const format = useFormat()
  const plus = (text: string, points: number) => `${text} +${points}`
  return (one: Candidate): string => {
    const km = one.km === null ? undefined : t('km', { n: format.number(one.km, one.km < 100 ? 1 : 0) })
    if (one.excluded) return [km, t(`candidate.excluded.${one.excluded}`)].filter(Boolean).join(' · ')
    const free = one.freePercent === null ? undefined : one.freePercent
    return [
      one.wanted && t('candidate.wanted'),
      km && plus(km, one.points.distance),
      free !== undefined &&
        plus(free > 0 ? t('candidate.free', { n: free }) : t('candidate.full'), one.points.capacity),
      plus(
        own.t('preview.inTime', {
          n: one.inTimePercent === null ? '–' : format.percent(one.inTimePercent / 100),
        }),
        one.points.inTime,
      ),
      one.points.loyalty > 0 && t('candidate.loyalty', { n: `+${one.points.loyalty}` }),
      one.emphasis &&
        t('candidate.emphasis', { n: one.emphasis.factor, why: t(`candidate.why.${one.emphasis.why}`) }),
    ]
      .filter(Boolean)
      .join(' · ')
  }
}

const icons = {
  sent: 'fork',
  'no-consent': 'shield',
  'no-dealer': 'map',
  tie: 'users',
  joins: 'link',
} as const

/** One sentence: to whom, by when, or why to nobody. */
const Verdict = ({ of }: { of: Preview }) => {
  const { t } = useTranslation('contactCentre')
  const format = useFormat()
  const first = of.items[0]
  const words = {
    sent: t('preview.sent', { dealer: first?.name ?? '' }),
    'no-consent': t('preview.noConsent', { dealer: first?.name ?? '' }),
    'no-dealer': of.divisionName
      ? t('preview.noDealer', { place: of.divisionName, km: format.number(of.radiusKm) })
      : t('preview.noPlace'),
    tie: t('preview.tie'),
    joins: of.joins?.dealerName
      ? t('preview.joins', { number: of.joins.number, dealer: of.joins.dealerName })
      : t('preview.joinsWaiting', { number: of.joins?.number ?? '' }),
  }
  return (
    <p className="cp-verdict">
      <Icon name={icons[of.outcome]} />
      <b>{words[of.outcome]}</b>
      {of.dueAt && (
        <span className="q2 nw">
          {t('preview.due')} <When at={of.dueAt} short />
        </span>
      )}
      {of.joins && <Anchor to={paths.lead(of.joins.leadId)}>{t('result.open')}</Anchor>}
    </p>
  )
}

/** Where the lead would go if it were saved now, and why; asked for when the typing pauses. */
export const DispatchPreview = ({ typed: { seriesId, ...rest } }: { typed: Typed }) => {
  const { t } = useTranslation('contactCentre')
  const reasons = useReasons()
  const typed = { seriesId: seriesId ?? '', ...rest }
  const body = useSettled(typed, JSON.stringify(typed))
  const ready = Boolean(seriesId) && body.seriesId !== ''
  const { data, problem } = useRead(previewDispatch, { body }, { enabled: ready, staleSeconds: 10 })
  // The last answer stays, greyed, while the next one is on its way.
  const last = useRef(data)
  if (data) last.current = data
  const of = ready ? last.current : undefined
  return (
    <section
      className={classes('cp', !data && of && 'old')}
      aria-live="polite"
      aria-label={t('preview.title')}
    >
      {problem && <Problem problem={problem} />}
      {!problem && !of && <p className="cap">{t('preview.ask')}</p>}
      {!problem && of && (
        <>
          <Verdict of={of} />
          {of.outcome !== 'joins' && (
            <ol>
              {of.items.slice(0, shown).map((one) => (
                <li key={one.dealerId} className={classes(one.dealerId === of.dealerId && 'on')}>
                  <span className="cut" title={`${one.name} ${one.code}`}>
                    {one.name}
                  </span>
                  <span className="cap cut" title={reasons(one)}>
                    {reasons(one)}
                  </span>
                  <b className="num">{one.excluded ? '' : one.total}</b>
                </li>
              ))}
            </ol>
          )}
        </>
      )}
    </section>
  )
}
